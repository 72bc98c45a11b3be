// Documents with equal vectors: on the map, in microtopics, among neighbors.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "app/actions/imports.hpp"
#include "app/app_context.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

class CopiesTest : public ::testing::Test {
protected:
    /// `others` different texts, then `copies` of one, all kept.
    void import(int others, int copies) {
        harness.files.names = {"text"};
        for (int i = 0; i < others; ++i) {
            const std::string subject = i % 2 == 0 ? "refund money" : "parcel late";
            harness.files.rows.push_back({subject + " n" + std::to_string(i % 7) + " m" + std::to_string(i)});
        }
        for (int i = 0; i < copies; ++i) harness.files.rows.push_back({"my invoice is wrong"});
        harness.app->file_arrived(1, "table.csv");
        ASSERT_TRUE(harness.settle());
        ImportPlan plan = harness.state().import->plan;
        plan.text = "text";
        plan.duplicates = DuplicatePolicy::keep;
        harness.act(action::SetImportPlan{plan});
        harness.act(action::ConfirmImport{});
        ASSERT_TRUE(harness.settle());
        ASSERT_EQ(harness.state().project.size(), static_cast<DocId>(others + copies));
    }
    std::set<TopicId> topics_from(DocId first) {
        std::set<TopicId> found;
        for (DocId doc = first; doc < harness.state().project.size(); ++doc)
            found.insert(harness.state().topic_of(doc));
        return found;
    }

    AppHarness harness;
};

TEST_F(CopiesTest, AloneAreOneMicrotopic) {
    import(0, 300);
    EXPECT_EQ(topics_from(0), std::set<TopicId>{0});
}

TEST_F(CopiesTest, FewAloneAreOneMicrotopicToo) {
    import(0, 60);
    EXPECT_EQ(topics_from(0), std::set<TopicId>{0});
}

TEST_F(CopiesTest, AmongOthersShareOneMicrotopic) {
    import(400, 60);
    const auto topics = topics_from(400);
    EXPECT_EQ(topics.size(), 1u);
    EXPECT_FALSE(topics.contains(k_outlier));
}

TEST_F(CopiesTest, LieCloseTogetherAndNotOnEachOther) {
    import(400, 60);
    const auto& xy = (*harness.state().project.layout)->xy;
    std::set<std::pair<float, float>> places;
    for (std::size_t doc = 400; doc < 460; ++doc) {
        EXPECT_LT(std::hypot(xy[2 * doc] - xy[800], xy[2 * doc + 1] - xy[801]), 0.2f);
        places.insert({xy[2 * doc], xy[2 * doc + 1]});
    }
    EXPECT_EQ(places.size(), 60u);
}

TEST_F(CopiesTest, SpeakForEachOtherButNotAlone) {
    import(400, 60);
    const Analysis& analysis = harness.app->context().analysis;
    const auto per_doc = static_cast<std::size_t>(analysis.neighbors.per_doc);
    std::set<DocId> met;
    std::size_t copies = 0;
    for (std::size_t place = 0; place < per_doc; ++place) {
        const DocId neighbor = (*analysis.neighbors.ids)[430 * per_doc + place];
        EXPECT_NE(neighbor, 430u);
        EXPECT_TRUE(met.insert(neighbor).second);
        copies += neighbor >= 400 ? 1 : 0;
    }
    EXPECT_EQ(copies, per_doc / 2);
}

}  // namespace
}  // namespace labelscape
