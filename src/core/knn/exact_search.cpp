#include "core/knn/exact_search.hpp"

#include <algorithm>

#include "base/parallel_for.hpp"
#include "core/vec/cosine.hpp"

namespace labelscape {
namespace {

bool nearer(const Match& a, const Match& b) {
    return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
}

}  // namespace

std::vector<float> similarities(const UnitRows& vectors, const float* query, ScanOn scan) {
    const RoundedQuery rounded(query, vectors.columns());
    std::vector<float> result(vectors.rows());
    const auto work = [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::int32_t>(begin); i < end; ++i) {
            result[i] = rounded.cosine(vectors, i);
        }
    };
    if (scan == ScanOn::all_workers) {
        parallel_for(vectors.rows(), 4096, work);
    } else {
        work(0, vectors.rows());
    }
    return result;
}

std::vector<Match> best_matches(std::span<const float> similarities, std::int32_t count,
                                std::int32_t except) {
    std::vector<Match> best;  // a heap with the farthest match on top
    if (count <= 0) return best;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(similarities.size()); ++i) {
        const Match match{i, similarities[i]};
        if (i == except) continue;
        if (static_cast<std::int32_t>(best.size()) < count) {
            best.push_back(match);
            std::push_heap(best.begin(), best.end(), nearer);
        } else if (nearer(match, best.front())) {
            std::pop_heap(best.begin(), best.end(), nearer);
            best.back() = match;
            std::push_heap(best.begin(), best.end(), nearer);
        }
    }
    std::sort_heap(best.begin(), best.end(), nearer);
    return best;
}

std::vector<Match> top_k(const UnitRows& vectors, const float* query, std::int32_t count,
                         std::int32_t except, ScanOn scan) {
    return best_matches(similarities(vectors, query, scan), count, except);
}

std::vector<Match> alike(const UnitRows& vectors, const float* query, float threshold,
                         std::int32_t except, ScanOn scan) {
    const std::vector<float> all = similarities(vectors, query, scan);
    std::vector<Match> found;
    for (std::int32_t i = 0; i < vectors.rows(); ++i) {
        if (all[i] >= threshold && i != except) found.push_back({i, all[i]});
    }
    std::sort(found.begin(), found.end(), nearer);
    return found;
}

}  // namespace labelscape
