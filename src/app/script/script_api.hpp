#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/app.hpp"
#include "base/byte_stream.hpp"

namespace labelscape {

/// What window.labelscape calls (web/api.d.ts): the same actions as the UI, with an answer.
class ScriptApi {
public:
    /// `ok` false: `json` is {"code", "message"}. `call` 0: an event, `json` is {"event", "detail"}.
    using Answer = std::function<void(std::uint32_t call, bool ok, const std::string& json, Bytes bytes)>;

    ScriptApi(App& app, Answer answer);
    ~ScriptApi();

    /// Between frames. Each call is answered once, possibly frames later: by what it asked for, or with why not. Which
    /// arguments there are stands in the tables of methods.hpp.
    void call(std::uint32_t id, const std::string& method, const std::string& arguments);
    /// Once a frame: answers calls whose work was cancelled or saved, and tells listeners what changed.
    void tick();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
