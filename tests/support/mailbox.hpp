#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

#include "base/result.hpp"

namespace labelscape {

/// Answers wait here until run(), as those of the page wait for the next frame.
class Mailbox {
public:
    void post(std::function<void()> answer) { answers_.push_back(std::move(answer)); }
    void run() {
        for (auto& answer : std::exchange(answers_, {})) answer();
    }
    void clear() { answers_.clear(); }
    bool empty() const { return answers_.empty(); }

    /// For the ports of the page: answers `reply` with an error if this is the call that is to fail, and says so.
    template <class Reply>
    bool fails(const Reply& reply) {
        if (calls++ != fail_at) return false;
        post([reply] { reply(Error{ErrorCode::internal, "A fault of the page"}); });
        return true;
    }
    std::uint64_t calls = 0;      ///< of those that can fail, so far
    std::uint64_t fail_at = ~0ull;   ///< number of the one that does

private:
    std::deque<std::function<void()>> answers_;
};

}  // namespace labelscape
