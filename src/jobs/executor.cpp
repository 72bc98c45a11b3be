#include "jobs/executor.hpp"

namespace labelscape {

void run_slice(Task& task, const Clock& clock, double slice_ms) {
    const auto finish = [&](Task::State state) { task.state.store(state, std::memory_order_release); };
    if (task.cancel.load(std::memory_order_relaxed)) return finish(Task::State::cancelled);
    const auto step = task.job->step(Budget(clock, slice_ms, &task.cancel), task.progress);
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
