#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace labelscape {

/// What any thread leaves for the main thread.
template <class T>
class Inbox {
public:
    void add(T value) {
        const std::lock_guard lock(mutex_);
        if (!closed_) values_.push_back(std::move(value));
    }
    std::vector<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(values_, {});
    }

    bool empty() {
        const std::lock_guard lock(mutex_);
        return values_.empty();
    }
    /// Nobody looks any more: what is left and what still comes is dropped.
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        const std::vector<T> dropped = std::exchange(values_, {});
        lock.unlock();   // what dies may leave something too
    }

private:
    std::mutex mutex_;
    bool closed_ = false;
    std::vector<T> values_;
};

}  // namespace labelscape
