#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/result.hpp"
#include "jobs/inbox.hpp"

namespace labelscape {

struct AppContext;

/// Ends of requests that were dropped untold, on any thread; the app tells them between frames.
using DroppedEnds = Inbox<std::function<void(AppContext&)>>;

/// The end of something that was asked for: a value, success, or why there is none. It is told exactly once, by a call
/// between frames; or, once the last copy is gone and none was called, as cancelled before the next frame. So whatever
/// works on a request keeps a copy, and a job that is replaced, a project that is closed or an answer that comes too
/// late ends it by dropping that.
template <class T = void>
class Done {
public:
    using Answer = std::conditional_t<std::is_void_v<T>, Status, Result<T>>;
    using Tell = std::function<void(AppContext&, Answer)>;

    Done(std::shared_ptr<DroppedEnds> dropped, Tell tell)
        : end_(std::make_shared<End>(std::move(dropped), std::move(tell))) {}

    /// What comes after the first call is dropped.
    void operator()(AppContext& context, Answer answer) const {
        if (const auto tell = std::exchange(end_->tell, nullptr)) tell(context, std::move(answer));
    }

    /// For a port of the page, which replies between frames.
    std::function<void(Answer)> reply(AppContext& context) const {
        return [&context, done = *this](Answer answer) { done(context, std::move(answer)); };
    }

    /// The end of a first part: where that goes well, `next(context, [value,] done)` goes on with this end; else it is
    /// told why.
    template <class Part = void, class Next>
    Done<Part> after(Next next) const {
        return Done<Part>(end_->dropped,
                          [done = *this, next = std::move(next)](AppContext& context, Done<Part>::Answer answer) {
                              if (!answer) return done(context, answer.error());
                              if constexpr (std::is_void_v<Part>) {
                                  next(context, done);
                              } else {
                                  next(context, std::move(*answer), done);
                              }
                          });
    }

private:
    struct End {
        End(std::shared_ptr<DroppedEnds> its_dropped, Tell its_tell)
            : dropped(std::move(its_dropped)), tell(std::move(its_tell)) {}
        End(const End&) = delete;
        End& operator=(const End&) = delete;
        ~End() {
            if (!tell) return;
            dropped->add([tell = std::move(tell)](AppContext& context) {
                tell(context, Error{ErrorCode::cancelled, "It was cancelled"});
            });
        }
        std::shared_ptr<DroppedEnds> dropped;
        Tell tell;
    };
    std::shared_ptr<End> end_;
};

}  // namespace labelscape
