#include "core/stats/comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/random.hpp"

namespace labelscape {
namespace {

/// Label sets by document, as they are passed on.
struct Said {
    explicit Said(const std::vector<std::vector<std::int32_t>>& of_doc, std::int32_t label_count) : count(label_count) {
        for (const auto& labels : of_doc) {
            set_of.push_back(static_cast<std::uint32_t>(set_of.size()));
            begin.push_back(static_cast<std::uint32_t>(all.size()));
            all.insert(all.end(), labels.begin(), labels.end());
        }
        begin.push_back(static_cast<std::uint32_t>(all.size()));
    }
    LabelSets sets() const { return {set_of, begin, all, count}; }

    std::vector<std::uint32_t> set_of;   ///< each document has a set of its own
    std::vector<std::uint32_t> begin;
    std::vector<std::int32_t> all;
    std::int32_t count;
};

Said one_each(const std::vector<std::int32_t>& labels, std::int32_t count) {
    std::vector<std::vector<std::int32_t>> of_doc;
    for (const std::int32_t label : labels) of_doc.push_back({label});
    return Said(of_doc, count);
}

Comparison compare_all(const Said& a, const Said& b) {
    Bitset docs(static_cast<std::uint32_t>(a.begin.size() - 1));
    docs.set_all();
    return compare(a.sets(), b.sets(), docs);
}

// The figures of the first three tests are those of scikit-learn's documentation of confusion_matrix,
// cohen_kappa_score and f1_score.

TEST(Comparison, CountsAsConfusionMatrixDoes) {
    const Comparison found = compare_all(one_each({2, 0, 2, 2, 0, 1}, 3), one_each({0, 0, 2, 2, 0, 2}, 3));
    EXPECT_EQ(found.confusion, (std::vector<std::uint32_t>{2, 0, 0, 0, 0, 1, 1, 0, 2}));
    EXPECT_EQ(found.count(2, 0), 1u);
    EXPECT_EQ(found.both, 6u);
    EXPECT_EQ(found.equal, 4u);
}

TEST(Comparison, AgreesBeyondChanceAsCohenKappaScore) {
    // negative 0, neutral 1, positive 2
    const Comparison found = compare_all(one_each({0, 2, 0, 1, 2}, 3), one_each({0, 2, 0, 1, 0}, 3));
    EXPECT_DOUBLE_EQ(found.kappa(), 0.6875);
    EXPECT_DOUBLE_EQ(found.agreement(), 0.8);
}

TEST(Comparison, HasTheF1OfEachLabel) {
    const Comparison found = compare_all(one_each({0, 2, 1, 0, 0, 1}, 3), one_each({0, 1, 2, 0, 1, 2}, 3));
    EXPECT_DOUBLE_EQ(found.f1(0), 0.8);
    EXPECT_DOUBLE_EQ(found.f1(1), 0);
    EXPECT_DOUBLE_EQ(found.f1(2), 0);
}

TEST(Comparison, SaysWhoSaidNothing) {
    const Comparison found = compare_all(Said({{}, {0}, {}, {1}}, 2), Said({{}, {}, {1}, {1}}, 2));
    EXPECT_EQ(found.neither, 1u);
    EXPECT_EQ(found.only_a, 1u);
    EXPECT_EQ(found.only_b, 1u);
    EXPECT_EQ(found.both, 1u);
    EXPECT_TRUE(std::isnan(found.kappa())) << "one label only: nothing is beyond chance";
    const Comparison nothing = compare_all(Said({}, 0), Said({}, 0));
    EXPECT_EQ(nothing.agreement(), 0);
    EXPECT_TRUE(std::isnan(nothing.kappa()));
}

TEST(Comparison, LooksOnlyAtTheDocumentsAskedFor) {
    const Said a = one_each({0, 1, 0}, 2), b = one_each({0, 0, 1}, 2);
    Bitset docs(3);
    docs.set(1);
    const Comparison found = compare(a.sets(), b.sets(), docs);
    EXPECT_EQ(found.confusion, (std::vector<std::uint32_t>{0, 0, 1, 0}));
}

TEST(Comparison, CountsSetsLabelByLabel) {
    Random random(1);
    std::vector<std::vector<std::int32_t>> of_a(300), of_b(300);
    for (auto* of : {&of_a, &of_b}) {
        for (auto& labels : *of) {
            for (std::int32_t label = 0; label < 5; ++label) {
                if (random.below(3) == 0) labels.push_back(label);
            }
        }
    }
    const Comparison found = compare_all(Said(of_a, 5), Said(of_b, 5));
    std::vector<Comparison::OfLabel> expected(5);
    std::uint32_t both = 0, equal = 0;
    for (std::size_t doc = 0; doc < 300; ++doc) {
        const std::set<std::int32_t> a(of_a[doc].begin(), of_a[doc].end()), b(of_b[doc].begin(), of_b[doc].end());
        if (a.empty() || b.empty()) continue;
        ++both;
        equal += a == b;
        for (std::int32_t label = 0; label < 5; ++label) {
            auto& of = expected[static_cast<std::size_t>(label)];
            of.both += a.contains(label) && b.contains(label);
            of.only_a += a.contains(label) && !b.contains(label);
            of.only_b += !a.contains(label) && b.contains(label);
        }
    }
    EXPECT_EQ(found.both, both);
    EXPECT_EQ(found.equal, equal);
    for (std::size_t label = 0; label < 5; ++label) {
        EXPECT_EQ(found.of_label[label].both, expected[label].both);
        EXPECT_EQ(found.of_label[label].only_a, expected[label].only_a);
        EXPECT_EQ(found.of_label[label].only_b, expected[label].only_b);
    }
}

TEST(Comparison, StandsWithoutAConfusionNobodyCouldRead) {
    const Comparison found = compare_all(one_each({0, 1999}, 2000), one_each({0, 0}, 2000));
    EXPECT_TRUE(found.confusion.empty());
    EXPECT_EQ(found.equal, 1u);
    EXPECT_EQ(found.of_label[1999].only_a, 1u);
    EXPECT_TRUE(std::isnan(found.kappa()));
}

}  // namespace
}  // namespace labelscape
