#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/executor.hpp"

namespace labelscape {
namespace {

constexpr double k_slice_ms = 50;

/// One worker thread that gives slices to the most urgent task. It shares its state with the thread, so that the
/// executor can go away first: nobody joins on a browser's main thread.
class ThreadedExecutor final : public Executor {
    struct Shared {
        void submit(std::shared_ptr<Task> task) {
            const std::lock_guard lock(mutex);
            tasks.push_back(std::move(task));
            wake.notify_one();
        }
        void stop() {
            const std::lock_guard lock(mutex);
            stopping = true;
            for (const auto& task : tasks) task->cancel.store(true, std::memory_order_relaxed);
            wake.notify_one();
        }
        std::shared_ptr<Task> next() {
            std::unique_lock lock(mutex);
            std::erase_if(tasks, [](const auto& task) { return task->finished(); });
            wake.wait(lock, [this] { return stopping || !tasks.empty(); });
            return stopping ? nullptr : next_task(tasks);
        }
        void serve() {
            while (const auto task = next()) run_slice(*task, clock, k_slice_ms);
        }

        /// The thread's own: the caller's may be gone before the thread is.
        SteadyClock clock;
        std::mutex mutex;
        std::condition_variable wake;
        std::vector<std::shared_ptr<Task>> tasks;
        bool stopping = false;
    };

public:
    ThreadedExecutor() {
        std::thread([shared = shared_] { shared->serve(); }).detach();
    }
    ~ThreadedExecutor() override { shared_->stop(); }

    void submit(std::shared_ptr<Task> task) override { shared_->submit(std::move(task)); }
    void pump(double) override {}

private:
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();

};

}  // namespace

std::unique_ptr<Executor> make_executor(const Clock&) { return std::make_unique<ThreadedExecutor>(); }

}  // namespace labelscape
