#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/parallel_for.hpp"

namespace labelscape {
namespace {

constexpr int k_max_workers = 8;

/// Threads that sleep until there is a range to share. Never destroyed: the page or the process just ends.
class WorkerPool {
public:
    explicit WorkerPool(int workers) : limit_(workers) {
        for (int i = 1; i < workers; ++i) {
            threads_.emplace_back([this, i] { serve(i); });
            threads_.back().detach();
        }
    }

    /// False, and nothing done, while another thread's range is being shared.
    bool run(std::int64_t count, std::int64_t grain,
             const std::function<void(std::int64_t, std::int64_t)>& body) {
        const std::unique_lock busy(running_, std::try_to_lock);
        if (!busy) return false;
        {
            std::lock_guard lock(mutex_);
            count_ = count;
            grain_ = grain;
            body_ = &body;
            next_.store(0, std::memory_order_relaxed);
            active_ = limit_ - 1;
            ++round_;
        }
        wake_.notify_all();
        take_chunks();
        std::unique_lock lock(mutex_);
        finished_.wait(lock, [this] { return active_ == 0; });
        body_ = nullptr;
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
        return true;
    }

    int limit() const { return limit_; }
    void set_limit(int count) { limit_ = std::clamp(count, 1, static_cast<int>(threads_.size()) + 1); }

private:
    void serve(int index) {
        std::uint64_t seen = 0;
        for (;;) {
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return round_ != seen; });
                seen = round_;
                if (index >= limit_) continue;
            }
            take_chunks();
            std::lock_guard lock(mutex_);
            if (--active_ == 0) finished_.notify_one();
        }
    }

    /// What the body throws on any thread waits for run(): until all have stopped, they use what the caller owns.
    void take_chunks() {
        try {
            for (;;) {
                const std::int64_t begin = next_.fetch_add(grain_, std::memory_order_relaxed);
                if (begin >= count_) return;
                (*body_)(begin, std::min(begin + grain_, count_));
            }
        } catch (...) {
            next_.store(count_, std::memory_order_relaxed);
            std::lock_guard lock(mutex_);
            if (!thrown_) thrown_ = std::current_exception();
        }
    }

    std::vector<std::thread> threads_;
    std::mutex running_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable finished_;
    std::atomic<std::int64_t> next_{0};
    std::int64_t count_ = 0;
    std::int64_t grain_ = 1;
    const std::function<void(std::int64_t, std::int64_t)>* body_ = nullptr;
    std::exception_ptr thrown_;
    std::uint64_t round_ = 0;
    int active_ = 0;
    int limit_ = 1;
};

WorkerPool& pool() {
    // Leaked on purpose: its threads outlive every static destructor.
    static WorkerPool* const instance = new WorkerPool(
        std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, k_max_workers));
    return *instance;
}

}  // namespace

void parallel_for(std::int64_t count, std::int64_t grain,
                  const std::function<void(std::int64_t, std::int64_t)>& body) {
    const bool worth_sharing = count > grain && pool().limit() > 1;
    if (worth_sharing && pool().run(count, grain, body)) return;
    for (std::int64_t begin = 0; begin < count; begin += grain) {
        body(begin, std::min(begin + grain, count));
    }
}

int parallel_workers() { return pool().limit(); }

void set_parallel_workers(int count) { pool().set_limit(count); }

}  // namespace labelscape
