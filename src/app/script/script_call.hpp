#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/script/script_json.hpp"
#include "base/byte_stream.hpp"

namespace labelscape {

struct AppContext;
class CallDesk;

/// One call of a script. It is answered exactly once: by reply() or refuse(), or as cancelled when every copy is gone
/// and none of them answered. So whatever is to answer it keeps a copy, and work that is dropped, replaced or cancelled
/// answers by that alone, on whatever thread its last part dies.
class Call {
public:
    void reply(Json answer, Bytes bytes = {}) const;
    void refuse(const Error& error) const;
    /// Once the project is saved as it is now, or could not be: an answer that is an object says which by `durable`.
    void reply_when_saved(Json answer) const;

    /// Of the call, unique while it is open.
    std::uint32_t id() const;

private:
    friend class CallDesk;
    struct Open;
    std::shared_ptr<Open> open_;
};

/// Where calls are opened, and answered between frames.
class CallDesk {
public:
    using Answer = std::function<void(std::uint32_t call, bool ok, const std::string& json, Bytes bytes)>;

    CallDesk(AppContext& context, Answer answer);
    /// Calls that are still open are never answered.
    ~CallDesk();

    Call open(std::uint32_t id);
    /// Once a frame, between frames: answers what was dropped without an answer.
    void tick();
    std::size_t open_count() const;
    /// Something that no call waits for.
    void tell(const char* event, Json detail) const;

private:
    friend class Call;
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace labelscape
