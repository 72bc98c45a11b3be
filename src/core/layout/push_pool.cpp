#include "core/layout/push_pool.hpp"

#include <numeric>
#include <utility>

namespace labelscape {

PushPool::PushPool(std::int32_t rows, std::int32_t stride, std::uint64_t seed)
    : rows_(rows),
      stride_(stride),
      length_(rows + 3),
      slot_(rows),
      values_(static_cast<std::size_t>(length_) * static_cast<std::size_t>(stride)) {
    std::iota(slot_.begin(), slot_.end(), 0);
    Random random(seed);
    for (std::int32_t i = rows - 1; i > 0; --i) {
        std::swap(slot_[i], slot_[random.below(static_cast<std::uint32_t>(i) + 1)]);
    }
}

}  // namespace labelscape
