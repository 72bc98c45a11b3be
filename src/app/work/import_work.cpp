#include "app/work/import_work.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <functional>
#include <map>

#include "app/label_defaults.hpp"
#include "app/view_format.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/model_work.hpp"
#include "base/random.hpp"
#include "core/text/alike_names.hpp"
#include "app/work/own_vectors.hpp"
#include "io/importer.hpp"

namespace labelscape {
namespace {

constexpr const char* k_import_key = "import";

std::string new_project_id(const AppContext& context) {
    constexpr char digits[] = "0123456789abcdef";
    std::string id;
    auto bits = mix_bits(static_cast<std::uint64_t>(context.state.wall_ms * 1000) ^
                         mix_bits(static_cast<std::uint64_t>(context.clock.now_ms() * 1e6)));
    for (int i = 0; i < 12; ++i, bits >>= 4) id.push_back(digits[bits & 15]);
    return id;
}

/// A file that was rescued from a stopped page holds the journal beside the last snapshot.
StoredProject from_file(std::vector<Section> sections) {
    constexpr std::string_view k_journal = "journal/";
    StoredProject stored;
    for (Section& section : sections) {
        if (!section.name.starts_with(k_journal)) {
            stored.sections.push_back(std::move(section));
            continue;
        }
        const std::string number = section.name.substr(k_journal.size());
        stored.journal.push_back({std::strtoull(number.c_str(), nullptr, 10), std::move(section.bytes)});
    }
    std::ranges::sort(stored.journal, {}, &JournalRecord::sequence);
    return stored;
}

/// One import on its way: batches go in until the worker says that it is done.
struct TableRun {
    std::unique_ptr<Importer> importer;
    std::string name;
    std::string vector_column;
    std::shared_ptr<Progress> progress;
    Done<ImportReport> done;
    bool failed = false;
    std::vector<std::string> notices{};
    std::uint64_t skipped_count = 0;
    bool merge_alike = false;
};

void end_run(AppContext& context, TableRun& run, Result<ImportReport> result) {
    if (run.failed) return;
    run.failed = true;
    context.state.jobs.end_external(k_import_key);
    run.done(context, std::move(result));
}

/// Tells which labels of file and project look alike, and makes each group one label if that is wanted: that of the
/// project, or else the most frequent one.
void join_alike_labels(const LabelScheme& scheme, ImportOutcome& outcome, bool merges) {
    std::vector<std::string> names;
    for (const Label& label : scheme.labels()) names.push_back(label.name);
    names.insert(names.end(), outcome.label_names.begin(), outcome.label_names.end());
    auto groups = find_alike_names(names);
    std::erase_if(groups, [&](const auto& group) {
        return std::ranges::all_of(group, [&](const std::string& name) { return scheme.find(name) != nullptr; });
    });
    std::map<std::string, std::string> new_names;
    for (const auto& group : groups) {
        for (const std::string& name : group) {
            if (!scheme.find(name)) new_names[name] = group[0];
        }
    }
    if (merges) rename_labels(outcome, new_names);
    outcome.report.alike_labels = std::move(groups);
}

/// A map that is there stays as it is, so that undo finds it; what is new is placed on it (placing_work).
void tell_map_stays(AppContext& context, ImportReport& report) {
    if (!*context.state.project.layout || report.added == 0) return;
    context.analysis.topics_stale = *context.state.project.topics != nullptr;
    report.notices.push_back(
        "New documents are placed on the map next to what they are alike. Make the map anew to lay all "
        "of them out together");
}

void finish_run(AppContext& context, const std::shared_ptr<TableRun>& shared) {
    TableRun& run = *shared;
    AppState& state = context.state;
    Result<ImportOutcome> finished = run.importer->finish();
    if (!finished) return end_run(context, run, finished.error());
    ImportOutcome& outcome = *finished;
    const LabelScheme& scheme = *state.project.scheme;
    join_alike_labels(scheme, outcome, run.merge_alike);
    const auto added = static_cast<std::size_t>(std::ranges::count_if(
        outcome.label_names, [&](const std::string& name) { return !scheme.find(name); }));
    if (scheme.labels().size() + added > k_max_labels) {
        return end_run(context, run, Error{ErrorCode::too_large, "The file has " + std::to_string(added) +
                                                                     " new labels, but a project has at most " +
                                                                     std::to_string(k_max_labels) +
                                                                     ": choose another label column, or none"});
    }
    state.project.set_dataset(outcome.dataset);
    auto edit = make_import_edits(state.project, outcome, run.name, state.wall_ms, [&](std::size_t position) {
        const bool has_digit = position >= scheme.labels().size() && position < 9;
        return LabelStyle{context.label_palette[position % context.label_palette.size()],
                          has_digit ? std::to_string(position + 1) : std::string()};
    });
    // The rows stand in no journal record: this one is held back until a snapshot has both.
    context.commit(std::move(edit));
    ImportReport report = std::move(outcome.report);
    if (outcome.vectors.empty()) tell_map_stays(context, report);
    if (!outcome.vectors.empty()) {
        report.notices.push_back(take_own_vectors(context, outcome.vectors, run.vector_column));
    }
    report.notices.insert(report.notices.end(), run.notices.begin(), run.notices.end());
    report.skipped_count = std::max(report.skipped_count, static_cast<std::uint32_t>(run.skipped_count));
    // Confirmed when a killed page would not lose the rows.
    run.progress->enter("Saving");
    context.persistence.when_saved(
        state, context.for_this_project<Status>([&context, shared, report](const Status& status) {
            ImportReport whole = report;
            if (!status) whole.notices.push_back("The rows are not saved yet: " + status.error().message);
            end_run(context, *shared, std::move(whole));
        }));
}

}  // namespace

void open_project_file(AppContext& context, std::uint32_t token, Unsaved unsaved, const Done<>& done) {
    context.state.loading = true;
    context.ports.files.unzip(token, [&context, unsaved, done](Result<std::vector<Section>> sections) {
        context.state.loading = false;
        if (!sections) return done(context, sections.error());
        const auto show = [unsaved](AppContext& later, OpenedProject opened, const Done<>& end) {
            // A project that came by file lives beside the one it was saved from.
            opened.loaded.project.id = new_project_id(later);
            const auto kept = std::make_shared<OpenedProject>(std::move(opened));
            leave_project(later, unsaved, end.after([kept](AppContext& left, const Done<>& last) {
                show_project(left, std::move(*kept), {});
                last(left, {});
            }));
        };
        read_project(context, from_file(std::move(*sections)), done.after<OpenedProject>(show));
    });
}

bool is_project_file(const std::string& name) { return name.ends_with(".labelscape") || name.ends_with(".zip"); }

std::string project_name_of(const std::string& name) {
    constexpr std::string_view k_extensions[] = {".csv",     ".tsv",  ".json", ".jsonl", ".ndjson", ".parquet",
                                                 ".xlsx", ".ods",  ".txt",  ".npy",   ".npz",    ".gz"};
    std::string stem = name;
    const auto strip = [&](std::string_view extension) {
        if (stem.size() < extension.size()) return false;
        const bool found = std::ranges::equal(std::string_view(stem).substr(stem.size() - extension.size()), extension,
                                              {}, [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (found) stem.resize(stem.size() - extension.size());
        return found;
    };
    while (std::ranges::any_of(k_extensions, strip)) {
    }
    return stem.empty() ? "Untitled" : stem;
}

void read_table(AppContext& context, const TableSource& source, const ImportPlan& plan,
                const Done<ImportReport>& done) {
    const std::string& name = source.name;
    AppState& state = context.state;
    if (state.jobs.running(k_import_key)) {
        return done(context, Error{ErrorCode::conflict, "Another file is being imported: wait for it or cancel it"});
    }
    if (plan.text.empty() && (!state.project_open || plan.target == ImportTarget::fresh)) {
        return done(context,
                    Error{ErrorCode::conflict, "These are vectors without texts: open or import their texts first"});
    }
    if (!plan.vectors.empty() && state.jobs.running("embed")) {
        return done(context, Error{ErrorCode::conflict, "Texts are being embedded: wait for it, or cancel it first"});
    }
    if (state.project_open && plan.target == ImportTarget::fresh) {
        return leave_project(context, Unsaved::refuse,
                             done.after([source, plan](AppContext& left, const Done<ImportReport>& end) {
                                 read_table(left, source, plan, end);
                             }));
    }
    if (!state.project_open)
        start_project(context, source.project_name.empty() ? project_name_of(name) : source.project_name);
    context.import_into = state.project.id;
    const auto make_importer = [base = *state.project.dataset, hidden = *state.project.removed,
                                copies = state.project.copied->present, plan] {
        return std::make_unique<Importer>(base, plan, hidden, ImportOptions{}, copies);
    };
    auto run = std::make_shared<TableRun>(TableRun{make_importer(), name, plan.vectors, nullptr, done});
    run->merge_alike = plan.merge_alike;
    run->progress =
        state.jobs.begin_external(k_import_key, "Import " + name, [&context] { context.ports.files.cancel_read(); });
    run->progress->unit = "rows";
    run->progress->enter("Reading rows");
    ReadEvents events;
    events.batch = [&context, run](std::span<const std::byte> batch) {
        if (run->failed) return;
        if (const auto rows = run->importer->add_batch(batch); !rows) {
            context.ports.files.cancel_read();
            end_run(context, *run, rows.error());
        }
    };
    events.restart = [run, make_importer] { run->importer = make_importer(); };
    events.progress = [run](std::uint64_t done, std::uint64_t total) {
        run->progress->unit = "bytes";
        run->progress->set(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    };
    events.skipped = [run](const std::vector<SkippedRow>& skipped, std::uint64_t count,
                           std::vector<std::string> notices) {
        for (const auto& row : skipped) run->importer->add_skipped(row.row, row.reason);
        run->skipped_count = count;
        run->notices = std::move(notices);
    };
    events.end = [&context, run, session = context.project_session](const Status& status) {
        if (session != context.project_session) run->failed = true;
        if (run->failed) return;
        if (!status) return end_run(context, *run, status.error());
        finish_run(context, run);
    };
    std::vector<std::string> text_columns;
    for (const auto& column : {plan.text, plan.label, plan.id, plan.split}) {
        if (!column.empty()) text_columns.push_back(column);
    }
    context.ports.files.read(source.token, source.options, {std::move(text_columns), plan.vectors}, std::move(events));
}

namespace {

/// Divides the list, and erases what has been in the trash for long enough.
void take_project_list(AppContext& context, std::vector<ProjectInfo> all) {
    AppState& state = context.state;
    state.projects.clear();
    state.trash.clear();
    for (ProjectInfo& info : all) {
        if (info.deleted_ms <= 0) {
            state.projects.push_back(std::move(info));
        } else if (state.wall_ms > kept_until_ms(info)) {
            context.ports.storage.remove(info.id, [](const Status&) {});
        } else {
            state.trash.push_back(std::move(info));
        }
    }
    std::ranges::sort(state.trash, std::greater<>(), &ProjectInfo::deleted_ms);
}

}  // namespace

void refresh_project_list(AppContext& context) {
    context.ports.storage.list([&context](Result<std::vector<ProjectInfo>> projects) {
        context.state.projects_listed = true;
        if (!projects) return context.notify(projects.error());
        take_project_list(context, std::move(*projects));
    });
}

void start_project(AppContext& context, const std::string& name) {
    OpenedProject fresh;
    fresh.loaded.project.id = new_project_id(context);
    fresh.loaded.project.name = name.empty() ? "Untitled" : name;
    const ThemeChoice theme = context.state.view.theme;
    show_project(context, std::move(fresh), {});
    context.state.view.theme = theme;
}

namespace {

/// Another tab that takes the project over has it from then on. It waits for what is not saved here yet.
void watch_lock(AppContext& context) {
    const std::string id = context.state.project.id;
    context.ports.storage.watch(id, context.for_this_project<Status>([&context, id](const Status& status) {
        if (status) return;
        const auto closed = [id, why = status.error().message](AppContext& later, const Status& saved) {
            close_project(later);
            later.state.locked_project = id;
            later.notify(NoticeKind::warning, why + (saved ? "" : ". What was not saved yet is lost"));
        };
        leave_project(context, Unsaved::refuse, context.done(closed));
    }));
}

}  // namespace

void show_project(AppContext& context, OpenedProject opened, StoredAs stored) {
    AppState& state = context.state;
    LoadedProject& loaded = opened.loaded;
    const bool fresh = stored.sections.empty();
    context.end_session();
    state.project = std::move(loaded.project);
    state.history = std::move(loaded.history);
    DecodedView decoded = decode_view(loaded.view);
    state.view = std::move(decoded.view);
    if (!decoded.note.empty()) loaded.notes.push_back(std::move(decoded.note));
    state.selection.docs.resize(state.project.size());
    state.project_open = true;
    // Numbers that no gesture in the stored history has: one more a second since 1970.
    context.next_gesture = static_cast<std::uint32_t>(state.wall_ms / 1000);
    context.derived.update(state);
    state.unread = std::move(opened.unread);
    context.persistence.start(state, std::move(stored));
    for (auto& note : loaded.notes) context.notify(NoticeKind::warning, std::move(note));
    if (!loaded.notes.empty()) state.notices.back().offers_file = true;
    state.locked_project.clear();
    watch_lock(context);
    choose_project_model(context);
    // A new project takes its lock by opening; the first snapshot makes it known.
    if (fresh) context.ports.storage.open(state.project.id, true, [](const Result<StoredProject>&) {});
}

}  // namespace labelscape
