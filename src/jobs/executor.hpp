#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "jobs/job.hpp"

namespace labelscape {

/// A job on its way. `failure` is written before `state` becomes failed.
struct Task {
    enum class State : std::uint8_t { waiting, done, failed, cancelled };

    std::unique_ptr<Job> job;
    Priority priority = Priority::normal;
    std::uint64_t order = 0;
    Progress progress;
    std::atomic<bool> cancel{false};
    std::atomic<State> state{State::waiting};
    std::optional<Error> failure;

    bool finished() const { return state.load(std::memory_order_acquire) != State::waiting; }
};

/// Gives tasks time. Which implementation is linked decides between one worker thread and slices on the caller.
class Executor {
public:
    virtual ~Executor() = default;
    virtual void submit(std::shared_ptr<Task> task) = 0;
    /// Once a frame on the main thread; without threads this is where the work happens.
    virtual void pump(double slice_ms) = 0;
};

std::unique_ptr<Executor> make_executor(const Clock& clock);

/// What `work` gives, or an error when it throws: too_large where memory ran out. `title` names the work in the
/// message.
Result<Step> guarded(const std::string& title, const std::function<Result<Step>()>& work);

/// One slice of one task, with cancel, failure and exceptions handled; shared by both executors.
void run_slice(Task& task, const Clock& clock, double slice_ms);

/// The task to give time to next: by priority, then first come; null when all are finished.
std::shared_ptr<Task> next_task(const std::vector<std::shared_ptr<Task>>& tasks);

}  // namespace labelscape
