#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "jobs/executor.hpp"

namespace labelscape {

using JobHandle = std::uint64_t;

/// What the UI shows of a job.
struct JobView {
    JobHandle handle = 0;
    std::string key;
    std::string title;
    const char* stage = "";
    const char* unit = "";
    std::int64_t done = 0;
    std::int64_t total = 0;
    double started_ms = 0;      ///< on the queue's clock
    bool cancelling = false;
    bool background = false;
};

/// All long work of the application: C++ jobs in slices, and work that happens in the page, in one list.
class JobQueue {
public:
    struct Finished {
        JobHandle handle;
        std::string key;
        std::string title;
        /// Code cancelled after a cancel; what Job::failure() gave instead of an error, if it gave anything.
        Result<std::unique_ptr<Outcome>> result;
    };

    explicit JobQueue(const Clock& clock) : clock_(clock), executor_(make_executor(clock)) {}

    /// Starts a job; one with the same key is cancelled first, silently.
    JobHandle add(std::unique_ptr<Job> job, Priority priority = Priority::normal);
    /// A row for work that the page does; the caller writes its progress and ends it. `on_cancel` asks the page to
    /// stop.
    std::shared_ptr<Progress> begin_external(std::string key, std::string title, std::function<void()> on_cancel);
    void end_external(const std::string& key);

    void cancel(JobHandle handle);
    void cancel_all();
    /// Once a frame: gives time where there are no threads, and returns what has ended since.
    std::vector<Finished> pump(double slice_ms);
    std::vector<JobView> snapshot() const;
    bool running(const std::string& key) const;
    bool idle() const { return entries_.empty(); }

private:
    struct Entry {
        JobHandle handle;
        std::string key, title;
        std::shared_ptr<Task> task;                ///< null for external work
        std::shared_ptr<Progress> progress;
        std::function<void()> on_cancel;
        double started_ms;
        bool cancelling = false;
        bool silent = false;
    };

    void request_cancel(Entry& entry);
    static Result<std::unique_ptr<Outcome>> result_of(Entry& entry);

    const Clock& clock_;
    std::unique_ptr<Executor> executor_;
    std::vector<Entry> entries_;
    JobHandle next_ = 1;
};

}  // namespace labelscape
