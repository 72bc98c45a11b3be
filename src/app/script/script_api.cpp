#include "app/script/script_api.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/app_context.hpp"
#include "app/filtering.hpp"
#include "app/handlers/handlers.hpp"
#include "app/script/script_json.hpp"
#include "app/work/embed_work.hpp"
#include "app/work/export_work.hpp"
#include "app/work/import_work.hpp"
#include "app/work/layout_work.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/model_work.hpp"
#include "app/work/scan_work.hpp"
#include "app/work/similarity_job.hpp"
#include "app/work/topics_work.hpp"

namespace labelscape {
namespace {

template <class T>
Bytes bytes_of(const std::vector<T>& items) {
    Bytes bytes(items.size() * sizeof(T));
    if (!items.empty()) std::memcpy(bytes.data(), items.data(), bytes.size());
    return bytes;
}

std::uint32_t color_from(const std::string& text) {
    return text.size() == 7 && text[0] == '#' ? static_cast<std::uint32_t>(std::strtoul(text.c_str() + 1, nullptr, 16)) : 0;
}

Label new_label(std::string name) {
    Label label;
    label.name = std::move(name);
    return label;
}

Result<ExportKind> export_kind(const std::string& name) {
    for (const ExportKind kind : {ExportKind::csv, ExportKind::jsonl, ExportKind::parquet}) {
        if (extension_of(kind).substr(1) == name) return kind;
    }
    if (name == "project") return ExportKind::project;
    return Error{ErrorCode::bad_argument, "Export knows csv, jsonl, parquet and project, not " + name};
}

}  // namespace

struct ScriptApi::State {
    using Method = void (State::*)(std::uint32_t, const Json&);

    App& app;
    AppContext& context;
    Answer answer;
    /// Calls whose work runs in jobs: answered by its end, or refused when nothing runs any more.
    std::unordered_map<std::uint32_t, int> waiting;
    std::unordered_set<std::uint32_t> opening;   ///< those of `waiting` that end with an open project
    std::uint64_t told_version = 0, told_notice = 0;
    std::string told_jobs;

    State(App& its_app, Answer its_answer) : app(its_app), context(its_app.context()), answer(std::move(its_answer)) {}

    AppState& state() { return context.state; }

    void reply(std::uint32_t call, const Json& json, Bytes bytes = {}) {
        waiting.erase(call);
        answer(call, true, json_text(json), std::move(bytes));
    }
    void refuse(std::uint32_t call, const Error& error) {
        waiting.erase(call);
        answer(call, false, json_text({{"code", name_of(error.code)}, {"message", error.message}}), {});
    }
    /// Counts frames in which nothing ran; an answer may still come in the first few.
    void wait(std::uint32_t call) { waiting[call] = 0; }
    bool need_project(std::uint32_t call) {
        if (state().project_open) return true;
        refuse(call, {ErrorCode::conflict, "No project is open: import a file or open one first"});
        return false;
    }

    void list_projects(std::uint32_t call, bool in_trash);
    void projects_list(std::uint32_t call, const Json&) { list_projects(call, false); }
    void projects_trash(std::uint32_t call, const Json&) { list_projects(call, true); }
    void projects_restore(std::uint32_t call, const Json& args);
    void projects_erase(std::uint32_t call, const Json& args);
    /// Goes on when no project is open any more; refuses where work would be lost, unless `discard` says so.
    void leave(std::uint32_t call, const Json& args, std::function<void(AppContext&)> then) {
        const Unsaved unsaved = args.value("discard", false) ? Unsaved::drop : Unsaved::refuse;
        leave_project(context, unsaved, [this, call, then = std::move(then)](AppContext& left, const Status& status) {
            status ? then(left) : refuse(call, status.error());
        });
    }
    StatusReply list_changed(std::uint32_t call) {
        return [this, call](const Status& status) {
            refresh_project_list(context);
            status ? reply(call, nullptr) : refuse(call, status.error());
        };
    }
    void projects_create(std::uint32_t call, const Json& args);
    void projects_open(std::uint32_t call, const Json& args);
    void projects_close(std::uint32_t call, const Json& args);
    void projects_remove(std::uint32_t call, const Json& args);
    void projects_save(std::uint32_t call, const Json& args);
    void projects_load(std::uint32_t call, const Json& args);
    void import(std::uint32_t call, const Json& args);
    void embed(std::uint32_t call, const Json& args);
    void layout(std::uint32_t call, const Json& args);
    void topics(std::uint32_t call, const Json& args);
    void documents(std::uint32_t call, const Json& args);
    void vectors(std::uint32_t call, const Json& args);
    void labels_list(std::uint32_t call, const Json& args);
    void labels_add(std::uint32_t call, const Json& args);
    void labels_rename(std::uint32_t call, const Json& args);
    void labels_remove(std::uint32_t call, const Json& args);
    void assign(std::uint32_t call, const Json& args);
    void alike(std::uint32_t call, const Json& args);
    void search(std::uint32_t call, const Json& args);
    void select(std::uint32_t call, const Json& args);
    void selection(std::uint32_t call, const Json& args);
    void undo(std::uint32_t call, const Json& args);
    void redo(std::uint32_t call, const Json& args);
    void history(std::uint32_t call, const Json& args);
    void export_file(std::uint32_t call, const Json& args);
    void state_of(std::uint32_t call, const Json& args);
    /// Goes on with the documents that pass, exactly; on large data a job reads the texts first.
    void with_filtered(std::uint32_t call, Filter filter, std::string search, std::function<void(const Bitset&)> then) {
        wait(call);
        const std::string key = "script-" + std::to_string(call);
        with_text_matches(context, filter, search, key, [=, this](AppContext&) { then(filtered(state(), filter, search)); });
    }
    void matches(std::uint32_t call, std::vector<float> query, const char* score, DocId except, float threshold,
                 std::size_t limit, bool unlabeled_only);
};

void ScriptApi::State::list_projects(std::uint32_t call, bool in_trash) {
    context.ports.storage.list([this, call, in_trash](const Result<std::vector<ProjectInfo>>& projects) {
        if (!projects) return refuse(call, projects.error());
        Json list = Json::array();
        for (const ProjectInfo& info : *projects) {
            if ((info.deleted_ms > 0) != in_trash) continue;
            Json entry = {{"id", info.id}, {"name", info.name}, {"documents", info.documents},
                          {"labeled", info.labeled}, {"changed", info.changed_ms}};
            if (in_trash) entry.update({{"deleted", info.deleted_ms}, {"keptUntil", kept_until_ms(info)}});
            list.push_back(std::move(entry));
        }
        reply(call, list);
    });
}

void ScriptApi::State::projects_create(std::uint32_t call, const Json& args) {
    leave(call, args, [this, call, name = args.value("name", "Untitled")](AppContext&) {
        app.apply(action::NewProject{name});
        reply(call, state().project.id);
    });
}

void ScriptApi::State::projects_open(std::uint32_t call, const Json& args) {
    leave(call, args, [this, call, id = args.value("id", "")](AppContext&) {
        app.apply(action::OpenProject{id});
        opening.insert(call);
        wait(call);
    });
}

void ScriptApi::State::projects_close(std::uint32_t call, const Json& args) {
    leave(call, args, [this, call](AppContext&) { reply(call, nullptr); });
}

void ScriptApi::State::projects_remove(std::uint32_t call, const Json& args) {
    const std::string id = args.value("id", "");
    const auto remove = [this, call, id](AppContext&) {
        context.ports.storage.set_deleted(id, state().wall_ms, list_changed(call));
    };
    state().project.id == id ? leave(call, args, remove) : remove(context);
}

void ScriptApi::State::projects_restore(std::uint32_t call, const Json& args) {
    context.ports.storage.set_deleted(args.value("id", ""), 0, list_changed(call));
}

void ScriptApi::State::projects_erase(std::uint32_t call, const Json& args) {
    const std::string id = args.value("id", "");
    if (state().project.id == id) return refuse(call, {ErrorCode::conflict, "The project is open: close it first"});
    context.ports.storage.remove(id, list_changed(call));
}

void ScriptApi::State::projects_save(std::uint32_t call, const Json&) {
    if (!need_project(call)) return;
    export_project(context, ExportKind::project, {}, [this, call](AppContext&, Result<Bytes> bytes) {
        bytes ? reply(call, {{"mime", mime_of(ExportKind::project)}}, std::move(*bytes)) : refuse(call, bytes.error());
    });
}

void ScriptApi::State::projects_load(std::uint32_t call, const Json& args) {
    leave(call, args, [this, call, token = args.value("token", 0u)](AppContext&) {
        begin_import(context, token, "project.labelscape");
        opening.insert(call);
        wait(call);
    });
}

void ScriptApi::State::import(std::uint32_t call, const Json& args) {
    const auto token = args.value("token", 0u);
    const std::string name = args.value("name", "data");
    const Json wanted = args.value("plan", Json::object());
    context.ports.files.open(token, [this, call, token, name, wanted](Result<OpenedFile> file) {
        if (!file) return refuse(call, file.error());
        ImportPlan plan = guess_plan(previews_of(*file)).plan;
        plan.text = wanted.value("text", plan.text);
        plan.label = wanted.value("label", plan.label);
        plan.id = wanted.value("id", plan.id);
        plan.split = wanted.value("split", plan.split);
        plan.vectors = wanted.value("vectors", plan.vectors);
        if (wanted.contains("labelSeparator")) plan.label_separator = wanted.value("labelSeparator", "");
        if (wanted.contains("duplicates")) {
            plan.duplicates = wanted.value("duplicates", "") == "keep" ? DuplicatePolicy::keep : DuplicatePolicy::collapse;
        }
        read_table(context, token, name, plan, [this, call](AppContext&, const Result<ImportReport>& report) {
            report ? reply(call, report_to_json(*report)) : refuse(call, report.error());
        });
    });
}

void ScriptApi::State::embed(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto tell = [this, call, start = context.clock.now_ms()](AppContext& done) {
        const auto& embeddings = *done.state.project.embeddings;
        reply(call, {{"count", embeddings ? embeddings->embedded.count() : 0},
                     {"dimension", embeddings ? embeddings->vectors.columns() : 0},
                     {"model", embeddings ? embeddings->model_id : ""},
                     {"ms", done.clock.now_ms() - start}});
    };
    wait(call);
    ModelChoice choice;
    choice.id = args.value("model", "");
    if (choice.id.empty()) return embed_documents(context, tell);
    use_model(context, choice, [this, call, tell](AppContext& done, const Status& status) {
        status ? tell(done) : refuse(call, status.error());
    });
}

void ScriptApi::State::layout(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const double start = context.clock.now_ms();
    action::ComputeLayout wanted;
    wanted.neighbors = args.value("neighbors", wanted.neighbors);
    wanted.min_dist = args.value("minDist", wanted.min_dist);
    wanted.epochs = args.value("epochs", wanted.epochs);
    wanted.seed = args.value("seed", wanted.seed);
    wanted.label_weight = args.value("labelWeight", wanted.label_weight);
    wait(call);
    embed_documents(context, [this, call, start, wanted](AppContext& embedded) {
        compute_layout(embedded, wanted, [this, call, start](AppContext& placed) {
            reply(call, {{"ms", placed.clock.now_ms() - start}});
        });
    });
}

void ScriptApi::State::topics(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const bool ready = *state().project.topics && !context.analysis.topics_stale && !args.contains("minSize") && !args.contains("granularity");
    if (ready) return reply(call, topics_to_json(state()));
    state().view.granularity = args.value("granularity", state().view.granularity);
    wait(call);
    compute_topics(context, args.value("minSize", 0), [this, call](AppContext& done) {
        done.derived.update(done.state);
        reply(call, topics_to_json(done.state));
    });
}

void ScriptApi::State::documents(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto filter = filter_from_json(state(), args.value("filter", Json::object()));
    if (!filter) return refuse(call, filter.error());
    const std::size_t offset = args.value("offset", std::size_t{0});
    const std::size_t limit = args.value("limit", std::size_t{state().project.size()});
    with_filtered(call, *filter, searched_words(state().view), [=, this](const Bitset& passed) {
        const auto docs = passed.members();
        const std::size_t first = std::min(offset, docs.size());
        const std::size_t count = std::min(limit, docs.size() - first);
        Json list = Json::array();
        for (std::size_t i = first; i < first + count; ++i) list.push_back(doc_to_json(state(), docs[i]));
        reply(call, list);
    });
}

void ScriptApi::State::vectors(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto& embeddings = *state().project.embeddings;
    if (!embeddings) return refuse(call, {ErrorCode::not_found, "There are no vectors yet: call embed() first"});
    auto docs = args.contains("ids") ? docs_from_json(state(), args["ids"]) : Result(state().active.members());
    if (!docs) return refuse(call, docs.error());
    const auto columns = static_cast<std::size_t>(embeddings->vectors.columns());
    std::vector<float> values(docs->size() * columns);
    for (std::size_t i = 0; i < docs->size(); ++i) {
        if (!embeddings->embedded.test((*docs)[i])) continue;
        std::ranges::copy(embeddings->vectors.decoded(static_cast<std::int32_t>((*docs)[i])), values.data() + i * columns);
    }
    reply(call, {{"rows", docs->size()}, {"columns", columns}}, bytes_of(values));
}

void ScriptApi::State::labels_list(std::uint32_t call, const Json&) {
    Json list = Json::array();
    for (const Label& label : state().project.scheme->labels()) list.push_back(label_to_json(state(), label));
    reply(call, list);
}

void ScriptApi::State::labels_add(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    Label label;
    label.name = args.value("name", "");
    label.color = color_from(args.value("color", ""));
    label.key = args.value("key", "");
    label.description = args.value("description", "");
    label.keywords = args.value("keywords", std::vector<std::string>());
    const std::size_t before = state().project.scheme->labels().size();
    app.apply(action::AddLabel{label});
    const auto& labels = state().project.scheme->labels();
    if (labels.size() == before) return refuse(call, {ErrorCode::conflict, "The label needs a new name: " + label.name});
    reply(call, label_to_json(state(), labels.back()));
}

void ScriptApi::State::labels_rename(std::uint32_t call, const Json& args) {
    const Label* found = state().project.scheme->find(args.value("from", ""));
    if (!found) return refuse(call, {ErrorCode::not_found, "There is no label " + args.value("from", "")});
    Label label = *found;
    label.name = args.value("to", "");
    app.apply(action::ChangeLabel{label});
    if (!state().project.scheme->find(label.name)) {
        return refuse(call, {ErrorCode::conflict, "The label cannot be named " + label.name});
    }
    reply(call, nullptr);
}

void ScriptApi::State::labels_remove(std::uint32_t call, const Json& args) {
    const Label* label = state().project.scheme->find(args.value("name", ""));
    if (!label) return refuse(call, {ErrorCode::not_found, "There is no label " + args.value("name", "")});
    app.apply(action::RemoveLabel{label->id});
    reply(call, nullptr);
}

void ScriptApi::State::assign(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto docs = docs_from_json(state(), args.value("ids", Json::array()));
    if (!docs) return refuse(call, docs.error());
    std::vector<std::string> names;
    const Json wanted = args.value("labels", Json());
    if (wanted.is_string()) names.push_back(wanted.get<std::string>());
    if (wanted.is_array()) names = wanted.get<std::vector<std::string>>();
    std::vector<LabelId> labels;
    for (const std::string& name : names) {
        if (!state().project.scheme->find(name)) app.apply(action::AddLabel{new_label(name)});
        const Label* label = state().project.scheme->find(name);
        if (!label) return refuse(call, {ErrorCode::bad_argument, "This cannot be a label: " + name});
        labels.push_back(label->id);
    }
    const std::string mode = args.value("mode", "set");
    const AssignMode how = mode == "add" ? AssignMode::add : mode == "remove" ? AssignMode::remove : AssignMode::set;
    const Bitset target = Bitset::of(state().project.size(), *docs);
    const auto edit = AssignLabels::make(state().project, target, labels, how, {}, {});
    app.apply(action::Assign{{Target::Kind::documents, *docs}, labels, how});
    reply(call, {{"changed", edit ? edit->changed() : 0}});
}

void ScriptApi::State::matches(std::uint32_t call, std::vector<float> query, const char* score, DocId except,
                               float threshold, std::size_t limit, bool unlabeled_only) {
    auto job = std::make_unique<SimilarityJob>("script-" + std::to_string(call), "Compare", *state().project.embeddings,
                                               std::move(query));
    wait(call);
    job->then([=, this](AppContext& later, const std::vector<float>& similarity) {
        std::vector<DocId> docs;
        later.state.active.for_each([&](DocId doc) {
            if (doc == except || doc >= similarity.size() || similarity[doc] < threshold) return;
            if (unlabeled_only && later.state.project.annotations->labeled().test(doc)) return;
            docs.push_back(doc);
        });
        std::ranges::stable_sort(docs, [&](DocId a, DocId b) { return similarity[a] > similarity[b]; });
        if (docs.size() > limit) docs.resize(limit);
        Json list = Json::array();
        for (const DocId doc : docs) {
            list.push_back({{"id", (*later.state.project.dataset)->id(doc)}, {score, similarity[doc]}});
        }
        reply(call, list);
    });
    state().jobs.add(std::move(job), Priority::user);
}

void ScriptApi::State::alike(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto docs = docs_from_json(state(), Json::array({args.value("id", "")}));
    if (!docs) return refuse(call, docs.error());
    const DocId doc = docs->front();
    const auto& embeddings = *state().project.embeddings;
    const std::string why = state().why_no_meaning(doc);
    if (!why.empty()) return refuse(call, {ErrorCode::not_found, why});
    matches(call, embeddings->vectors.decoded(static_cast<std::int32_t>(doc)), "similarity", doc,
            args.value("threshold", state().view.alike_threshold), args.value("limit", std::size_t{1000}),
            args.value("unlabeledOnly", true));
}

void ScriptApi::State::search(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const std::string query = args.value("query", "");
    const std::size_t limit = args.value("limit", std::size_t{100});
    if (args.value("mode", "text") == "semantic") {
        if (!*state().project.embeddings) return refuse(call, {ErrorCode::not_found, "There are no vectors yet: call embed() first"});
        if (!state().model_fits()) return refuse(call, {ErrorCode::conflict, why_no_queries(state())});
        context.ports.embedder.embed({query}, {.kind = TextKind::query}, [this, call, limit](Result<EmbeddedBatch> batch) {
            if (!batch) return refuse(call, batch.error());
            matches(call, std::move(batch->vectors), "score", state().project.size(), -1, limit, false);
        });
        return;
    }
    with_filtered(call, {}, query, [=, this](const Bitset& found) {
        Json list = Json::array();
        found.for_each([&](DocId doc) {
            if (list.size() < limit) list.push_back({{"id", (*state().project.dataset)->id(doc)}, {"score", 1}});
        });
        reply(call, list);
    });
}

void ScriptApi::State::select(std::uint32_t call, const Json& args) {
    const auto docs = docs_from_json(state(), args.value("ids", Json::array()));
    if (!docs) return refuse(call, docs.error());
    app.apply(action::Select{Bitset::of(state().project.size(), *docs)});
    reply(call, nullptr);
}

void ScriptApi::State::selection(std::uint32_t call, const Json&) {
    Json ids = Json::array();
    state().selection.docs.for_each([&](DocId doc) { ids.push_back((*state().project.dataset)->id(doc)); });
    reply(call, ids);
}

void ScriptApi::State::undo(std::uint32_t call, const Json&) {
    const bool possible = state().history.can_undo();
    app.apply(action::Undo{});
    reply(call, possible);
}

void ScriptApi::State::redo(std::uint32_t call, const Json&) {
    const bool possible = state().history.can_redo();
    app.apply(action::Redo{});
    reply(call, possible);
}

void ScriptApi::State::history(std::uint32_t call, const Json&) {
    Json list = Json::array();
    const History& history = state().history;
    for (std::size_t i = 0; i < history.entries().size(); ++i) {
        list.push_back({{"title", history.entries()[i].edit->title()}, {"atMs", history.entries()[i].at_ms},
                        {"undone", i >= history.done_count()}});
    }
    reply(call, list);
}

void ScriptApi::State::export_file(std::uint32_t call, const Json& args) {
    if (!need_project(call)) return;
    const auto kind = export_kind(args.value("format", "csv"));
    if (!kind) return refuse(call, kind.error());
    const auto write = [this, call, kind = *kind](std::optional<Bitset> docs) {
        wait(call);
        export_project(context, kind, std::move(docs), [this, call, kind](AppContext&, Result<Bytes> bytes) {
            bytes ? reply(call, {{"mime", mime_of(kind)}}, std::move(*bytes)) : refuse(call, bytes.error());
        });
    };
    if (!args.contains("filter")) return write(std::nullopt);
    const auto filter = filter_from_json(state(), args["filter"]);
    if (!filter) return refuse(call, filter.error());
    with_filtered(call, *filter, searched_words(state().view), write);
}

void ScriptApi::State::state_of(std::uint32_t call, const Json&) {
    context.derived.update(state());
    reply(call, state_to_json(state(), app.is_idle() && waiting.empty(), context.persistence.saved()));
}

ScriptApi::ScriptApi(App& app, Answer answer) : state_(std::make_unique<State>(app, std::move(answer))) {}
ScriptApi::~ScriptApi() = default;

void ScriptApi::call(std::uint32_t call, const std::string& method, const std::string& arguments) {
    static const std::unordered_map<std::string, State::Method> methods = {
        {"projects.list", &State::projects_list},     {"projects.create", &State::projects_create},
        {"projects.open", &State::projects_open},     {"projects.close", &State::projects_close},
        {"projects.remove", &State::projects_remove}, {"projects.trash", &State::projects_trash},
        {"projects.restore", &State::projects_restore}, {"projects.erase", &State::projects_erase}, {"projects.save", &State::projects_save},
        {"projects.load", &State::projects_load},     {"import", &State::import},
        {"embed", &State::embed},                     {"layout", &State::layout},
        {"topics", &State::topics},                   {"documents", &State::documents},
        {"vectors", &State::vectors},                 {"labels.list", &State::labels_list},
        {"labels.add", &State::labels_add},           {"labels.rename", &State::labels_rename},
        {"labels.remove", &State::labels_remove},     {"assign", &State::assign},
        {"alike", &State::alike},                     {"search", &State::search},
        {"select", &State::select},                   {"selection", &State::selection},
        {"undo", &State::undo},                       {"redo", &State::redo},
        {"history", &State::history},                 {"export", &State::export_file},
        {"state", &State::state_of},
    };
    const auto found = methods.find(method);
    const Json json = Json::parse(arguments, nullptr, false);
    if (found == methods.end() || !json.is_object()) {
        return state_->refuse(call, {ErrorCode::bad_argument, "There is no such call: " + method});
    }
    // What has come in since the last frame, such as the rows of an import, is not derived from yet.
    state_->context.derived.update(state_->context.state);
    try {
        (state_.get()->*found->second)(call, json);
    } catch (const Json::exception& error) {
        state_->refuse(call, {ErrorCode::bad_argument, method + ": an argument has the wrong type (" + error.what() + ")"});
    }
}

void ScriptApi::tick() {
    State& state = *state_;
    constexpr int k_patience_frames = 5;
    const bool working = !state.context.state.jobs.idle() || state.context.state.loading || state.context.state.models.choosing;
    for (auto& [call, idle_frames] : std::unordered_map(state.waiting)) {
        const int frames = state.waiting[call] = working ? 0 : idle_frames + 1;
        if (frames <= k_patience_frames) continue;
        if (state.context.state.project_open && state.opening.erase(call) > 0) {
            state.reply(call, state.context.state.project.id);
            continue;
        }
        const auto& notices = state.context.state.notices;
        state.refuse(call, {ErrorCode::conflict, notices.empty() ? "It was cancelled" : notices.back().text});
    }
    const AppState& app = state.context.state;
    const auto tell = [&](const char* event, Json detail) {
        state.answer(0, true, json_text({{"event", event}, {"detail", std::move(detail)}}), {});
    };
    Json jobs = state_to_json(app, false, false)["jobs"];
    if (std::string text = jobs.dump(); text != state.told_jobs) {
        state.told_jobs = std::move(text);
        tell("job", std::move(jobs));
    }
    if (app.derived_version + app.history.version() != state.told_version) {
        state.told_version = app.derived_version + app.history.version();
        tell("change", {{"labeled", app.active_labeled}, {"documents", app.active.count()}});
    }
    for (const Notice& notice : app.notices) {
        if (notice.id <= state.told_notice) continue;
        state.told_notice = notice.id;
        if (notice.kind == NoticeKind::error) tell("error", {{"message", notice.text}});
    }
}

}  // namespace labelscape
