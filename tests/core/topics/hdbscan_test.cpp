#include "core/topics/hdbscan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>
#include <string>

#include "base/parallel_for.hpp"
#include "core/stats/rand_index.hpp"
#include "core/topics/support.hpp"

namespace labelscape {
namespace {

using test::make_clouds;

LinkageTree run(MatrixView points, std::int32_t min_samples = 5) {
    auto hdbscan = Hdbscan::create(points, {min_samples});
    EXPECT_TRUE(hdbscan.ok());
    EXPECT_EQ(hdbscan->step({}), Step::done);
    EXPECT_EQ(hdbscan->progress(), 1);
    return hdbscan->take_result();
}

double weight_of(const LinkageTree& tree) {
    double weight = 0;
    for (const auto& merge : tree.merges) weight += merge.distance;
    return weight;
}

/// Prim's algorithm on all pairs.
double exact_weight(MatrixView points, std::int32_t min_samples) {
    const auto count = static_cast<std::size_t>(points.rows);
    std::vector<std::vector<double>> distance(count, std::vector<double>(count));
    std::vector<double> core(count);
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b) {
            double sum = 0;
            for (std::int32_t i = 0; i < points.columns; ++i) {
                const double gap =
                    static_cast<double>(points.row(static_cast<std::int32_t>(a))[i]) -
                    points.row(static_cast<std::int32_t>(b))[i];
                sum += gap * gap;
            }
            distance[a][b] = std::sqrt(sum);
        }
        auto sorted = distance[a];
        std::sort(sorted.begin(), sorted.end());
        core[a] = sorted[static_cast<std::size_t>(min_samples)];
    }
    std::vector<double> reach(count, std::numeric_limits<double>::infinity());
    std::vector<bool> inside(count);
    reach[0] = 0;
    double weight = 0;
    for (std::size_t round = 0; round < count; ++round) {
        std::size_t next = count;
        for (std::size_t i = 0; i < count; ++i) {
            if (!inside[i] && (next == count || reach[i] < reach[next])) next = i;
        }
        inside[next] = true;
        weight += reach[next];
        for (std::size_t i = 0; i < count; ++i) {
            reach[i] = std::min(reach[i], std::max({core[next], core[i], distance[next][i]}));
        }
    }
    return weight;
}

void expect_same(const LinkageTree& a, const LinkageTree& b) {
    ASSERT_EQ(a.merges.size(), b.merges.size());
    for (std::size_t i = 0; i < a.merges.size(); ++i) {
        ASSERT_EQ(a.merges[i].left, b.merges[i].left) << i;
        ASSERT_EQ(a.merges[i].right, b.merges[i].right) << i;
        ASSERT_EQ(a.merges[i].distance, b.merges[i].distance) << i;
    }
}

struct GoldenCase {
    std::string layout;
    std::int32_t columns = 2;
    std::int32_t min_cluster_size = 15;
    std::int32_t min_samples = 5;
    std::int32_t clusters = 0;
    std::int32_t noise = 0;
    double weight = 0;
    std::int32_t condensed_rows = 0;
};

Matrix read_layout(const std::string& base, std::int32_t columns) {
    Matrix points;
    points.data = test::read_array<float>(base + ".layout.f32");
    points.columns = columns;
    points.rows = static_cast<std::int32_t>(points.data.size()) / columns;
    return points;
}

void expect_golden(const std::string& folder, const GoldenCase& golden) {
    SCOPED_TRACE(golden.layout + " " + std::to_string(golden.min_cluster_size));
    const std::string base = folder + "/" + golden.layout;
    const Matrix points = read_layout(base, golden.columns);
    ASSERT_GT(points.rows, 0);
    const auto labels =
        test::read_array<std::int32_t>(base + ".mcs" + std::to_string(golden.min_cluster_size) +
                                       "_ms" + std::to_string(golden.min_samples) + ".labels.i32");
    const LinkageTree linkage = run(points.view(), golden.min_samples);
    EXPECT_NEAR(weight_of(linkage) / golden.weight, 1, 1e-4);
    const CondensedTree tree = condense(linkage, golden.min_cluster_size);
    const TopicSplit split = cut(tree);
    EXPECT_EQ(split.topic_count, golden.clusters);
    EXPECT_EQ(points.rows + static_cast<std::int32_t>(tree.clusters.size()) - 1,
              golden.condensed_rows);
    EXPECT_EQ(std::count(split.topic_of.begin(), split.topic_of.end(), k_outlier), golden.noise);
    EXPECT_GE(adjusted_rand_index(split.topic_of, labels), 0.999);
}

TEST(Hdbscan, EqualsTheReferenceImplementation) {
    const std::string folder = std::string(SOURCE_DIR) + "/tests/core/topics/golden";
    expect_golden(folder, {"lay2_syn_2000_256", 2, 15, 5, 33, 0, 260.28966763628205, 2092});
    expect_golden(folder, {"lay2_syn_2000_256", 2, 5, 5, 33, 0, 260.28966763628205, 2194});
    expect_golden(folder, {"lay2_syn_2000_256", 2, 50, 10, 19, 145, 324.04841158676334, 2036});
}

/// One of the shared reference results: see the README beside them.
struct SharedCase {
    std::string layout;
    std::int32_t columns = 2;
    std::int32_t min_cluster_size = 15;
    std::int32_t min_samples = 5;
    double weight = 0;
    double least_agreement = 0;     ///< of the reference with itself in another order; 0 where it is not given
};

/// The reference met itself in three orders only, and its figure is rounded.
constexpr double k_slack = 5e-4;

/// Reads the flat objects of golden.json, whose numbers and names need no escapes.
std::vector<SharedCase> read_shared_cases(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    std::vector<SharedCase> cases;
    std::string object;
    while (std::getline(text, object, '}')) {
        const auto value = [&](const std::string& name) {
            const std::size_t at = object.find("\"" + name + "\":");
            return at == std::string::npos ? std::string() : object.substr(at + name.size() + 3);
        };
        if (value("layout").empty()) continue;
        const std::string layout = value("layout");
        const std::size_t quote = layout.find('"');
        const auto number = [&](const std::string& name) { return std::stoi(value(name)); };
        const std::string agreement = value("self_ari_min");
        cases.push_back({layout.substr(quote + 1, layout.find('"', quote + 1) - quote - 1), number("d"),
                         number("min_cluster_size"), number("min_samples"), std::stod(value("mst_weight")),
                         agreement.empty() ? 0 : std::stod(agreement)});
    }
    return cases;
}

void expect_equal_points_together(MatrixView points, const std::vector<TopicId>& topic_of) {
    std::map<std::vector<float>, TopicId> seen;
    for (std::int32_t row = 0; row < points.rows; ++row) {
        const std::vector<float> point(points.row(row), points.row(row) + points.columns);
        const TopicId topic = topic_of[static_cast<std::size_t>(row)];
        EXPECT_EQ(seen.try_emplace(point, topic).first->second, topic) << row;
    }
}

// Where distances tie, the reference depends on the order of the points: it is asked for no more than it gives itself.
TEST(Hdbscan, AgreesWithTheSharedReferenceAsItDoesWithItself) {
    const std::string folder = std::string(SHARED_DIR) + "/golden/hdbscan-2";
    const auto cases = read_shared_cases(folder + "/golden.json");
    if (cases.empty()) GTEST_SKIP() << folder << " has no golden.json";
    for (const SharedCase& golden : cases) {
        SCOPED_TRACE(golden.layout + " " + std::to_string(golden.min_cluster_size));
        const std::string base = folder + "/" + golden.layout;
        const Matrix points = read_layout(base, golden.columns);
        ASSERT_GT(points.rows, 0);
        const LinkageTree linkage = run(points.view(), golden.min_samples);
        EXPECT_NEAR(weight_of(linkage) / golden.weight, 1, 1e-4);
        const TopicSplit split = cut(condense(linkage, golden.min_cluster_size));
        const auto labels = test::read_array<std::int32_t>(base + ".mcs" + std::to_string(golden.min_cluster_size) +
                                                           "_ms" + std::to_string(golden.min_samples) + ".labels.i32");
        const double agreement = adjusted_rand_index(split.topic_of, labels);
        EXPECT_GE(agreement, golden.least_agreement - k_slack);
        expect_equal_points_together(points.view(), split.topic_of);
    }
}

TEST(Hdbscan, FindsTheMinimumSpanningTree) {
    for (const std::int32_t columns : {1, 2, 5, 10}) {
        Matrix points = make_clouds(500, columns, 12, 3);
        for (std::int32_t row = 0; row < 60; ++row) {
            std::copy_n(points.row(0), columns, points.row(row));
        }
        for (const std::int32_t min_samples : {1, 5, 20}) {
            const LinkageTree tree = run(points.view(), min_samples);
            EXPECT_EQ(tree.merges.size(), 499u);
            EXPECT_NEAR(weight_of(tree), exact_weight(points.view(), min_samples),
                        1e-9 * weight_of(tree));
        }
    }
}

TEST(Hdbscan, DoesNotDependOnWorkersOrSlices) {
    const Matrix points = make_clouds(6000, 3, 40, 5);
    const int all = parallel_workers();
    set_parallel_workers(1);
    const LinkageTree alone = run(points.view());
    set_parallel_workers(all);
    expect_same(alone, run(points.view()));
    auto sliced = Hdbscan::create(points.view());
    EXPECT_GT(test::run_in_slices(*sliced), 100);
    expect_same(alone, sliced->result());
}

TEST(Hdbscan, ProgressRises) {
    const Matrix points = make_clouds(4000, 2, 30, 6);
    auto hdbscan = Hdbscan::create(points.view());
    const test::HurriedClock clock;
    double before = 0;
    while (hdbscan->step(Budget(clock, 0)) == Step::more) {
        EXPECT_GE(hdbscan->progress(), before);
        EXPECT_LE(hdbscan->progress(), 1);
        before = hdbscan->progress();
    }
}

TEST(Hdbscan, OrderOfThePointsDoesNotMatter) {
    const Matrix points = make_clouds(3000, 2, 25, 7);
    std::vector<std::int32_t> order(3000);
    std::iota(order.begin(), order.end(), 0);
    Random random(8);
    for (std::uint32_t i = 3000; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    Matrix shuffled(3000, 2);
    for (std::int32_t i = 0; i < 3000; ++i) {
        std::copy_n(points.row(order[static_cast<std::size_t>(i)]), 2, shuffled.row(i));
    }
    const TopicSplit straight = cut(condense(run(points.view()), 15));
    const TopicSplit mixed = cut(condense(run(shuffled.view()), 15));
    std::vector<TopicId> expected;
    for (const auto row : order)
        expected.push_back(straight.topic_of[static_cast<std::size_t>(row)]);
    EXPECT_GT(straight.topic_count, 10);
    EXPECT_DOUBLE_EQ(adjusted_rand_index(mixed.topic_of, expected), 1);
}

TEST(Hdbscan, EqualPointsAreOneTopicAndNotTornApart) {
    for (const std::int32_t rows : {15, 60, 300, 5000}) {
        const TopicSplit all = cut(condense(run(Matrix(rows, 2).view()), 15));
        EXPECT_EQ(all.topic_count, 1);
        EXPECT_EQ(all.topic_of, std::vector<TopicId>(static_cast<std::size_t>(rows), 0));
    }
    EXPECT_EQ(cut(condense(run(Matrix(14, 2).view()), 15)).topic_count, 0);
    Matrix two(5000, 2);
    for (std::int32_t row = 0; row < 2000; ++row) two.row(row)[0] = 1;
    const TopicSplit split = cut(condense(run(two.view()), 15));
    EXPECT_EQ(split.topic_count, 2);
    EXPECT_EQ(std::count(split.topic_of.begin(), split.topic_of.end(), 0), 3000);
    EXPECT_EQ(std::count(split.topic_of.begin(), split.topic_of.end(), 1), 2000);
}

TEST(Hdbscan, ACrowdOfEqualPointsIsATopicAmongOthers) {
    for (const std::int32_t others : {1, 10, 200, 3000}) {
        for (const double granularity : {0.0, 0.5, 1.0}) {
            Matrix points = make_clouds(others + 60, 2, std::max(1, others / 100), 11);
            for (std::int32_t row = 0; row < 60; ++row) std::copy_n(points.row(0), 2, points.row(row));
            const TopicSplit split = cut(run(points.view()), points.view(), {15, granularity});
            EXPECT_NE(split.topic_of[0], k_outlier) << others;
            for (std::size_t row = 1; row < 60; ++row) EXPECT_EQ(split.topic_of[row], split.topic_of[0]) << others;
        }
    }
}

// Two of the others that nearly touch must not make the crowd weigh so much that its surroundings become outliers.
TEST(Hdbscan, ACrowdTakesNoTopicApart) {
    Matrix points = make_clouds(2000, 2, 8, 12);
    const TopicSplit before = cut(condense(run(points.view()), 15));
    std::copy_n(points.row(1999), 2, points.row(1998));
    points.row(1998)[0] = std::nextafter(points.row(1998)[0], 100.0f);
    for (std::int32_t row = 0; row < 40; ++row) std::copy_n(points.row(40), 2, points.row(row));
    const TopicSplit after = cut(condense(run(points.view()), 15));
    const auto outliers = [](const TopicSplit& split) {
        return std::count(split.topic_of.begin(), split.topic_of.end(), k_outlier);
    };
    EXPECT_LT(outliers(after), outliers(before) + 100);
}

TEST(Hdbscan, LinesAndTinySetsAreNoTrouble) {
    Matrix line(2000, 2);
    for (std::int32_t row = 0; row < 2000; ++row) line.row(row)[1] = static_cast<float>(row);
    EXPECT_NEAR(weight_of(run(line.view(), 1)), 1999, 1e-9);
    for (const std::int32_t rows : {0, 1, 2, 3, 10}) {
        const Matrix few = make_clouds(rows, 2, 1, 9);
        const LinkageTree tree = run(few.view());
        EXPECT_EQ(tree.merges.size(), static_cast<std::size_t>(std::max(0, rows - 1)));
        const TopicSplit split = cut(tree, few.view(), {15, 0.2});
        EXPECT_EQ(split.topic_count, 0);
        EXPECT_EQ(split.topic_of, std::vector<TopicId>(static_cast<std::size_t>(rows), k_outlier));
    }
}

TEST(Hdbscan, SaysWhatIsWrongWithItsInput) {
    Matrix points = make_clouds(50, 2, 2, 10);
    points.row(17)[1] = std::numeric_limits<float>::quiet_NaN();
    const auto not_finite = Hdbscan::create(points.view());
    ASSERT_FALSE(not_finite.ok());
    EXPECT_EQ(not_finite.error().code, ErrorCode::bad_argument);
    EXPECT_NE(not_finite.error().message.find("17"), std::string::npos);
    EXPECT_FALSE(Hdbscan::create(Matrix(5, 17).view()).ok());
    EXPECT_FALSE(Hdbscan::create(Matrix(5, 0).view()).ok());
    EXPECT_FALSE(Hdbscan::create(Matrix(5, 2).view(), {0}).ok());
}

}  // namespace
}  // namespace labelscape
