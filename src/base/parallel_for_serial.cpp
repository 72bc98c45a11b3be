#include "base/parallel_for.hpp"

#include <algorithm>

namespace labelscape {

void parallel_for(std::int64_t count, std::int64_t grain,
                  const std::function<void(std::int64_t, std::int64_t)>& body) {
    for (std::int64_t begin = 0; begin < count; begin += grain) {
        body(begin, std::min(begin + grain, count));
    }
}

int parallel_workers() { return 1; }

void set_parallel_workers(int) {}

}  // namespace labelscape
