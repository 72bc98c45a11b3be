#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/script/script_api.hpp"
#include "app/script/script_json.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {

/// The application with its scripting interface; answers are kept by call.
class ScriptHarness {
public:
    struct Answer {
        bool ok = false;
        Json json;      ///< discarded where the text was no JSON
        Bytes bytes;

        std::string code() const { return ok ? "" : json.value("code", ""); }
        std::string message() const { return ok ? "" : json.value("message", ""); }
    };

    void frame() {
        harness.frame();
        api.tick();
    }
    /// Sends a call and does not wait.
    std::uint32_t send(const std::string& method, const std::string& arguments = "{}") {
        api.call(next_, method, arguments);
        return next_++;
    }
    /// Frames until the call is answered, or so many have gone by.
    bool wait(std::uint32_t call, int frames = 20000) {
        while (!answers.contains(call) && frames-- > 0) frame();
        return answers.contains(call);
    }
    Answer call(const std::string& method, const Json& arguments = Json::object()) {
        return call_text(method, arguments.dump());
    }
    /// With arguments that may be no JSON.
    Answer call_text(const std::string& method, const std::string& arguments) {
        const std::uint32_t id = send(method, arguments);
        return wait(id) ? answers[id].front() : Answer{false, {{"code", "none"}, {"message", "never answered"}}, {}};
    }
    /// Imports a table of these columns, by a call.
    Answer import(std::vector<std::string> names, std::vector<std::vector<std::string>> rows,
                  const Json& plan = Json::object()) {
        harness.files.names = std::move(names);
        harness.files.rows = std::move(rows);
        return call("import", {{"token", 1}, {"name", "table.csv"}, {"plan", plan}});
    }
    AppState& state() { return harness.app->context().state; }

    AppHarness harness;
    std::map<std::uint32_t, std::vector<Answer>> answers;
    std::vector<Json> events;

private:
    std::uint32_t next_ = 1;

public:
    ScriptApi api{*harness.app, [this](std::uint32_t call, bool ok, const std::string& json, Bytes bytes) {
                      Json value = Json::parse(json, nullptr, false);
                      if (call == 0) return events.push_back(std::move(value));
                      answers[call].push_back({ok, std::move(value), std::move(bytes)});
                  }};
};

}  // namespace labelscape
