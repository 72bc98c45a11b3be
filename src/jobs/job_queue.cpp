#include "jobs/job_queue.hpp"

#include <algorithm>

namespace labelscape {

JobHandle JobQueue::add(std::unique_ptr<Job> job, Priority priority) {
    const std::string key = job->key();
    for (auto& entry : entries_) {
        if (entry.key != key) continue;
        entry.silent = true;
        request_cancel(entry);
    }
    auto task = std::make_shared<Task>();
    std::string title = job->title();
    task->job = std::move(job);
    task->priority = priority;
    task->order = next_;
    auto progress = std::shared_ptr<Progress>(task, &task->progress);
    entries_.push_back({next_, key, std::move(title), task, std::move(progress), {}, clock_.now_ms()});
    executor_->submit(std::move(task));
    return next_++;
}

std::shared_ptr<Progress> JobQueue::begin_external(std::string key, std::string title,
                                                   std::function<void()> on_cancel) {
    auto progress = std::make_shared<Progress>();
    entries_.push_back({next_++, std::move(key), std::move(title), nullptr, progress, std::move(on_cancel),
                        clock_.now_ms()});
    return progress;
}

void JobQueue::end_external(const std::string& key) {
    std::erase_if(entries_, [&](const Entry& entry) { return !entry.task && entry.key == key; });
}

void JobQueue::request_cancel(Entry& entry) {
    if (entry.cancelling) return;
    entry.cancelling = true;
    if (entry.task) entry.task->cancel.store(true, std::memory_order_relaxed);
    if (entry.on_cancel) entry.on_cancel();
}

void JobQueue::cancel(JobHandle handle) {
    const auto it = std::ranges::find(entries_, handle, &Entry::handle);
    if (it != entries_.end()) request_cancel(*it);
}

void JobQueue::cancel_all() {
    for (auto& entry : entries_) {
        entry.silent = true;
        request_cancel(entry);
    }
    // Nobody waits for what the page still does.
    std::erase_if(entries_, [](const Entry& entry) { return !entry.task; });
}

Result<std::unique_ptr<Outcome>> JobQueue::result_of(Entry& entry) {
    Job& job = *entry.task->job;
    Error error{ErrorCode::cancelled, entry.title + " was cancelled"};
    const auto state = entry.task->state.load(std::memory_order_acquire);
    if (!entry.cancelling && state == Task::State::failed) error = *entry.task->failure;
    if (!entry.cancelling && state == Task::State::done) {
        std::unique_ptr<Outcome> outcome;
        const auto made = guarded(entry.title, [&]() -> Result<Step> {
            outcome = job.outcome();
            return Step::done;
        });
        if (made) return outcome;
        error = made.error();
    }
    if (auto outcome = job.failure(error)) return outcome;
    return error;
}

std::vector<JobQueue::Finished> JobQueue::pump(double slice_ms) {
    executor_->pump(slice_ms);
    std::vector<Finished> finished;
    // Asked once an entry: a task may finish on its thread between two looks, and then its result would be lost.
    std::erase_if(entries_, [&](Entry& entry) {
        if (!entry.task || !entry.task->finished()) return false;
        if (!entry.silent) finished.push_back({entry.handle, entry.key, entry.title, result_of(entry)});
        return true;
    });
    return finished;
}

std::vector<JobView> JobQueue::snapshot() const {
    std::vector<JobView> views;
    for (const auto& entry : entries_) {
        if (entry.silent) continue;
        const Progress& progress = *entry.progress;
        views.push_back({entry.handle, entry.key, entry.title, progress.stage.load(), progress.unit.load(),
                         progress.done.load(), progress.total.load(), entry.started_ms, entry.cancelling,
                         entry.task && entry.task->priority == Priority::background});
    }
    return views;
}

bool JobQueue::running(const std::string& key) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) { return entry.key == key && !entry.silent; });
}

}  // namespace labelscape
