#pragma once

#include <memory>
#include <utility>

#include "app/app_context.hpp"

namespace labelscape {

/// A job of the application: what it makes goes to its end, between frames.
template <class T>
class AppJob : public Job {
public:
    explicit AppJob(Done<T> done) : done_(std::move(done)) {}

    std::unique_ptr<Outcome> outcome() final { return end(take()); }
    std::unique_ptr<Outcome> failure(const Error& error) final { return end(error); }

protected:
    /// What step() has made; on the main thread, once.
    virtual T take() = 0;

private:
    std::unique_ptr<Outcome> end(Result<T> result) {
        // std::function wants to copy what it holds.
        auto shared = std::make_shared<Result<T>>(std::move(result));
        return std::make_unique<AppOutcome>(
            [done = done_, shared](AppContext& context) { done(context, std::move(*shared)); });
    }

    Done<T> done_;
};

}  // namespace labelscape
