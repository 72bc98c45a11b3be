#include "jobs/executor.hpp"

namespace labelscape {
namespace {

/// One task, one slice a frame, on the calling thread.
class CooperativeExecutor final : public Executor {
public:
    explicit CooperativeExecutor(const Clock& clock) : clock_(clock) {}

    void submit(std::shared_ptr<Task> task) override { tasks_.push_back(std::move(task)); }

    void pump(double slice_ms) override {
        if (const auto task = next_task(tasks_)) run_slice(*task, clock_, slice_ms);
        std::erase_if(tasks_, [](const auto& task) { return task->finished(); });
    }

private:
    const Clock& clock_;
    std::vector<std::shared_ptr<Task>> tasks_;
};

}  // namespace

std::unique_ptr<Executor> make_executor(const Clock& clock) {
    return std::make_unique<CooperativeExecutor>(clock);
}

}  // namespace labelscape
