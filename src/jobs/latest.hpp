#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace labelscape {

/// The newest value that one thread publishes for another, such as the map while it is still moving.
template <class T>
class Latest {
public:
    void publish(std::shared_ptr<const T> value) {
        lock();
        value_.swap(value);
        flag_.clear(std::memory_order_release);
    }
    /// The newest value, handed out once; null when there is nothing new.
    std::shared_ptr<const T> take() {
        lock();
        auto value = std::exchange(value_, nullptr);
        flag_.clear(std::memory_order_release);
        return value;
    }

private:
    /// Held for a pointer swap only, so spinning is shorter than any wait.
    void lock() {
        while (flag_.test_and_set(std::memory_order_acquire)) {
        }
    }

    std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
    std::shared_ptr<const T> value_;
};

}  // namespace labelscape
