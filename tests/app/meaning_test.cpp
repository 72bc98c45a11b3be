#include <gtest/gtest.h>

#include <cmath>

#include "app/actions/alike.hpp"
#include "app/actions/computing.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/selecting.hpp"
#include "app/filtering.hpp"
#include "app/script/script_json.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// Texts of two subjects; the first is empty, of the second the model knows no word.
class MeaningTest : public ::testing::Test {
protected:
    static constexpr DocId k_empty = 0, k_strange = 1, k_plain = 2;

    void SetUp() override {
        harness.files.names = {"text", "channel"};
        harness.files.rows = {{"", "mail"}, {"?qwxz ?kjv", "mail"}};
        for (int i = 2; i < 120; ++i) {
            const std::string subject = i % 2 == 0 ? "refund money" : "parcel late";
            harness.files.rows.push_back({subject + " n" + std::to_string(i % 7) + " m" + std::to_string(i), "mail"});
        }
        ASSERT_TRUE(harness.import_table());
        ASSERT_TRUE(*state().project.topics);
    }
    const AppState& state() { return harness.state(); }
    /// Documents that pass this condition.
    std::vector<DocId> passed(const Json& filter) {
        return filtered(state(), *filter_from_json(state(), filter), "").members();
    }

    AppHarness harness;
};

TEST_F(MeaningTest, WhatHasNoneIsNoClusterAndNowhere) {
    for (const DocId doc : {k_empty, k_strange}) {
        EXPECT_EQ(state().project.meaning(doc), Meaning::none);
        EXPECT_FALSE((*state().project.layout)->placed(doc));
        EXPECT_EQ(state().topic_of(doc), k_no_meaning);
        EXPECT_FALSE(state().suggested(doc));
        const Json json = doc_to_json(state(), doc);
        EXPECT_EQ(json["noVector"], true);
        EXPECT_EQ(json["topic"], nullptr);
    }
    EXPECT_EQ(state().project.meaning(k_plain), Meaning::found);
    EXPECT_TRUE((*state().project.layout)->placed(k_plain));
    EXPECT_EQ(doc_to_json(state(), k_plain)["noVector"], false);
    EXPECT_NE(state().why_no_meaning(k_strange), state().why_no_meaning(k_empty));
    EXPECT_EQ(state().why_no_meaning(k_plain), "");
}

TEST_F(MeaningTest, ARowOfItsOwnStandsBelowTheMicrotopics) {
    ASSERT_FALSE(state().topic_rows.empty());
    EXPECT_EQ(state().topic_rows.back().topic, k_no_meaning);
    EXPECT_EQ(state().topic_rows.back().size, 2u);
    std::uint32_t all = 0;
    for (const TopicRow& row : state().topic_rows) all += row.size;
    EXPECT_EQ(all, 120u);
    harness.act(action::SelectTopic{k_no_meaning, SelectMode::replace});
    EXPECT_EQ(state().selection.docs.members(), (std::vector<DocId>{k_empty, k_strange}));
}

TEST_F(MeaningTest, CanBeFilteredFor) {
    EXPECT_EQ(passed({{"noMeaning", true}}), (std::vector<DocId>{k_empty, k_strange}));
    EXPECT_EQ(passed({{"noMeaning", false}}).size(), 118u);
    for (const DocId doc : passed({{"topic", k_outlier}})) EXPECT_EQ(state().project.meaning(doc), Meaning::found);
    FilterChip chip;
    chip.kind = "topic";
    chip.topic = k_no_meaning;
    EXPECT_EQ(chip_title(state(), chip), "No meaning found");
    harness.act(action::AddChip{chip});
    harness.frame();
    EXPECT_EQ(state().order, (std::vector<DocId>{k_empty, k_strange}));
}

TEST_F(MeaningTest, NothingIsLikeATextWithoutOne) {
    harness.act(action::OpenAlike{k_strange});
    EXPECT_FALSE(state().alike);
    ASSERT_FALSE(state().notices.empty());
    EXPECT_EQ(state().notices.back().text, state().why_no_meaning(k_strange));
}

TEST_F(MeaningTest, WhatIsNotEmbeddedYetSaysSo) {
    harness.embedder.dies_after = harness.embedder.texts_embedded;
    harness.files.rows = {{"refund of a new text", "mail"}};
    ASSERT_TRUE(harness.import_table());
    const DocId added = 120;
    ASSERT_EQ(state().project.size(), 121u);
    EXPECT_EQ(state().project.meaning(added), Meaning::unknown);
    EXPECT_EQ(state().topic_of(added), k_no_vector);
    EXPECT_EQ(state().topic_rows.back().topic, k_no_vector);
    EXPECT_EQ(state().why_no_meaning(added), "No vector yet: compute the map first");
    EXPECT_EQ(doc_to_json(state(), added)["noVector"], true);
    harness.embedder.dies_after = ~0u;
    harness.act(action::ComputeLayout{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().project.meaning(added), Meaning::found);
    EXPECT_NE(state().topic_rows.back().topic, k_no_vector);
}

}  // namespace
}  // namespace labelscape
