#include "app/script/script_api.hpp"

#include <map>
#include <string_view>

#include "app/app_context.hpp"
#include "app/script/methods.hpp"

namespace labelscape {
namespace {

const std::map<std::string_view, Method>& all_methods() {
    static const auto all = [] {
        std::map<std::string_view, Method> methods;
        for (const auto& area : {project_methods(), label_methods(), document_methods(), compute_methods()}) {
            for (const Method& method : area) methods.emplace(method.name, method);
        }
        return methods;
    }();
    return all;
}

}  // namespace

struct ScriptApi::State {
    CallDesk desk;
    Script script;
    std::uint64_t told_version = 0, told_notice = 0;
    std::string told_jobs;

    State(App& app, Answer answer)
        : desk(app.context(), std::move(answer)), script{app, app.context(), desk} {}

    Status run(const Call& call, const std::string& name, const std::string& arguments);
    void tell_changes();
};

Status ScriptApi::State::run(const Call& call, const std::string& name, const std::string& arguments) {
    const auto found = all_methods().find(name);
    if (found == all_methods().end()) return Error{ErrorCode::bad_argument, "There is no call \"" + name + '"'};
    const Method& method = found->second;
    const Json json = Json::parse(arguments, nullptr, false);
    if (json.is_discarded()) return Error{ErrorCode::bad_argument, name + ": the arguments are not JSON"};
    if (Status status = method.arguments.check(json, name + ":"); !status) return status;
    if (method.needs_project && !script.state().project_open) {
        return Error{ErrorCode::conflict, "No project is open: import a file or open one first"};
    }
    // What has come in since the last frame, such as the rows of an import, is not derived from yet.
    script.context.derived.update(script.state());
    method.run(script, call, json);
    return {};
}

ScriptApi::ScriptApi(App& app, Answer answer) : state_(std::make_unique<State>(app, std::move(answer))) {}
ScriptApi::~ScriptApi() = default;

void ScriptApi::call(std::uint32_t id, const std::string& method, const std::string& arguments) {
    const Call call = state_->desk.open(id);
    try {
        if (const Status status = state_->run(call, method, arguments); !status) call.refuse(status.error());
    } catch (const std::exception& error) {
        call.refuse({ErrorCode::internal, method + ": " + error.what()});
    }
}

void ScriptApi::State::tell_changes() {
    const AppState& app = script.state();
    Json jobs = state_to_json(app, false, false)["jobs"];
    if (std::string text = json_text(jobs); text != told_jobs) {
        told_jobs = std::move(text);
        desk.tell("job", std::move(jobs));
    }
    if (app.derived_version + app.history.version() != told_version) {
        told_version = app.derived_version + app.history.version();
        desk.tell("change", {{"labeled", app.active_labeled}, {"documents", app.active.count()}});
    }
    for (const Notice& notice : app.notices) {
        if (notice.id <= told_notice) continue;
        told_notice = notice.id;
        if (notice.kind == NoticeKind::error) desk.tell("error", {{"message", notice.text}});
    }
}

void ScriptApi::tick() { state_->tell_changes(); }

}  // namespace labelscape
