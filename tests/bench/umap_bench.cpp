// Times neighbor search and layout on raw vectors and writes what came out, so that any scorer can
// judge it.
//
//   umap_bench <vectors.f32> <rows> <columns> [out prefix] [key=value ...]
//
// Keys: dim, k, epochs, exact (rows up to which all pairs are compared), effort, workers.
// Writes <prefix>.Y (rows x dim float32) and <prefix>.knn (rows x k int32), prints one line of
// JSON: milliseconds of the wall clock and, natively, of all processors together, which other work
// on the machine disturbs less.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <string>

#include "base/parallel_for.hpp"
#include "base/unit_rows.hpp"
#include "core/knn/knn_graph.hpp"
#include "core/layout/umap.hpp"

using namespace labelscape;

namespace {

double now_ms() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

double cpu_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

template <class T>
void write_all(const std::string& path, const T* data, std::size_t count) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), count * sizeof(T));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr,
                     "usage: umap_bench vectors.f32 rows columns [out prefix] [key=value ...]\n");
        return 2;
    }
    std::map<std::string, double> set;
    std::string prefix;
    for (int i = 4; i < argc; ++i) {
        const std::string word = argv[i];
        const auto at = word.find('=');
        if (at == std::string::npos)
            prefix = word;
        else
            set[word.substr(0, at)] = std::atof(word.c_str() + at + 1);
    }
    const auto get = [&](const char* key, double fallback) {
        return set.contains(key) ? set[key] : fallback;
    };
    Matrix vectors(std::atoi(argv[2]), std::atoi(argv[3]));
    std::ifstream(argv[1], std::ios::binary)
        .read(reinterpret_cast<char*>(vectors.data.data()),
              static_cast<std::streamsize>(vectors.data.size() * 4));
    const UnitRows rows = UnitRows::of(vectors.view());
    set_parallel_workers(static_cast<int>(get("workers", 2)));

    const double start = now_ms(), cpu_start = cpu_ms();
    auto knn = KnnGraphBuilder::create(
        rows, {.neighbors = static_cast<std::int32_t>(get("k", 15)),
                         .exact_rows = static_cast<std::int32_t>(get("exact", 16000)),
                         .effort = static_cast<float>(get("effort", 1))});
    if (!knn) return 1;
    knn->step(Budget());
    const NeighborGraph graph = knn->take();
    const double knn_done = now_ms(), cpu_knn = cpu_ms();
    if (!prefix.empty()) write_all(prefix + ".knn", graph.neighbors.data(), graph.neighbors.size());

    auto umap = Umap::create(graph, {.dim = static_cast<std::int32_t>(get("dim", 2)),
                                     .epochs = static_cast<std::int32_t>(get("epochs", 0))});
    if (!umap) return 1;
    SteadyClock clock;
    while (umap->epoch() == 0 && umap->step(Budget(clock, 0)) == Step::more) {
    }
    const double start_done = now_ms(), cpu_begun = cpu_ms();
    umap->step(Budget());
    const double done = now_ms(), cpu_done = cpu_ms();
    if (!prefix.empty())
        write_all(prefix + ".Y", umap->positions().data(), umap->positions().size());
    std::printf(
        "{\"rows\":%d,\"workers\":%d,\"epochs\":%d,\"knn_ms\":%.0f,\"start_ms\":%.0f,\"optimize_"
        "ms\":%.0f,"
        "\"total_ms\":%.0f,\"cpu_ms\":[%.0f,%.0f,%.0f]}\n",
        graph.rows, parallel_workers(), umap->epoch_count(), knn_done - start,
        start_done - knn_done, done - start_done, done - start, cpu_knn - cpu_start,
        cpu_begun - cpu_knn, cpu_done - cpu_begun);
    return 0;
}
