#include "jobs/job_queue.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <new>
#include <stdexcept>

namespace labelscape {
namespace {

struct Sum final : Outcome {
    std::int64_t value = 0;
};

/// Adds the numbers below `count`, one a step.
class SumJob final : public Job {
public:
    SumJob(std::string key, std::int64_t count) : key_(std::move(key)), count_(count) {}
    std::string key() const override { return key_; }
    std::string title() const override { return "Sum " + key_; }
    Result<Step> step(const Budget& budget, Progress& progress) override {
        while (next_ < count_ && !budget.spent()) sum_ += next_++;
        progress.set(next_, count_);
        if (count_ < 0) return Error{ErrorCode::bad_argument, "negative"};
        return next_ < count_ ? Step::more : Step::done;
    }
    std::unique_ptr<Outcome> outcome() override {
        auto sum = std::make_unique<Sum>();
        sum->value = sum_;
        return sum;
    }

private:
    std::string key_;
    std::int64_t count_, next_ = 0, sum_ = 0;
};

std::vector<JobQueue::Finished> run_to_end(JobQueue& queue, const std::function<bool()>& enough = {}) {
    std::vector<JobQueue::Finished> all;
    const SteadyClock clock;
    const double end = clock.now_ms() + 20000;
    while (!queue.idle() && clock.now_ms() < end && !(enough && enough())) {
        for (auto& finished : queue.pump(1)) all.push_back(std::move(finished));
    }
    return all;
}

TEST(JobQueue, RunsJobsToTheirResult) {
    SteadyClock clock;
    JobQueue queue(clock);
    queue.add(std::make_unique<SumJob>("a", 100000));
    queue.add(std::make_unique<SumJob>("b", 10), Priority::user);
    const auto finished = run_to_end(queue);
    ASSERT_EQ(finished.size(), 2u);
    for (const auto& one : finished) {
        ASSERT_TRUE(one.result.ok());
        const auto& sum = dynamic_cast<const Sum&>(**one.result);
        EXPECT_EQ(sum.value, one.key == "a" ? 4999950000 : 45);
    }
}

TEST(JobQueue, LosesNoJobThatFinishesDuringAPump) {
    SteadyClock clock;
    JobQueue queue(clock);
    constexpr std::size_t count = 5000;
    for (std::size_t i = 0; i < count; ++i) queue.add(std::make_unique<SumJob>(std::to_string(i), 1));
    EXPECT_EQ(run_to_end(queue).size(), count);
}

TEST(JobQueue, ReportsFailureAndCancel) {
    SteadyClock clock;
    JobQueue queue(clock);
    queue.add(std::make_unique<SumJob>("broken", -1));
    queue.cancel(queue.add(std::make_unique<SumJob>("endless", std::int64_t{1} << 60)));
    const auto finished = run_to_end(queue);
    ASSERT_EQ(finished.size(), 2u);
    for (const auto& one : finished) {
        ASSERT_FALSE(one.result.ok());
        EXPECT_EQ(one.result.error().code,
                  one.key == "broken" ? ErrorCode::bad_argument : ErrorCode::cancelled);
    }
}

enum class Throws : std::uint8_t { no_memory, too_long, exception, number };

void fail(Throws what) {
    if (what == Throws::no_memory) throw std::bad_alloc();
    if (what == Throws::too_long) throw std::length_error("vector");
    if (what == Throws::exception) throw std::runtime_error("a reason");
    throw 7;
}

/// Throws while it works, or when its result is asked for.
class ThrowingJob final : public Job {
public:
    ThrowingJob(Throws what, bool at_once, bool awaited) : what_(what), at_once_(at_once), awaited_(awaited) {}
    std::string key() const override { return "throwing"; }
    std::string title() const override { return "Count sheep"; }
    Result<Step> step(const Budget&, Progress&) override {
        if (at_once_) fail(what_);
        return Step::done;
    }
    std::unique_ptr<Outcome> outcome() override {
        fail(what_);
        return nullptr;
    }
    std::unique_ptr<Outcome> failure(const Error& error) override {
        if (!awaited_) return nullptr;
        auto outcome = std::make_unique<Sum>();
        outcome->value = static_cast<std::int64_t>(error.code);
        return outcome;
    }

private:
    Throws what_;
    bool at_once_, awaited_;
};

TEST(JobQueue, WhatAJobThrowsIsItsFailure) {
    for (const Throws what : {Throws::no_memory, Throws::too_long, Throws::exception, Throws::number}) {
        for (const bool at_once : {true, false}) {
            SteadyClock clock;
            JobQueue queue(clock);
            queue.add(std::make_unique<ThrowingJob>(what, at_once, false));
            const auto finished = run_to_end(queue);
            ASSERT_EQ(finished.size(), 1u);
            ASSERT_FALSE(finished[0].result);
            const Error& error = finished[0].result.error();
            const bool memory = what == Throws::no_memory || what == Throws::too_long;
            EXPECT_EQ(error.code, memory ? ErrorCode::too_large : ErrorCode::internal);
            EXPECT_TRUE(error.message.starts_with("Count sheep")) << error.message;
            EXPECT_EQ((error.message.find("not enough memory") != std::string::npos), memory);
            EXPECT_EQ((error.message.find("a reason") != std::string::npos), what == Throws::exception);
        }
    }
}

TEST(JobQueue, WhoWaitsForAJobHearsOfItsFailure) {
    SteadyClock clock;
    JobQueue queue(clock);
    const auto code_of = [&] {
        const auto finished = run_to_end(queue);
        return static_cast<ErrorCode>(dynamic_cast<const Sum&>(**finished.at(0).result).value);
    };
    queue.add(std::make_unique<ThrowingJob>(Throws::no_memory, true, true));
    EXPECT_EQ(code_of(), ErrorCode::too_large);
    queue.add(std::make_unique<ThrowingJob>(Throws::number, false, true));
    EXPECT_EQ(code_of(), ErrorCode::internal);
    queue.cancel(queue.add(std::make_unique<ThrowingJob>(Throws::number, false, true)));
    EXPECT_EQ(code_of(), ErrorCode::cancelled);
}

TEST(JobQueue, ANewJobReplacesTheOldOneSilently) {
    SteadyClock clock;
    JobQueue queue(clock);
    queue.add(std::make_unique<SumJob>("same", std::int64_t{1} << 60));
    queue.add(std::make_unique<SumJob>("same", 10));
    EXPECT_EQ(queue.snapshot().size(), 1u);
    const auto finished = run_to_end(queue);
    ASSERT_EQ(finished.size(), 1u);
    EXPECT_TRUE(finished[0].result.ok());
}

TEST(JobQueue, ExternalWorkIsListedAndCancelled) {
    SteadyClock clock;
    JobQueue queue(clock);
    bool asked = false;
    const auto progress = queue.begin_external("embed", "Embed", [&] { asked = true; });
    progress->set(3, 10);
    const auto views = queue.snapshot();
    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(views[0].done, 3);
    queue.cancel(views[0].handle);
    EXPECT_TRUE(asked);
    queue.end_external("embed");
    EXPECT_TRUE(queue.idle());
}

TEST(JobQueue, WorkOfThePageThatNobodyWaitsForKeepsNothingBusy) {
    SteadyClock clock;
    JobQueue queue(clock);
    bool asked = false;
    queue.begin_external("embed", "Embed", [&] { asked = true; });
    queue.cancel_all();
    EXPECT_TRUE(asked);
    EXPECT_TRUE(queue.idle());
}

}  // namespace
}  // namespace labelscape
