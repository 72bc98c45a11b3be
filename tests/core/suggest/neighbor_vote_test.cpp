#include "core/suggest/neighbor_vote.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/parallel_for.hpp"
#include "core/suggest/expected_error.hpp"
#include "core/suggest/support.hpp"
#include "core/topics/support.hpp"

namespace labelscape {
namespace {

using test::Graph;

TEST(NeighborVote, WeightGrowsWithTheCosine) {
    EXPECT_EQ(vote_weight(0.3, 0.3), 0);
    EXPECT_EQ(vote_weight(-1, 0.3), 0);
    EXPECT_DOUBLE_EQ(vote_weight(1, 0.3), 1);
    EXPECT_DOUBLE_EQ(vote_weight(1.00001, 0.3), 1);
    EXPECT_LT(vote_weight(0.5, 0.3), vote_weight(0.6, 0.3));
    EXPECT_EQ(vote_weight(std::nan(""), 0.3), 0);
}

TEST(NeighborVote, NearAndManyGiveConfidence) {
    Graph graph(6, 5, 2);
    graph.labels = {{}, {0}, {0}, {1}, {0}, {}};
    const auto confidence = [&](const std::vector<std::pair<DocId, float>>& near) {
        graph.set_neighbors(0, near);
        const auto all = vote_on(0, graph.lists(), graph.sets(), {}, {0.3f, 0});
        return all.empty() ? 0.0f : all.front().confidence;
    };
    const float one = confidence({{1, 0.9f}});
    EXPECT_GT(confidence({{1, 0.99f}}), one);
    EXPECT_LT(confidence({{1, 0.6f}}), one);
    EXPECT_GT(confidence({{1, 0.9f}, {2, 0.9f}}), one);
    EXPECT_LT(confidence({{1, 0.9f}, {3, 0.88f}}), one);
    EXPECT_EQ(confidence({{1, 0.9f}, {5, 0.9f}}), one) << "an unlabeled neighbor says nothing";
    EXPECT_EQ(confidence({{0, 1.0f}, {1, 0.9f}}), one) << "the document itself does not vote";
    EXPECT_EQ(confidence({{5, 0.9f}}), 0);
    EXPECT_LE(confidence({{1, 1.0f}, {2, 1.0f}, {4, 1.0f}}), 1);
}

TEST(NeighborVote, OrdersAndExplains) {
    Graph graph(5, 4, 3);
    graph.labels = {{}, {2}, {1}, {1}, {0, 2}};
    graph.set_neighbors(0, {{1, 0.8f}, {2, 0.8f}, {3, 0.7f}, {4, 0.5f}});
    const std::int32_t hints[] = {0};
    const auto all = vote_on(0, graph.lists(), graph.sets(), hints, {0.3f, 0});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].label, 1);
    EXPECT_EQ(all[0].nearest, 2u);
    EXPECT_EQ(all[0].reason, SuggestionReason::neighbors);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                               [](auto& x, auto& y) { return x.confidence > y.confidence; }));
    const auto zero = std::find_if(all.begin(), all.end(), [](auto& s) { return s.label == 0; });
    ASSERT_NE(zero, all.end());
    EXPECT_EQ(zero->reason, SuggestionReason::neighbors_and_keyword);
    EXPECT_EQ(vote_on(0, graph.lists(), graph.sets(), hints, {0.3f, 0}, 1).size(), 1u);
    graph.set_neighbors(0, {});
    const auto keyword_only = vote_on(0, graph.lists(), graph.sets(), hints, {});
    ASSERT_EQ(keyword_only.size(), 1u);
    EXPECT_EQ(keyword_only[0].reason, SuggestionReason::keyword);
    EXPECT_EQ(keyword_only[0].nearest, k_no_doc);
}

TEST(NeighborVote, SaysOfEachDocumentWhatTheOthersCarry) {
    Graph graph = Graph::two_groups(3000, 12, 1);
    graph.labels[2999].clear();
    graph.set_neighbors(2999, {});
    const std::vector<std::vector<std::string>> words{{"alpha"}, {}};
    const std::string_view alpha = "An Alpha case";
    const Texts texts(3000, [&](DocId doc) { return doc == 2999 ? alpha : std::string_view("x"); });
    NeighborVote vote(graph.lists(), graph.sets(), texts, LabelKeywords(words));
    EXPECT_EQ(vote.step({}), Step::done);
    int right = 0;
    int suggested = 0;
    int said_of_labeled = 0;
    for (DocId doc = 0; doc < 3000; ++doc) {
        const TopVotes& votes = vote.result()[doc];
        if (votes.labels[0] < 0) continue;
        EXPECT_GE(votes.confidences[0], 0.2f);
        EXPECT_LE(votes.confidences[0], 1.0f);
        EXPECT_GE(votes.confidences[0], votes.confidences[1]);
        EXPECT_EQ(votes.labels[1] < 0, votes.confidences[1] == 0);
        ++(graph.labels[doc].empty() ? suggested : said_of_labeled);
        right += votes.labels[0] == static_cast<std::int32_t>(doc % 2);
    }
    EXPECT_GT(suggested, 1500);
    EXPECT_GT(said_of_labeled, 300);
    EXPECT_GT(right, (suggested + said_of_labeled) * 9 / 10);
    EXPECT_EQ(vote.result()[2999].labels[0], 0);
    EXPECT_EQ(vote.result()[2999].reason, SuggestionReason::keyword);
}

TEST(NeighborVote, DoesNotDependOnWorkersOrSlices) {
    const Graph graph = Graph::two_groups(5000, 10, 2);
    NeighborVote whole(graph.lists(), graph.sets(), {}, {});
    const int all = parallel_workers();
    set_parallel_workers(1);
    whole.step({});
    set_parallel_workers(all);
    NeighborVote sliced(graph.lists(), graph.sets(), {}, {});
    EXPECT_GT(test::run_in_slices(sliced), 3);
    for (DocId doc = 0; doc < 5000; ++doc) {
        ASSERT_EQ(whole.result()[doc].labels, sliced.result()[doc].labels);
        ASSERT_EQ(whole.result()[doc].confidences, sliced.result()[doc].confidences);
    }
}

TEST(LabelKeywords, MatchWholeWordsInSpiteOfCase) {
    const std::vector<std::vector<std::string>> words{
        {"card", "top up"}, {"", " "}, {"银行"}, {"REFUND"}};
    const LabelKeywords keywords(words);
    EXPECT_EQ(keywords.labels_in("My CARD and refund"), (std::vector<std::int32_t>{0, 3}));
    EXPECT_EQ(keywords.labels_in("discard, refunds"), std::vector<std::int32_t>{});
    EXPECT_EQ(keywords.labels_in("我的银行卡"), (std::vector<std::int32_t>{2}));
    EXPECT_EQ(keywords.labels_in("Top\n up!"), (std::vector<std::int32_t>{0}));
    const auto hits = keywords.find("refund card, card");
    ASSERT_EQ(hits.size(), 3u);
    EXPECT_EQ(hits[0].label, 3);
    EXPECT_EQ(hits[1].range, (TextRange{7, 11}));
    EXPECT_EQ(hits[2].range, (TextRange{13, 17}));
    EXPECT_TRUE(LabelKeywords().labels_in("card").empty());
}

TEST(ExpectedErrors, FollowSimilarityUntilLabelsSpeak) {
    Graph graph(6, 3, 2);
    const std::vector<DocId> candidates{0, 1, 2};
    const std::vector<float> cosines{0.95f, 0.7f, 0.85f};
    const auto before = expected_errors(candidates, cosines, 0, graph.lists(), graph.sets());
    EXPECT_NEAR(before.probability[0], 0.05f, 1e-6f);
    EXPECT_EQ(before.doubtful, (std::vector<std::uint32_t>{1, 2, 0}));
    EXPECT_NEAR(before.mean, 0.5f / 3, 1e-6f);
    graph.labels = {{}, {}, {}, {0}, {1}, {0, 1}};
    graph.set_neighbors(0, {{4, 0.9f}});
    graph.set_neighbors(1, {{3, 0.95f}, {5, 0.9f}});
    const auto after = expected_errors(candidates, cosines, 0, graph.lists(), graph.sets());
    EXPECT_GT(after.probability[0], 0.5f) << "its neighbor has another label";
    EXPECT_LT(after.probability[1], before.probability[1]) << "its neighbors agree";
    EXPECT_EQ(after.probability[2], before.probability[2]);
    EXPECT_EQ(after.doubtful.front(), 0u);
}

TEST(ExpectedErrors, AreProbabilitiesAndTheStripIsSorted) {
    const Graph graph = Graph::two_groups(2000, 8, 3);
    std::vector<DocId> candidates;
    std::vector<float> cosines;
    Random random(4);
    for (DocId doc = 0; doc < 2000; doc += 2) {
        candidates.push_back(doc);
        cosines.push_back(random.uniform() * 2.4f - 1.2f);
    }
    const auto errors =
        expected_errors(candidates, cosines, 0, graph.lists(), graph.sets(), {20, 0.3f});
    ASSERT_EQ(errors.probability.size(), candidates.size());
    for (const float p : errors.probability) {
        EXPECT_GE(p, 0);
        EXPECT_LE(p, 1);
    }
    ASSERT_EQ(errors.doubtful.size(), 20u);
    const float last = errors.probability[errors.doubtful.back()];
    EXPECT_EQ(std::count_if(errors.probability.begin(), errors.probability.end(),
                            [&](float p) { return p > last; }) < 20,
              true);
    EXPECT_TRUE(std::is_sorted(errors.doubtful.begin(), errors.doubtful.end(), [&](auto x, auto y) {
        return errors.probability[x] > errors.probability[y];
    }));
    const auto none = expected_errors({}, {}, 0, graph.lists(), graph.sets());
    EXPECT_TRUE(none.doubtful.empty());
    EXPECT_EQ(none.mean, 0);
}

}  // namespace
}  // namespace labelscape
