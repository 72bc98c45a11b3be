#include "app/work/import_preview.hpp"

#include <algorithm>

#include "app/work/import_work.hpp"

namespace labelscape {
namespace {

const ColumnPreview* find_column(const std::vector<ColumnPreview>& columns, const std::string& name) {
    const auto found = std::ranges::find(columns, name, &ColumnPreview::name);
    return found == columns.end() ? nullptr : &*found;
}

/// Shows what the plan makes of labels.
void sample(ImportView& view) {
    view.sample_labels.clear();
    const auto columns = previews_of(view.file);
    const ColumnPreview* labels = view.plan.label.empty() ? nullptr : find_column(columns, view.plan.label);
    if (!labels) return;
    for (const std::string& cell : labels->cells) {
        auto split = split_labels(cell, view.plan.label_separator);
        if (split.size() > view.sample_labels.size()) view.sample_labels = std::move(split);
    }
}

/// The choices that are not about columns stay.
void guess(ImportView& view) {
    PlanGuess guess = guess_plan(previews_of(view.file), view.file.roles);
    guess.plan.target = view.plan.target;
    guess.plan.duplicates = view.plan.duplicates;
    guess.plan.clashes = view.plan.clashes;
    guess.plan.merge_alike = view.plan.merge_alike;
    view.plan = std::move(guess.plan);
    view.plan_reasons = std::move(guess.reasons);
}

/// Nothing is added in silence to a project that holds something.
ImportTarget first_target(const AppState& state) {
    const bool empty = state.project_open && state.project.size() == 0;
    return empty ? ImportTarget::add : ImportTarget::fresh;
}

void look_into_file(AppContext& context);

/// The first look into a file, or one more after an option was changed.
void take_opened(AppContext& context, Result<OpenedFile> opened, const ReadOptions& options) {
    ImportView& view = *context.state.import;
    view.opening_since_ms = 0;
    // Changed once more meanwhile.
    if (options != view.options) return look_into_file(context);
    const bool first = view.stage == ImportView::Stage::reading_preview;
    if (!opened) {
        // What was shown stays, with the options it was read with.
        first ? context.state.import.reset() : static_cast<void>(view.options = view.options_shown);
        return context.notify(opened.error());
    }
    opened->name = view.file.name;
    const bool same_columns = !first && opened->columns == view.file.columns;
    view.file = std::move(*opened);
    view.options_shown = options;
    if (!same_columns) guess(view);
    sample(view);
    view.stage = ImportView::Stage::choosing;
    // The model is there when the user has looked at the preview.
    if (first && context.state.models.current.source != ModelSource::remote) context.ports.embedder.load();
}

void look_into_file(AppContext& context) {
    ImportView& view = *context.state.import;
    view.opening_since_ms = context.clock.now_ms();
    const std::uint32_t token = context.import_token;
    context.ports.files.open(token, view.options, [&context, token, options = view.options](Result<OpenedFile> file) {
        if (context.state.import && context.import_token == token) take_opened(context, std::move(file), options);
    });
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

void set_import_plan(ImportView& view, ImportPlan plan) {
    const auto columns = previews_of(view.file);
    const bool other_labels = plan.label != view.plan.label && plan.label_separator == view.plan.label_separator;
    const ColumnPreview* labels = other_labels ? find_column(columns, plan.label) : nullptr;
    if (labels) plan.label_separator = guess_label_separator(*labels);
    view.plan = std::move(plan);
    sample(view);
}

void begin_import(AppContext& context, std::uint32_t token, const std::string& name) {
    if (is_project_file(name)) {
        return open_project_file(
            context, token, Unsaved::ask, context.done([name](AppContext& later, const Status& status) {
                if (!status && status.error().code != ErrorCode::cancelled)
                    return later.notify(NoticeKind::error, "“" + name + "” was not opened: " + status.error().message);
                if (status)
                    later.notify(NoticeKind::info,
                                 "“" + name + "” is open as a project of its own, beside those that were here");
            }));
    }
    auto& view = context.state.import;
    if (view && view->stage == ImportView::Stage::importing) {
        return context.notify(NoticeKind::warning, "“" + name + "” was not opened: wait for the import of “" +
                                                       view->file.name + "”, or cancel it");
    }
    view = ImportView{};
    view->file.name = name;
    view->plan.target = first_target(context.state);
    view->project_name = project_name_of(name);
    context.import_token = token;
    look_into_file(context);
}

void reopen_import(AppContext& context) {
    if (context.state.import->opening_since_ms == 0) look_into_file(context);
}

}  // namespace labelscape
