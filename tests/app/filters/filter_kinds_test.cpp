#include "app/filters/filter_kinds.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/filtering.hpp"
#include "edit/random_project.hpp"

namespace labelscape {
namespace {

class FilterKindsTest : public ::testing::Test {
protected:
    /// 12 documents: 1 and 2 labeled by hand, 3 in bulk; 4 unsure, 5 skipped, 6 excluded; 7 suggested; 8 in a
    /// microtopic; 3 has no text.
    FilterKindsTest() {
        Project& project = state.project;
        project = test::make_project(12);
        assign({1, 2}, LabelId{0}, "human");
        assign({3}, LabelId{1}, "bulk");
        AssignLabels::make_mark(project, only({4}), Mark::unsure, "t", {})->apply(project);
        AssignLabels::make_mark(project, only({5}), Mark::skipped, "t", {})->apply(project);
        project.excluded.edit().set(6);
        auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), std::vector<Opinion>(12)});
        for (const DocId doc : {1u, 7u}) layer->of_doc[doc] = {{LabelId{1}}, {200}};
        project.layers.edit().push_back(layer);
        auto topics = std::make_shared<Topics>();
        topics->infos.push_back({"refund", {}, false});
        topics->of_doc.assign(12, k_outlier);
        topics->of_doc[8] = 0;
        project.topics.edit() = topics;
        state.active = project.active();
    }
    static Bitset only(std::vector<DocId> docs) { return Bitset::of(12, docs); }
    void assign(std::vector<DocId> docs, LabelId label, std::string_view source) {
        AssignLabels::make(state.project, only(std::move(docs)), {label}, AssignMode::set, "t",
                           from_source(source, 1, 1, "t"))
            ->apply(state.project);
    }
    std::vector<DocId> passing(const FilterChip& chip) { return filtered(state, {chip}, "").members(); }

    SteadyClock clock;
    AppState state{clock};
};

TEST_F(FilterKindsTest, EachLetsItsDocumentsPass) {
    using Docs = std::vector<DocId>;
    const std::pair<FilterChip, Docs> cases[] = {
        {{.kind = "label", .label = LabelId{1}}, {3}},
        {{.kind = "unlabeled"}, {0, 4, 5, 7, 8, 9, 10, 11}},
        {{.kind = "labeled"}, {1, 2, 3}},
        {{.kind = "unsure"}, {4}},
        {{.kind = "skipped"}, {5}},
        {{.kind = "topic", .topic = 0}, {8}},
        {{.kind = "topic", .topic = k_no_meaning}, {3}},
        {{.kind = "column", .text = "language", .value = "de"}, {1, 5, 7, 11}},
        {{.kind = "column", .text = "none", .value = ""}, {}},
        {{.kind = "column-range", .text = "priority", .low = -3.63, .high = -2.8}, {1, 2, 3}},
        {{.kind = "text", .value = "refund"}, {9}},
        {{.kind = "regex", .value = "number 1.$"}, {10, 11}},
        {{.kind = "source", .value = "bulk"}, {3}},
        {{.kind = "suggestion", .label = LabelId{1}}, {7}},
        {{.kind = "documents", .docs = {2, 6, 9}}, {2, 9}},
        {{.kind = "duplicates"}, {0, 9}},
        {{.kind = "excluded"}, {6}},
    };
    std::set<std::string> tried;
    for (const auto& [chip, docs] : cases) {
        tried.insert(chip.kind);
        EXPECT_EQ(passing(chip), docs) << chip.kind;
        EXPECT_FALSE(chip_title(state, chip).empty() && chip.kind != "documents");
        FilterChip turned = chip;
        turned.negated = true;
        Bitset others = state.active;
        others -= only(docs);
        EXPECT_EQ(passing(turned), others.members()) << chip.kind;
    }
    for (const FilterKind& kind : filter_kinds()) EXPECT_TRUE(tried.contains(std::string(kind.id))) << kind.id;
}

TEST_F(FilterKindsTest, RowsSayAllThatIsAskedOfThem) {
    std::set<std::string_view> ids, offers, names;
    for (const FilterKind& kind : filter_kinds()) {
        EXPECT_TRUE(ids.insert(kind.id).second) << kind.id;
        EXPECT_EQ(find_filter_kind(kind.id), &kind);
        EXPECT_NE(kind.passed != nullptr, kind.text != nullptr) << kind.id;
        EXPECT_TRUE(kind.title || !kind.offers.empty()) << kind.id;
        EXPECT_TRUE(kind.script.name.empty() || names.insert(kind.script.name).second) << kind.id;
        for (const FilterOffer& offer : kind.offers) {
            EXPECT_TRUE(offers.insert(offer.id).second) << offer.id;
            EXPECT_TRUE(offer.flag.empty() || names.insert(offer.flag).second) << offer.id;
            EXPECT_EQ(offer.chip.kind, kind.id);
        }
    }
}

TEST_F(FilterKindsTest, WhatNobodyKnowsLetsNothingPass) {
    EXPECT_FALSE(find_filter_kind("none-such"));
    FilterChip chip{.kind = "none-such"};
    EXPECT_TRUE(passing(chip).empty());
    chip.negated = true;
    EXPECT_TRUE(passing(chip).empty()) << "its opposite is no more known";
    EXPECT_FALSE(chip_title(state, chip).empty());
}

TEST_F(FilterKindsTest, SecondMenusOfferWhatPasses) {
    for (const auto& [id, count] : {std::pair{"label", 2u}, {"suggestion", 0u}, {"source", 2u}}) {
        const FilterKind& kind = *find_filter_kind(id);
        std::vector<FilterChoice> choices = kind.menu.choices(state);
        ASSERT_GE(choices.size(), 3u) << id;
        choices[0].chip.kind = kind.id;
        EXPECT_EQ(passing(choices[0].chip).size(), count) << id;
    }
}

}  // namespace
}  // namespace labelscape
