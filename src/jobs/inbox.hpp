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
        values_.push_back(std::move(value));
    }
    std::vector<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(values_, {});
    }

private:
    std::mutex mutex_;
    std::vector<T> values_;
};

}  // namespace labelscape
