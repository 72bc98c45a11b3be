// Times ways to find the nearest of many rows for some new ones, and counts how many of the nearest 15 each finds.
//
//   placing_bench [vectors.f32 rows columns] [key=value ...]
//
// Without a file: a mixture of clusters. Keys: base, queries (the last rows of those there are), clusters, workers,
// single (1: exact search row by row too), hnsw (1: an index too; it answers on one thread). Prints a line a way:
// milliseconds of the wall clock and of all processors together, and recall@15.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "base/parallel_for.hpp"
#include "core/knn/exact_search.hpp"
#include "core/knn/hnsw_index.hpp"
#include "core/knn/neighbor_search.hpp"
#include "../core/vec/mixture.hpp"

using namespace labelscape;

namespace {

constexpr std::int32_t k_neighbors = 15;

/// Milliseconds since it was made.
struct Timer {
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::clock_t cpu_begun = std::clock();

    double wall() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    }
    double cpu() const { return 1000.0 * static_cast<double>(std::clock() - cpu_begun) / CLOCKS_PER_SEC; }
};

UnitRows rows_of_file(const std::string& path, std::int32_t count, std::int32_t columns) {
    UnitRows rows(count, columns);
    std::ifstream file(path, std::ios::binary);
    std::vector<float> row(static_cast<std::size_t>(columns));
    for (std::int32_t i = 0; i < count; ++i) {
        file.read(reinterpret_cast<char*>(row.data()), columns * 4);
        rows.set(i, row.data());
    }
    return rows;
}

/// Neighbors of each query, one after the other.
using Found = std::vector<std::int32_t>;

double recall(const Found& found, const Found& exact) {
    std::size_t hits = 0;
    for (std::size_t at = 0; at < exact.size(); at += k_neighbors) {
        const std::set<std::int32_t> wanted(exact.begin() + at, exact.begin() + at + k_neighbors);
        for (std::size_t i = at; i < at + k_neighbors; ++i) hits += wanted.count(found[i]);
    }
    return static_cast<double>(hits) / static_cast<double>(exact.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::map<std::string, double> set;
    std::vector<std::string> words;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto at = word.find('=');
        if (at == std::string::npos) words.push_back(word);
        else set[word.substr(0, at)] = std::atof(word.c_str() + at + 1);
    }
    const auto get = [&](const char* key, double fallback) { return set.contains(key) ? set[key] : fallback; };
    const auto base_count = static_cast<std::int32_t>(get("base", 20000)),
               query_count = static_cast<std::int32_t>(get("queries", 1000));
    const auto all = base_count + query_count;
    const UnitRows rows = words.size() == 3
                              ? rows_of_file(words[0], std::atoi(words[1].c_str()), std::atoi(words[2].c_str()))
                              : make_mixture(all, 256, static_cast<std::int32_t>(get("clusters", 500)), 0.3f).rows();
    set_parallel_workers(static_cast<int>(get("workers", 2)));
    std::vector<std::uint32_t> base(static_cast<std::size_t>(base_count)),
        queries(static_cast<std::size_t>(query_count));
    std::iota(base.begin(), base.end(), 0u);
    std::iota(queries.begin(), queries.end(), static_cast<std::uint32_t>(rows.rows() - query_count));

    Found exact;
    Timer timer;
    const auto tell = [&](const char* way, const Found& answers) {
        std::printf(
            "{\"base\":%d,\"queries\":%d,\"workers\":%d,\"way\":\"%s\",\"ms\":%.0f,\"cpu_ms\":%.0f,\"recall\":%.4f}\n",
            base_count, query_count, parallel_workers(), way, timer.wall(), timer.cpu(), recall(answers, exact));
        std::fflush(stdout);
    };
    timer = {};
    NeighborSearch neighbors(rows, base, queries, k_neighbors);
    neighbors.step(Budget());
    Found found = exact = neighbors.take().neighbors;
    tell("all pairs", found);
    if (get("single", 0) > 0) {
        const UnitRows of_base = rows.picked(base);
        found.clear();
        timer = {};
        for (const std::uint32_t query : queries) {
            for (const Match& match :
                 top_k(of_base, rows.decoded(static_cast<std::int32_t>(query)).data(), k_neighbors))
                found.push_back(match.row);
        }
        tell("exact_search", found);
    }
    if (get("hnsw", 0) > 0) {
        timer = {};
        auto index = HnswIndex::create(rows.picked(base));
        if (!index || !index->step(Budget())) return 1;
        tell("hnsw, built", Found(exact.size(), -1));
        for (const std::int32_t ef : {32, 64, 128}) {
            found.assign(exact.size(), -1);
            timer = {};
            for (std::size_t i = 0; i < queries.size(); ++i) {
                const auto matches =
                    index->search(rows.decoded(static_cast<std::int32_t>(queries[i])).data(), k_neighbors, ef);
                for (std::size_t j = 0; j < matches->size(); ++j) found[i * k_neighbors + j] = (*matches)[j].row;
            }
            tell(("hnsw, ef " + std::to_string(ef)).c_str(), found);
        }
    }
    return 0;
}
