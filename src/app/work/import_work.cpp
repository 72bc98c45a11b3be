#include "app/work/import_work.hpp"

#include <algorithm>

#include "app/label_defaults.hpp"
#include "app/view_format.hpp"
#include "app/work/model_work.hpp"
#include "base/random.hpp"
#include "app/work/open_work.hpp"
#include "app/work/own_vectors.hpp"
#include "io/importer.hpp"

namespace labelscape {
namespace {

constexpr const char* k_import_key = "import";

std::string stem_of(const std::string& name) {
    std::string stem = name.substr(0, name.find('.'));
    return stem.empty() ? "Untitled" : stem;
}

std::string new_project_id(const AppContext& context) {
    constexpr char digits[] = "0123456789abcdef";
    std::string id;
    auto bits = mix_bits(static_cast<std::uint64_t>(context.state.wall_ms * 1000) ^
                         mix_bits(static_cast<std::uint64_t>(context.clock.now_ms() * 1e6)));
    for (int i = 0; i < 12; ++i, bits >>= 4) id.push_back(digits[bits & 15]);
    return id;
}

bool is_project_file(const std::string& name) { return name.ends_with(".labelscape") || name.ends_with(".zip"); }

void open_project_file(AppContext& context, std::uint32_t token) {
    context.state.loading = true;
    context.ports.files.unzip(token, [&context](Result<std::vector<Section>> sections) {
        context.state.loading = false;
        if (!sections) return context.notify(sections.error());
        // A file that was rescued from a stopped page holds the journal beside the last snapshot.
        std::vector<Bytes> journal;
        for (Section& section : *sections) {
            if (section.name.starts_with("journal/")) journal.push_back(std::move(section.bytes));
        }
        std::erase_if(*sections, [](const Section& section) { return section.name.starts_with("journal/"); });
        read_project(context, std::move(*sections), std::move(journal), [](AppContext& later, Result<OpenedProject> opened) {
            if (!opened) return later.notify(opened.error());
            leave_project(later);
            // A project that came by file lives beside the one it was saved from.
            opened->loaded.project.id = new_project_id(later);
            opened->loaded.stored.clear();
            show_project(later, std::move(opened->loaded), 0, false);
        });
    });
}

/// One import on its way: batches go in until the worker says that it is done.
struct TableRun {
    std::unique_ptr<Importer> importer;
    std::string name;
    std::string vector_column;
    std::shared_ptr<Progress> progress;
    std::function<void(AppContext&, Result<ImportReport>)> then;
    bool failed = false;
    std::vector<std::string> notices{};
    std::uint64_t skipped_count = 0;
};

void end_run(AppContext& context, TableRun& run, Result<ImportReport> result) {
    if (run.failed) return;
    run.failed = true;
    context.state.jobs.end_external(k_import_key);
    run.then(context, std::move(result));
}

void finish_run(AppContext& context, TableRun& run) {
    AppState& state = context.state;
    Result<ImportOutcome> finished = run.importer->finish();
    if (!finished) return end_run(context, run, finished.error());
    ImportOutcome& outcome = *finished;
    const LabelScheme& scheme = *state.project.scheme;
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
    context.commit(std::move(edit));
    // The rows themselves stand in no journal record: a snapshot at once.
    context.persistence.snapshot_soon(0);
    ImportReport report = std::move(outcome.report);
    if (!outcome.vectors.empty()) {
        report.notices.push_back(take_own_vectors(context, outcome.vectors, run.vector_column));
    }
    report.notices.insert(report.notices.end(), run.notices.begin(), run.notices.end());
    report.skipped_count = std::max(report.skipped_count, static_cast<std::uint32_t>(run.skipped_count));
    end_run(context, run, std::move(report));
}

}  // namespace

std::vector<ColumnPreview> previews_of(const OpenedFile& file) {
    std::vector<ColumnPreview> columns;
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
        ColumnPreview column{file.columns[i], file.types[i], {}};
        for (const auto& row : file.preview) column.cells.push_back(i < row.size() ? row[i] : std::string());
        columns.push_back(std::move(column));
    }
    return columns;
}

void begin_import(AppContext& context, std::uint32_t token, const std::string& name) {
    if (is_project_file(name)) return open_project_file(context, token);
    AppState& state = context.state;
    state.import = ImportView{};
    state.import->file.name = name;
    context.import_token = token;
    context.ports.files.open(token, [&context, token, name](Result<OpenedFile> file) {
        if (!context.state.import || context.import_token != token) return;
        if (!file) {
            context.state.import.reset();
            return context.notify(file.error());
        }
        ImportView& view = *context.state.import;
        view.file = std::move(*file);
        view.file.name = name;
        PlanGuess guess = guess_plan(previews_of(view.file));
        view.plan = std::move(guess.plan);
        view.plan_reasons = std::move(guess.reasons);
        view.stage = ImportView::Stage::choosing;
        // The model is there when the user has looked at the preview.
        if (context.state.models.current.source != ModelSource::remote) context.ports.embedder.load();
    });
}

void read_table(AppContext& context, std::uint32_t token, const std::string& name, const ImportPlan& plan,
                std::function<void(AppContext&, Result<ImportReport>)> then) {
    AppState& state = context.state;
    if (state.jobs.running(k_import_key)) {
        return then(context, Error{ErrorCode::conflict, "Another file is being imported: wait for it or cancel it"});
    }
    if (plan.text.empty() && !state.project_open) {
        return then(context, Error{ErrorCode::conflict, "These are vectors without texts: open or import their texts first"});
    }
    if (!plan.vectors.empty() && state.jobs.running("embed")) {
        return then(context, Error{ErrorCode::conflict, "Texts are being embedded: wait for it, or cancel it first"});
    }
    if (!state.project_open) start_project(context, stem_of(name));
    const auto make_importer = [base = *state.project.dataset, hidden = *state.project.removed, plan] {
        return std::make_unique<Importer>(base, plan, hidden);
    };
    auto run = std::make_shared<TableRun>(TableRun{make_importer(), name, plan.vectors, nullptr, std::move(then)});
    run->progress = state.jobs.begin_external(k_import_key, "Import " + name, [&context] { context.ports.files.cancel_read(); });
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
    events.skipped = [run](const std::vector<SkippedRow>& skipped, std::uint64_t count, std::vector<std::string> notices) {
        for (const auto& row : skipped) run->importer->add_skipped(row.row, row.reason);
        run->skipped_count = count;
        run->notices = std::move(notices);
    };
    events.end = [&context, run, session = context.project_session](const Status& status) {
        if (session != context.project_session) run->failed = true;
        if (run->failed) return;
        if (!status) return end_run(context, *run, status.error());
        finish_run(context, *run);
    };
    std::vector<std::string> text_columns;
    for (const auto& column : {plan.text, plan.label, plan.id, plan.split}) {
        if (!column.empty()) text_columns.push_back(column);
    }
    context.ports.files.read(token, {std::move(text_columns), plan.vectors}, std::move(events));
}

void refresh_project_list(AppContext& context) {
    context.ports.storage.list([&context](Result<std::vector<ProjectInfo>> projects) {
        context.state.projects_listed = true;
        if (!projects) return context.notify(projects.error());
        context.state.projects = std::move(*projects);
    });
}

void leave_project(AppContext& context) {
    AppState& state = context.state;
    if (!state.project_open) return;
    context.persistence.flush(state);
    context.persistence.stop();
    state.jobs.cancel_all();
    state.loading = false;
    ++context.project_session;
    context.analysis = {};
    context.live_map.reset();
    context.after_embed.clear();
    context.unfinished.reset();
    state.models.changing.reset();
    state.models.estimating = false;
    state.models.counts = {};
    context.after_graph.clear();
    context.derived.forget();
    const ThemeChoice theme = state.view.theme;
    state.project = Project();
    state.history = History();
    state.selection = {};
    state.view = {};
    state.view.theme = theme;
    state.import.reset();
    state.alike.reset();
    state.suggestions.clear();
    state.alike_counts.clear();
    state.similarity.clear();
    state.live_layout.clear();
    state.project_open = false;
    refresh_project_list(context);
}

void start_project(AppContext& context, const std::string& name) {
    leave_project(context);
    LoadedProject fresh;
    fresh.project.id = new_project_id(context);
    fresh.project.name = name.empty() ? "Untitled" : name;
    const ThemeChoice theme = context.state.view.theme;
    show_project(context, std::move(fresh), 0, false);
    context.state.view.theme = theme;
}

namespace {

/// Another tab that takes the project over has it from then on; here it is closed.
void watch_lock(AppContext& context) {
    const std::string id = context.state.project.id;
    context.ports.storage.watch(id, context.for_this_project<Status>([&context, id](const Status& status) {
        if (status) return;
        leave_project(context);
        context.state.locked_project = id;
        context.notify(NoticeKind::warning, status.error().message);
    }));
}

}  // namespace

void show_project(AppContext& context, LoadedProject loaded, std::uint64_t next_sequence, bool stored) {
    AppState& state = context.state;
    state.project = std::move(loaded.project);
    state.history = std::move(loaded.history);
    DecodedView decoded = decode_view(loaded.view);
    state.view = std::move(decoded.view);
    if (!decoded.note.empty()) loaded.notes.push_back(std::move(decoded.note));
    state.selection = {};
    state.selection.docs.resize(state.project.size());
    state.project_open = true;
    // Numbers that no gesture in the stored history has: one more a second since 1970.
    context.next_gesture = static_cast<std::uint32_t>(state.wall_ms / 1000);
    ++context.project_session;
    context.derived.forget();
    context.derived.update(state);
    context.persistence.start(state, next_sequence, std::move(loaded.stored));
    for (auto& note : loaded.notes) context.notify(NoticeKind::warning, std::move(note));
    state.locked_project.clear();
    watch_lock(context);
    choose_project_model(context);
    if (stored) return;
    // A new project takes its lock by opening; the first snapshot makes it known.
    context.ports.storage.open(state.project.id, true, [](const Result<StoredProject>&) {});
    context.persistence.snapshot_soon(0);
}

}  // namespace labelscape
