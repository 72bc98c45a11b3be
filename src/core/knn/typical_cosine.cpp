#include "core/knn/typical_cosine.hpp"

#include <algorithm>
#include <vector>

namespace labelscape {

float typical_cosine(const NeighborGraph& graph, std::int32_t count) {
    if (graph.k == 0 || graph.similarities.empty()) return 0;
    const auto k = static_cast<std::size_t>(graph.k);
    std::vector<float> cosines;
    for (std::size_t at = std::clamp<std::size_t>(static_cast<std::size_t>(count), 1, k) - 1;
         at < graph.similarities.size(); at += k) {
        cosines.push_back(graph.similarities[at]);
    }
    const auto middle = cosines.begin() + static_cast<std::ptrdiff_t>(cosines.size() / 2);
    std::ranges::nth_element(cosines, middle);
    return *middle;
}

}  // namespace labelscape
