#pragma once

#include <deque>
#include <functional>
#include <utility>

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

private:
    std::deque<std::function<void()>> answers_;
};

}  // namespace labelscape
