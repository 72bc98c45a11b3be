#include "model/annotations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.hpp"

namespace labelscape {
namespace {

TEST(Annotations, CountsStayExact) {
    Random random(3);
    Annotations annotations;
    annotations.resize(70);
    std::vector<std::vector<LabelId>> truth(70);
    for (int step = 0; step < 2000; ++step) {
        const DocId doc = random.below(70);
        std::vector<LabelId> labels;
        for (std::uint32_t i = random.below(4); i > 0; --i)
            labels.push_back(LabelId(random.below(9)));
        annotations.set(doc, {annotations.intern(labels), 0, Mark::none});
        std::ranges::sort(labels);
        labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
        truth[doc] = labels;
    }
    std::uint32_t labeled = 0;
    for (DocId doc = 0; doc < 70; ++doc) {
        labeled += !truth[doc].empty();
        EXPECT_TRUE(std::ranges::equal(annotations.labels(doc), truth[doc]));
        EXPECT_EQ(annotations.labeled().test(doc), !truth[doc].empty());
    }
    EXPECT_EQ(annotations.labeled_count(), labeled);
    for (std::uint32_t label = 0; label < 12; ++label) {
        const Bitset with = annotations.with(LabelId(label));
        EXPECT_EQ(annotations.count(LabelId(label)), with.count());
        for (DocId doc = 0; doc < 70; ++doc) {
            const bool has = std::ranges::find(truth[doc], LabelId(label)) != truth[doc].end();
            EXPECT_EQ(with.test(doc), has);
            EXPECT_EQ(annotations.has(doc, LabelId(label)), has);
        }
    }
}

TEST(Annotations, EqualSetsAreOne) {
    Annotations annotations;
    const auto set = annotations.intern({LabelId{4}, LabelId{1}, LabelId{4}});
    EXPECT_EQ(annotations.intern({LabelId{1}, LabelId{4}}), set);
    EXPECT_EQ(annotations.intern({}), k_no_labels);
    EXPECT_EQ(annotations.set_count(), 2u);
}

TEST(Annotations, ShrinkingForgetsCounts) {
    Annotations annotations;
    annotations.resize(5);
    for (DocId doc = 0; doc < 5; ++doc)
        annotations.set(doc, {annotations.intern({LabelId{0}}), 0, Mark::none});
    annotations.resize(2);
    EXPECT_EQ(annotations.count(LabelId{0}), 2u);
    EXPECT_EQ(annotations.labeled_count(), 2u);
}

TEST(Annotations, TellWhatHasChanged) {
    Annotations annotations;
    annotations.resize(5000);
    const std::uint64_t start = annotations.change_count();
    EXPECT_TRUE(annotations.changes_since(start)->empty());
    EXPECT_FALSE(annotations.changes_since(start + 1)) << "of other annotations";
    const LabelSetId a = annotations.intern({LabelId{1}}), b = annotations.intern({LabelId{2}});
    annotations.set(7, {a, 0, Mark::none});
    annotations.set(8, {a, 0, Mark::none});
    annotations.set(7, {b, 0, Mark::none});
    const auto changes = annotations.changes_since(start);
    ASSERT_TRUE(changes);
    ASSERT_EQ(changes->size(), 3u);
    EXPECT_EQ((*changes)[2].doc, 7u);
    EXPECT_EQ((*changes)[2].before, a);
    EXPECT_EQ((*changes)[2].after, b);
    EXPECT_EQ(annotations.changes_since(start + 2)->size(), 1u);
    // A bulk step is not told document by document, however it came.
    const std::uint64_t before_bulk = annotations.change_count();
    for (DocId doc = 0; doc < 3000; ++doc) annotations.set(doc, {a, 0, Mark::none});
    EXPECT_FALSE(annotations.changes_since(before_bulk));
    for (const auto change : {0, 1}) {
        const std::uint64_t before = annotations.change_count();
        change == 0 ? annotations.resize(6000) : annotations.set_rows(std::vector<Annotation>(6000));
        EXPECT_FALSE(annotations.changes_since(before));
        EXPECT_TRUE(annotations.changes_since(annotations.change_count())->empty());
    }
}

}  // namespace
}  // namespace labelscape
