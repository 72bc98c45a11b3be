#include <algorithm>

#include "app/actions/history.hpp"
#include "app/actions/projects.hpp"
#include "app/filtering.hpp"
#include "app/formats/export_formats.hpp"
#include "app/script/json_field.hpp"
#include "app/script/methods.hpp"
#include "app/script/read_options_json.hpp"
#include "app/work/import_preview.hpp"
#include "app/work/import_work.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/open_work.hpp"
#include "model/limits.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_max_file_name_bytes = 4'000;
constexpr double k_max_token = 4294967295.0;
constexpr double k_max_skipped_lines = 1e6;
constexpr std::size_t k_max_missing_words = 100, k_max_missing_bytes = 200;

void list_projects(Script& script, const Call& call, bool in_trash) {
    script.context.ports.storage.list([call, in_trash](const Result<std::vector<ProjectInfo>>& projects) {
        if (!projects) return call.refuse(projects.error());
        Json list = Json::array();
        for (const ProjectInfo& info : *projects) {
            if ((info.deleted_ms > 0) != in_trash) continue;
            Json entry = {{"id", info.id}, {"name", info.name}, {"documents", info.documents},
                          {"labeled", info.labeled}, {"changed", info.changed_ms}};
            if (in_trash) entry.update({{"deleted", info.deleted_ms}, {"keptUntil", kept_until_ms(info)}});
            list.push_back(std::move(entry));
        }
        call.reply(std::move(list));
    });
}

void call_projects_list(Script& script, const Call& call, const Json&) { list_projects(script, call, false); }
void call_projects_trash(Script& script, const Call& call, const Json&) { list_projects(script, call, true); }

Unsaved unsaved_by(const Json& args) { return field(args, "discard", false) ? Unsaved::drop : Unsaved::refuse; }

/// Goes on when no project is open any more; refuses where work would be lost, unless `discard` says so.
void leave_for(Script& script, const Call& call, const Json& args, std::function<void(AppContext&)> then) {
    leave_project(script.context, unsaved_by(args),
                  script.context.done([call, then = std::move(then)](AppContext& left, const Status& status) {
                      status ? then(left) : call.refuse(status.error());
                  }));
}

void call_projects_create(Script& script, const Call& call, const Json& args) {
    leave_for(script, call, args, [&script, call, name = field(args, "name", "Untitled")](AppContext& left) {
        script.app.apply(action::NewProject{name});
        call.reply_when_saved(left.state.project.id);
    });
}

/// What ends the opening of a project.
Done<> tell_opened(Script& script, const Call& call, bool save) {
    return script.context.done([call, save](AppContext& context, const Status& status) {
        if (!status) return call.refuse(status.error());
        save ? call.reply_when_saved(context.state.project.id) : call.reply(context.state.project.id);
    });
}

/// Goes on when storage has the project, in the trash or not as asked; refuses otherwise, before anything is done.
void if_stored(Script& script, const Call& call, const std::string& id, bool in_trash, std::function<void()> then) {
    script.context.ports.storage.list(
        [call, id, in_trash, then = std::move(then)](const Result<std::vector<ProjectInfo>>& projects) {
            if (!projects) return call.refuse(projects.error());
            const auto found = std::ranges::find(*projects, id, &ProjectInfo::id);
            if (found == projects->end())
                return call.refuse({ErrorCode::not_found, "There is no project with the id \"" + id + "\""});
            if (found->deleted_ms > 0 && !in_trash)
                return call.refuse({ErrorCode::not_found, "The project is in the trash: restore it first"});
            then();
        });
}

void call_projects_open(Script& script, const Call& call, const Json& args) {
    const std::string id = field(args, "id", "");
    if_stored(script, call, id, false, [&script, call, args, id] {
        leave_for(script, call, args, [&script, call, id](AppContext& left) {
            open_project(left, id, false, tell_opened(script, call, false));
        });
    });
}

void call_projects_load(Script& script, const Call& call, const Json& args) {
    open_project_file(script.context, field(args, "token", 0u), unsaved_by(args), tell_opened(script, call, true));
}

void call_projects_close(Script& script, const Call& call, const Json& args) {
    leave_for(script, call, args, [call](AppContext&) { call.reply(nullptr); });
}

StatusReply list_changed(AppContext& context, const Call& call) {
    return [&context, call](const Status& status) {
        refresh_project_list(context);
        status ? call.reply(nullptr) : call.refuse(status.error());
    };
}

void call_projects_remove(Script& script, const Call& call, const Json& args) {
    const std::string id = field(args, "id", "");
    const auto to_trash = [call, id](AppContext& left) {
        left.ports.storage.set_deleted(id, left.state.wall_ms, list_changed(left, call));
    };
    script.state().project.id == id ? leave_for(script, call, args, to_trash) : to_trash(script.context);
}

void call_projects_restore(Script& script, const Call& call, const Json& args) {
    script.context.ports.storage.set_deleted(field(args, "id", ""), 0, list_changed(script.context, call));
}

void call_projects_erase(Script& script, const Call& call, const Json& args) {
    const std::string id = field(args, "id", "");
    if (script.state().project.id == id)
        return call.refuse({ErrorCode::conflict, "The project is open: close it first"});
    if_stored(script, call, id, true, [&script, call, id] {
        script.context.ports.storage.remove(id, list_changed(script.context, call));
    });
}

Error no_column(const std::string& argument, const std::string& column, const std::vector<std::string>& columns) {
    std::string names;
    for (const auto& name : columns) names += (names.empty() ? "" : ", ") + name;
    return {ErrorCode::not_found, argument + ": there is no column \"" + column + "\"; there are " + names};
}

void answer_with_file(Script& script, const Call& call, const ExportFormat& format, std::optional<Bitset> docs,
                      const ExportOptions& options = {}) {
    const auto answer = [call, &format](AppContext&, Result<Bytes> bytes) {
        bytes ? call.reply({{"mime", format.mime}}, std::move(*bytes)) : call.refuse(bytes.error());
    };
    export_project(script.context, format, std::move(docs), {script.context.dropped, answer}, options);
}

void call_projects_save(Script& script, const Call& call, const Json&) {
    answer_with_file(script, call, export_format("project"), std::nullopt);
}

void call_export(Script& script, const Call& call, const Json& args) {
    const ExportFormat& format = export_format(field(args, "format", ""));
    ExportOptions options;
    options.columns = field(args, "columns", options.columns);
    options.expand_copies = field(args, "expandCopies", false);
    options.escape_formulas = field(args, "escapeFormulas", false);
    const auto known = export_columns(script.state().project);
    for (const auto& column : options.columns) {
        if (std::ranges::find(known, column) == known.end())
            return call.refuse(no_column("export: columns", column, known));
    }
    if (!args.contains("filter")) return answer_with_file(script, call, format, std::nullopt, options);
    const auto filter = filter_from_json(script.state(), args["filter"]);
    if (!filter) return call.refuse(filter.error());
    with_filtered(script, call, *filter, searched_words(script.state().view),
                  [&script, call, &format, options](const Bitset& docs) {
                      answer_with_file(script, call, format, docs, options);
                  });
}

ClashPolicy clashes_of(const std::string& name) {
    return name == "replace" ? ClashPolicy::replace : name == "skip" ? ClashPolicy::skip : ClashPolicy::rename;
}

/// The guessed plan with what the script wants instead.
Result<ImportPlan> wanted_plan(const OpenedFile& file, const Json& wanted) {
    for (const char* role : {"text", "label", "id", "split", "vectors"}) {
        const std::string column = field(wanted, role, "");
        if (column.empty() || std::ranges::find(file.columns, column) != file.columns.end()) continue;
        return no_column(std::string("import: plan.") + role, column, file.columns);
    }
    PlanRoles roles;
    take_field(wanted, "text", roles.text);
    take_field(wanted, "label", roles.label);
    take_field(wanted, "id", roles.id);
    take_field(wanted, "split", roles.split);
    ImportPlan plan = guess_plan(previews_of(file), roles.or_else(file.roles)).plan;
    plan.vectors = field(wanted, "vectors", plan.vectors);
    plan.label_separator = field(wanted, "labelSeparator", plan.label_separator);
    if (wanted.contains("duplicates")) {
        plan.duplicates = field(wanted, "duplicates", "") == "keep" ? DuplicatePolicy::keep : DuplicatePolicy::collapse;
    }
    plan.clashes = clashes_of(field(wanted, "clashes", ""));
    plan.merge_alike = field(wanted, "mergeAlike", false);
    plan.target = field(wanted, "target", "add") == "new" ? ImportTarget::fresh : ImportTarget::add;
    return plan;
}

void call_import(Script& script, const Call& call, const Json& args) {
    AppContext& context = script.context;
    const auto token = field(args, "token", 0u);
    const Json& wanted = object_field(args, "plan");
    const TableSource source{token, field(args, "name", "data"), read_options_from(object_field(wanted, "read"))};
    const auto read = [&context, call, source, wanted](const Result<OpenedFile>& file) {
        if (!file) return call.refuse(file.error());
        const auto plan = wanted_plan(*file, wanted);
        if (!plan) return call.refuse(plan.error());
        const auto tell = [call](AppContext&, const Result<ImportReport>& report) {
            report ? call.reply_when_saved(report_to_json(*report)) : call.refuse(report.error());
        };
        read_table(context, source, *plan, {context.dropped, tell});
    };
    context.ports.files.open(token, source.options, read);
}

void call_undo(Script& script, const Call& call, const Json&) {
    const bool possible = script.state().history.can_undo();
    script.app.apply(action::Undo{});
    call.reply_when_saved(possible);
}

void call_redo(Script& script, const Call& call, const Json&) {
    const bool possible = script.state().history.can_redo();
    script.app.apply(action::Redo{});
    call.reply_when_saved(possible);
}

void call_history(Script& script, const Call& call, const Json&) {
    Json list = Json::array();
    const History& steps = script.state().history;
    for (std::size_t i = 0; i < steps.entries().size(); ++i) {
        list.push_back({{"title", steps.entries()[i].edit->title()}, {"atMs", steps.entries()[i].at_ms},
                        {"undone", i >= steps.done_count()}});
    }
    call.reply(list);
}

void call_state(Script& script, const Call& call, const Json&) {
    script.context.derived.update(script.state());
    // This call is open itself.
    const bool idle = script.app.is_idle() && script.desk.open_count() == 1;
    call.reply(state_to_json(script.state(), idle, script.context.persistence.saved()));
}

Shape read_shape() {
    return Shape::object({{"encoding", Shape::text(40, 1)},
                          {"delimiter", Shape::character()},
                          {"quote", Shape::choice({"\"", "'", ""})},
                          {"header", Shape::flag()},
                          {"skipLines", Shape::whole(0, k_max_skipped_lines)},
                          {"decimal", Shape::choice({".", ","})},
                          {"dateOrder", Shape::choice({"ymd", "dmy", "mdy"})},
                          {"missing", Shape::list(Shape::text(k_max_missing_bytes), k_max_missing_words)}});
}

Shape plan_shape() {
    const Shape column = Shape::text(k_max_column_name_bytes);
    return Shape::object({{"text", column},
                          {"label", column},
                          {"id", column},
                          {"split", column},
                          {"vectors", column},
                          {"labelSeparator", Shape::text(20)},
                          {"duplicates", Shape::choice({"keep", "collapse"})},
                          {"clashes", Shape::choice({"rename", "replace", "skip"})},
                          {"mergeAlike", Shape::flag()},
                          {"target", Shape::choice({"add", "new"})},
                          {"read", read_shape()}});
}

}  // namespace

std::vector<Method> project_methods() {
    const Shape none = Shape::object({});
    const Field id = {"id", Shape::text(200, 1), true};
    const Field discard = {"discard", Shape::flag()};
    const Shape token = Shape::whole(0, k_max_token);
    std::vector<std::string> formats;
    for (const ExportFormat& format : export_formats()) formats.emplace_back(format.id);
    return {
        {"projects.list", none, call_projects_list, false},
        {"projects.trash", none, call_projects_trash, false},
        {"projects.create", Shape::object({{"name", Shape::text(k_max_project_name_bytes)}, discard}),
         call_projects_create, false},
        {"projects.open", Shape::object({id, discard}), call_projects_open, false},
        {"projects.close", Shape::object({discard}), call_projects_close, false},
        {"projects.remove", Shape::object({id, discard}), call_projects_remove, false},
        {"projects.restore", Shape::object({id}), call_projects_restore, false},
        {"projects.erase", Shape::object({id}), call_projects_erase, false},
        {"projects.save", none, call_projects_save},
        {"projects.load", Shape::object({{"token", token, true}, discard}), call_projects_load, false},
        {"import",
         Shape::object({{"token", token, true}, {"name", Shape::text(k_max_file_name_bytes)}, {"plan", plan_shape()}}),
         call_import, false},
        {"export",
         Shape::object({{"format", Shape::choice(formats), true},
                        {"filter", filter_shape()},
                        {"columns", Shape::list(Shape::text(k_max_column_name_bytes), k_max_columns)},
                        {"expandCopies", Shape::flag()},
                        {"escapeFormulas", Shape::flag()}}),
         call_export},
        {"undo", none, call_undo, false},
        {"redo", none, call_redo, false},
        {"history", none, call_history, false},
        {"state", none, call_state, false},
    };
}

}  // namespace labelscape
