#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"

namespace labelscape {

/// How far a job is; written by the job, read by the UI at any time.
struct Progress {
    std::atomic<std::int64_t> done{0};
    std::atomic<std::int64_t> total{0};              ///< 0: not known yet
    std::atomic<const char*> stage{""};              ///< a string literal, such as "Finding neighbors"
    std::atomic<const char*> unit{""};               ///< what `done` counts, such as "texts"

    void set(std::int64_t now, std::int64_t of) {
        done.store(now, std::memory_order_relaxed);
        total.store(of, std::memory_order_relaxed);
    }
    void enter(const char* name) { stage.store(name, std::memory_order_relaxed); }
};

/// What a job leaves behind; opaque here, the app knows what it means.
class Outcome {
public:
    virtual ~Outcome() = default;
};

/// Long work in slices. It owns or shares immutable inputs and never sees the app, the UI or the page.
class Job {
public:
    virtual ~Job() = default;
    /// A new job with the same key replaces the old one.
    virtual std::string key() const = 0;
    /// Shown to the user.
    virtual std::string title() const = 0;
    /// Works until `budget` is spent. May run on another thread: touches only what the job owns.
    virtual Result<Step> step(const Budget& budget, Progress& progress) = 0;
    /// On the main thread, once, after step() returned done; never after a cancel.
    virtual std::unique_ptr<Outcome> outcome() = 0;
    /// The same when it failed, threw or was cancelled (code cancelled), for a job that somebody waits for. Null:
    /// nobody does, and the error is only shown.
    virtual std::unique_ptr<Outcome> failure(const Error& error) {
        (void)error;
        return nullptr;
    }
};

/// Lower runs first; a job only gets time while none before it has work.
enum class Priority : std::uint8_t { user, normal, background };

}  // namespace labelscape
