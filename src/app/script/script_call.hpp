#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/app_context.hpp"
#include "app/script/script_json.hpp"
#include "base/byte_stream.hpp"

namespace labelscape {

class CallDesk;

/// One call of a script, answered exactly once: by reply() or refuse(), or as cancelled when every copy is gone and
/// none of them answered. So whatever is to answer it keeps a copy.
class Call {
public:
    void reply(Json answer, Bytes bytes = {}) const;
    void refuse(const Error& error) const;
    /// Once the project is saved as it is now, or could not be: an answer that is an object says which by `durable`.
    void reply_when_saved(Json answer) const;
    /// The end of a request that the call waits for: answers with `make(context, [value])`, or refuses.
    template <class T = void, class Make>
    Done<T> ended(Make make) const {
        return done_.after<T>([call = *this, make = std::move(make)](AppContext& context, auto&&... value_and_end) {
            call.reply(make_answer(context, make, value_and_end...));
        });
    }

    /// Of the call, unique while it is open.
    std::uint32_t id() const { return id_; }

private:
    friend class CallDesk;
    struct Answer {
        Json json;
        Bytes bytes;
    };
    Call(AppContext& context, std::uint32_t id, Done<Answer> done)
        : context_(&context), id_(id), done_(std::move(done)) {}

    template <class Make>
    static Json make_answer(AppContext& context, const Make& make, const Done<Answer>&) {
        return make(context);
    }
    template <class Make, class T>
    static Json make_answer(AppContext& context, const Make& make, T& value, const Done<Answer>&) {
        return make(context, std::move(value));
    }

    AppContext* context_;
    std::uint32_t id_;
    Done<Answer> done_;
};

/// Where calls are opened and answered.
class CallDesk {
public:
    using Answer = std::function<void(std::uint32_t call, bool ok, const std::string& json, Bytes bytes)>;

    CallDesk(AppContext& context, Answer answer);
    /// Calls that are still open are never answered.
    ~CallDesk();

    Call open(std::uint32_t id);
    std::size_t open_count() const;
    /// Something that no call waits for.
    void tell(const char* event, Json detail) const;

private:
    struct State;
    AppContext& context_;
    std::shared_ptr<State> state_;
};

}  // namespace labelscape
