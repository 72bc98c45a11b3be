#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

#include "base/byte_stream.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace labelscape {

using Json = nlohmann::json;

/// JSON as text; ill-formed UTF-8 becomes U+FFFD instead of an exception.
std::string dump(const Json& json);

/// What the page answers with.
struct HostAnswer {
    Json json;
    Bytes bytes;
};

/// Requests to the page that wait for their answer. Answers are kept until run() and seen between frames, so a
/// callback of the page never meets the application in the middle of a frame.
class Requests {
public:
    using Reply = std::function<void(Result<HostAnswer>)>;
    using Event = std::function<void(const std::string& kind, HostAnswer)>;

    /// Sends; `reply` is called once, `event` any number of times before.
    std::uint32_t call(std::string_view method, const Json& arguments, std::span<const std::byte> bytes, Reply reply,
                       Event event = {});

    // From exports.cpp
    void arrived(std::uint32_t request, std::string kind, const std::string& json, Bytes bytes, bool last);

    /// Hands out what has arrived, in order, until the budget is spent: the batches of a table come faster than they
    /// are taken in.
    void run(const Budget& budget);
    bool has_arrivals() const { return !arrivals_.empty(); }

private:
    struct Waiting {
        Reply reply;
        Event event;
    };
    struct Arrival {
        std::uint32_t request;
        std::string kind;   ///< of an event, or the code of the answer
        HostAnswer answer;
        bool last;
    };

    std::unordered_map<std::uint32_t, Waiting> open_;
    std::deque<Arrival> arrivals_;
    std::uint32_t next_ = 1;
};

}  // namespace labelscape
