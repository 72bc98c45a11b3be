#pragma once

#include <atomic>
#include <cstdint>

namespace labelscape {

/// Monotonic time in milliseconds; tests pass their own.
class Clock {
public:
    virtual ~Clock() = default;
    virtual double now_ms() const = 0;
};

class SteadyClock final : public Clock {
public:
    double now_ms() const override;
};

/// A slice of time, and the wish to stop early.
/// Long work asks spent() about once a millisecond and returns Step::more when it is true.
class Budget {
public:
    /// No limit: run to the end.
    Budget() = default;

    Budget(const Clock& clock, double budget_ms, const std::atomic<bool>* cancelled = nullptr)
        : clock_(&clock), end_ms_(clock.now_ms() + budget_ms), cancelled_(cancelled) {}

    bool spent() const { return cancelled() || (clock_ && clock_->now_ms() >= end_ms_); }
    bool cancelled() const { return cancelled_ && cancelled_->load(std::memory_order_relaxed); }

private:
    const Clock* clock_ = nullptr;
    double end_ms_ = 0;
    const std::atomic<bool>* cancelled_ = nullptr;
};

}  // namespace labelscape
