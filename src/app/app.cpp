#include "app/app.hpp"

#include <algorithm>

#include "app/app_context.hpp"
#include "app/work/import_preview.hpp"
#include "app/work/import_work.hpp"
#include "app/work/layout_work.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/model_work.hpp"
#include "app/work/scan_work.hpp"

namespace labelscape {
namespace {

void take_finished_jobs(AppContext& context, double slice_ms) {
    for (auto& finished : context.state.jobs.pump(slice_ms)) {
        if (!finished.result) {
            context.notify(finished.result.error());
        } else if (auto* outcome = dynamic_cast<AppOutcome*>(finished.result->get())) {
            const auto applied = guarded(finished.title, [&]() -> Result<Step> {
                outcome->apply(context);
                return Step::done;
            });
            if (!applied) context.notify(applied.error());
        }
    }
}

/// One file at a time: nothing is merged by dropping things together.
std::string not_opened(const std::vector<ArrivedFile>& files) {
    std::string text = "Files are opened one at a time. Not opened: “" + files[1].name + "”";
    if (files.size() > 2) text += " and " + std::to_string(files.size() - 2) + " more";
    return text + ". Drop what belongs together again after “" + files[0].name + "”";
}

}  // namespace

App::App(const Clock& clock, Ports ports, std::vector<std::uint32_t> label_palette, bool mac)
    : context_(std::make_unique<AppContext>(clock, ports, std::move(label_palette))) {
    context_->state.mac = mac;
    refresh_project_list(*context_);
    when_chosen(*context_, context_->noticed());
}

App::~App() = default;

const AppState& App::state() const { return context_->state; }

void App::begin_frame(double wall_ms, double job_slice_ms) {
    AppContext& context = *context_;
    context.state.wall_ms = wall_ms;
    context.state.now_ms = context.clock.now_ms();
    take_finished_jobs(context, job_slice_ms);
    for (const auto& end : context.dropped->take()) end(context);
    take_live_layout(context);
    context.derived.update(context.state);
    scan_if_wanted(context);
    leave_if_saved(context);
    for (const Action& action : context.later.take()) apply(action);
    if (context.state.project_open) context.parts.update(context);
}

void App::apply(const Action& action) {
    action.apply(*context_);
    // Actions of one frame see what the ones before them did.
    context_->derived.update(context_->state);
    scan_if_wanted(*context_);
}

void App::apply(ActionQueue& queue) {
    for (const Action& action : queue.take()) apply(action);
}

bool App::flush(const Budget& budget) {
    context_->persistence.flush(context_->state, budget);
    return context_->persistence.durable(context_->state);
}

void App::end_frame() { context_->persistence.tick(context_->state); }

void App::file_arrived(std::uint32_t token, const std::string& name) { begin_import(*context_, token, name); }

void App::files_arrived(const std::vector<ArrivedFile>& files) {
    const bool model = context_->state.project_open &&
                       std::ranges::any_of(files, [](const auto& file) { return is_model_file(file.name); });
    std::vector<std::uint32_t> tokens;
    std::vector<ArrivedFile> others;
    for (const ArrivedFile& file : files) {
        if (model && (is_model_file(file.name) || file.name.ends_with(".json") || file.name.ends_with(".data"))) {
            tokens.push_back(file.token);
        } else {
            others.push_back(file);
        }
    }
    if (!tokens.empty()) add_model_files(*context_, std::move(tokens));
    if (others.empty()) return;
    file_arrived(others.front().token, others.front().name);
    if (others.size() > 1) context_->notify(NoticeKind::warning, not_opened(others));
}

bool App::is_idle() const {
    return !input_waits_ && context_->state.jobs.idle() && context_->persistence.saved() && context_->later.empty() &&
           !context_->state.loading && !context_->state.models.choosing && context_->dropped->empty();
}

}  // namespace labelscape
