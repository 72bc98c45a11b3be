// Neighbor search, layout, topics and the search index behind a few C functions, for
// bench-adapter.js and golden.mjs. Functions that can fail return 1, or 0 and leave bench_error().

#include <emscripten.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/parallel_for.hpp"
#include "base/unit_rows.hpp"
#include "core/knn/hnsw_index.hpp"
#include "core/knn/knn_graph.hpp"
#include "core/layout/umap.hpp"
#include "core/stats/rand_index.hpp"
#include "core/topics/hdbscan.hpp"

using namespace labelscape;

namespace {

struct Bench {
    Matrix input;
    NeighborGraph graph;
    std::optional<Umap> umap;
    double phase_ms[3] = {};
    TopicSplit split;
    std::vector<std::int32_t> reference;
    double tree_weight = 0;
    std::optional<HnswIndex> index;
    std::vector<float> query;
    std::vector<std::int32_t> found;
    std::string error;
};

Bench& bench() {
    static Bench the_bench;
    return the_bench;
}

int fail(const Error& error) {
    bench().error = error.message;
    return 0;
}

/// Ends what `phase` measured and begins the next.
void end_phase(int phase, double& since_ms) {
    const double now_ms = SteadyClock().now_ms();
    bench().phase_ms[phase] = now_ms - since_ms;
    since_ms = now_ms;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE const char* bench_error() {
    return bench().error.c_str();
}
EMSCRIPTEN_KEEPALIVE void bench_workers(int count) {
    set_parallel_workers(count);
}

/// Makes room for rows x columns floats, which are then filled in place.
EMSCRIPTEN_KEEPALIVE float* bench_input(int rows, int columns) {
    bench().input = Matrix(rows, columns);
    return bench().input.data.data();
}

/// Lays the input out by cosine. epochs 0: chosen by the number of rows.
EMSCRIPTEN_KEEPALIVE int bench_umap(int dim, int neighbors, int epochs) {
    Bench& b = bench();
    b.umap.reset();
    const SteadyClock clock;
    double since_ms = clock.now_ms();
    auto builder = KnnGraphBuilder::create(UnitRows::of(b.input.view()), {.neighbors = neighbors});
    if (!builder) return fail(builder.error());
    builder->step(Budget());
    b.graph = builder->take();
    end_phase(0, since_ms);
    auto umap = Umap::create(b.graph, {.dim = dim, .neighbors = neighbors, .epochs = epochs});
    if (!umap) return fail(umap.error());
    while (umap->epoch() == 0 && umap->step(Budget(clock, 0)) == Step::more) {
    }
    end_phase(1, since_ms);
    umap->step(Budget());
    end_phase(2, since_ms);
    b.umap.emplace(std::move(*umap));
    return 1;
}
/// Of the last layout: rows x dim floats.
EMSCRIPTEN_KEEPALIVE const float* bench_positions() {
    return bench().umap->positions().data();
}
EMSCRIPTEN_KEEPALIVE int bench_epochs() {
    return bench().umap->epoch_count();
}
/// rows x bench_graph_width() row numbers.
EMSCRIPTEN_KEEPALIVE const std::int32_t* bench_graph() {
    return bench().graph.neighbors.data();
}
EMSCRIPTEN_KEEPALIVE int bench_graph_width() {
    return bench().graph.k;
}
/// 0: neighbors, 1: start layout, 2: optimization.
EMSCRIPTEN_KEEPALIVE double bench_phase_ms(int phase) {
    return bench().phase_ms[phase];
}

/// Splits the input's rows into topics.
EMSCRIPTEN_KEEPALIVE int bench_cluster(int min_cluster_size, int min_samples) {
    Bench& b = bench();
    auto hdbscan = Hdbscan::create(b.input.view(), {.min_samples = min_samples});
    if (!hdbscan) return fail(hdbscan.error());
    hdbscan->step(Budget());
    b.split = cut(condense(hdbscan->result(), min_cluster_size));
    b.tree_weight = 0;
    for (const auto& merge : hdbscan->result().merges) b.tree_weight += merge.distance;
    return 1;
}
/// One per row, -1 for outliers.
EMSCRIPTEN_KEEPALIVE const std::int32_t* bench_topics() {
    return bench().split.topic_of.data();
}
EMSCRIPTEN_KEEPALIVE int bench_topic_count() {
    return bench().split.topic_count;
}
EMSCRIPTEN_KEEPALIVE double bench_tree_weight() {
    return bench().tree_weight;
}
/// Makes room for one label per row that bench_agreement() compares with the topics.
EMSCRIPTEN_KEEPALIVE std::int32_t* bench_reference() {
    bench().reference.assign(bench().split.topic_of.size(), 0);
    return bench().reference.data();
}
/// Adjusted Rand index.
EMSCRIPTEN_KEEPALIVE double bench_agreement() {
    return adjusted_rand_index(bench().split.topic_of, bench().reference);
}

/// Indexes the input's rows.
EMSCRIPTEN_KEEPALIVE int bench_build_index(int links, int ef_construction) {
    Bench& b = bench();
    b.index.reset();
    auto index =
        HnswIndex::create(UnitRows::of(b.input.view()), {.links = links, .ef_construction = ef_construction});
    if (!index) return fail(index.error());
    const auto built = index->step(Budget());
    if (!built) return fail(built.error());
    b.index.emplace(std::move(*index));
    b.query.assign(static_cast<std::size_t>(b.input.columns), 0);
    return 1;
}
/// The query of the next search, of length 1, filled in place.
EMSCRIPTEN_KEEPALIVE float* bench_query() {
    return bench().query.data();
}
/// Finds `count` row numbers: their number is returned, -1 for an error.
EMSCRIPTEN_KEEPALIVE int bench_search(int count, int ef) {
    Bench& b = bench();
    const auto found = b.index->search(b.query.data(), count, ef);
    if (!found) return fail(found.error()) - 1;
    b.found.clear();
    for (const Match& match : *found) b.found.push_back(match.row);
    return static_cast<int>(b.found.size());
}
EMSCRIPTEN_KEEPALIVE const std::int32_t* bench_found() {
    return bench().found.data();
}

}  // extern "C"
