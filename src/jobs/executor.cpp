#include "jobs/executor.hpp"

#include <exception>
#include <new>
#include <stdexcept>

namespace labelscape {

Result<Step> guarded(const std::string& title, const std::function<Result<Step>()>& work) {
    const Error no_memory{ErrorCode::too_large,
                          title + ": not enough memory. Close other tabs, or work with fewer documents"};
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return no_memory;
    } catch (const std::length_error&) {
        return no_memory;
    } catch (const std::exception& error) {
        return Error{ErrorCode::internal, title + " stopped with an error of the program (" + error.what() + ")"};
    } catch (...) {
        return Error{ErrorCode::internal, title + " stopped with an error of the program"};
    }
}

void run_slice(Task& task, const Clock& clock, double slice_ms) {
    const auto finish = [&](Task::State state) { task.state.store(state, std::memory_order_release); };
    if (task.cancel.load(std::memory_order_relaxed)) return finish(Task::State::cancelled);
    const auto step = guarded(task.job->title(), [&] {
        return task.job->step(Budget(clock, slice_ms, &task.cancel), task.progress);
    });
    if (task.cancel.load(std::memory_order_relaxed)) return finish(Task::State::cancelled);
    if (!step) {
        task.failure = step.error();
        return finish(Task::State::failed);
    }
    if (*step == Step::done) finish(Task::State::done);
}

std::shared_ptr<Task> next_task(const std::vector<std::shared_ptr<Task>>& tasks) {
    std::shared_ptr<Task> best;
    for (const auto& task : tasks) {
        if (task->finished()) continue;
        const bool before = !best || task->priority < best->priority ||
                            (task->priority == best->priority && task->order < best->order);
        if (before) best = task;
    }
    return best;
}

}  // namespace labelscape
