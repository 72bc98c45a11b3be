#include "core/topics/topic_cut.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "core/topics/hdbscan.hpp"
#include "core/topics/support.hpp"

namespace labelscape {
namespace {

struct Clustered {
    Matrix points;
    LinkageTree linkage;
};

Clustered cluster(std::int32_t columns, std::uint64_t seed) {
    Clustered result{test::make_clouds(4000, columns, 60, seed), {}};
    auto hdbscan = Hdbscan::create(result.points.view());
    hdbscan->step({});
    result.linkage = hdbscan->take_result();
    return result;
}

std::vector<int> sizes_of(const TopicSplit& split) {
    std::vector<int> sizes(static_cast<std::size_t>(split.topic_count));
    for (const TopicId topic : split.topic_of) {
        if (topic != k_outlier) ++sizes.at(static_cast<std::size_t>(topic));
    }
    return sizes;
}

TEST(TopicCut, MoreGranularityOnlySplits) {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Clustered data = cluster(seed == 3 ? 5 : 2, seed);
        TopicSplit coarser = cut(data.linkage, data.points.view(), {10, 0});
        std::set<std::int32_t> counts;
        for (double granularity = 0.05; granularity < 1.001; granularity += 0.05) {
            const TopicSplit finer = cut(data.linkage, data.points.view(), {10, granularity});
            EXPECT_GE(finer.topic_count, coarser.topic_count);
            std::map<TopicId, TopicId> within;
            for (std::size_t i = 0; i < finer.topic_of.size(); ++i) {
                ASSERT_EQ(finer.topic_of[i] == k_outlier, coarser.topic_of[i] == k_outlier);
                const auto place = within.emplace(finer.topic_of[i], coarser.topic_of[i]).first;
                ASSERT_EQ(place->second, coarser.topic_of[i]) << "granularity " << granularity;
            }
            counts.insert(finer.topic_count);
            coarser = finer;
        }
        EXPECT_GT(counts.size(), 5u) << "the slider hardly moves anything";
    }
}

TEST(TopicCut, TopicsAreLargeEnoughAndNumberedBySize) {
    const Clustered data = cluster(2, 4);
    for (const std::int32_t min_size : {2, 5, 15, 50, 200}) {
        for (const double granularity : {0.0, 0.3, 0.5, 0.8, 1.0}) {
            const auto sizes =
                sizes_of(cut(data.linkage, data.points.view(), {min_size, granularity}));
            EXPECT_TRUE(std::is_sorted(sizes.rbegin(), sizes.rend()));
            if (!sizes.empty()) {
                EXPECT_GE(sizes.back(), min_size);
            }
        }
    }
}

TEST(TopicCut, TheMiddleIsExcessOfMass) {
    const Clustered data = cluster(2, 5);
    const TopicSplit plain = cut(condense(data.linkage, 15));
    EXPECT_EQ(cut(data.linkage, data.points.view(), {15, 0.5}).topic_of, plain.topic_of);
    EXPECT_EQ(cut(data.linkage, data.points.view(), {15, 0.4999}).topic_count,
              plain.topic_count - 1);
    EXPECT_GE(plain.topic_count, 20);
}

TEST(TopicCut, TheEndsAreTheRootAndTheLeaves) {
    const Clustered data = cluster(2, 6);
    const CondensedTree tree = condense(data.linkage, 10);
    std::vector<bool> has_child(tree.clusters.size());
    for (std::size_t i = 1; i < tree.clusters.size(); ++i) {
        has_child[static_cast<std::size_t>(tree.clusters[i].parent)] = true;
    }
    EXPECT_EQ(cut(data.linkage, data.points.view(), {10, 1}).topic_count,
              std::count(has_child.begin(), has_child.end(), false));
    const double usual = cut(tree).topic_count;
    EXPECT_EQ(cut(data.linkage, data.points.view(), {10, 0}).topic_count,
              std::ceil(std::sqrt(usual)));
}

TEST(TopicCut, OutliersGoToTheNearestMember) {
    const Clustered data = cluster(3, 7);
    const TopicSplit split = cut(condense(data.linkage, 15));
    const auto assigned = assign_outliers(data.points.view(), split.topic_of);
    int moved = 0;
    for (std::int32_t row = 0; row < data.points.rows; ++row) {
        const TopicId topic = split.topic_of[static_cast<std::size_t>(row)];
        if (topic != k_outlier) {
            ASSERT_EQ(assigned[static_cast<std::size_t>(row)], topic);
            continue;
        }
        double nearest = std::numeric_limits<double>::infinity();
        TopicId expected = k_outlier;
        for (std::int32_t other = 0; other < data.points.rows; ++other) {
            if (split.topic_of[static_cast<std::size_t>(other)] == k_outlier) continue;
            double distance2 = 0;
            for (int i = 0; i < 3; ++i) {
                const double gap = double{data.points.row(row)[i]} - data.points.row(other)[i];
                distance2 += gap * gap;
            }
            if (distance2 < nearest) {
                nearest = distance2;
                expected = split.topic_of[static_cast<std::size_t>(other)];
            }
        }
        ASSERT_EQ(assigned[static_cast<std::size_t>(row)], expected);
        ++moved;
    }
    EXPECT_GT(moved, 50);
    const std::vector<TopicId> none(static_cast<std::size_t>(data.points.rows), k_outlier);
    EXPECT_EQ(assign_outliers(data.points.view(), none), none);
}

}  // namespace
}  // namespace labelscape
