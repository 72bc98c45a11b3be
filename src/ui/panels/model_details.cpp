#include "ui/panels/model_details.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "app/actions/computing.hpp"
#include "app/actions/models.hpp"
#include "ui/panels/model_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

const std::vector<std::string> k_poolings = {"By its files, else measured", "Mean of all tokens", "First token (CLS)",
                                             "Last token", "Ready from the model"};
constexpr std::int32_t k_least_tokens = 4;

/// A label in the left column; what it is of follows on the same line, which is so high.
void label_ui(const UiContext& ui, float height, std::string_view text, std::string_view explanation = {}) {
    const float left = ImGui::GetCursorPosX();
    const float width =
        draw_line(ui, *ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), height, text, caption(ui));
    ImGui::Dummy({width, height});
    if (!explanation.empty()) tooltip_ui(ui, explanation);
    ImGui::SameLine(left + ui.t.gap(27));
}

void control_label_ui(const UiContext& ui, std::string_view text, std::string_view explanation = {}) {
    label_ui(ui, ui.t.control, text, explanation);
}

void fact_ui(const UiContext& ui, std::string_view label, const std::string& value, std::string_view explanation = {}) {
    if (value.empty()) return;
    label_ui(ui, ui.t.text_body, label, explanation);
    text_cut_ui(ui, value, body(ui));
}

std::string storage_text(const ModelInfo& model) {
    std::string text = model_size_text(model);
    if (model.stored_bytes > 0) text += ", " + bytes_text(model.stored_bytes) + " kept in this browser";
    return text;
}

std::string speed_line(const AppState& state, const ModelInfo& model) {
    if (model.texts_per_second <= 0) return "Not measured yet";
    const std::string speed = speed_text(model.texts_per_second) + " texts/s" + (model.on_gpu ? " on the GPU" : "");
    return state.active.none() ? speed : speed + ": this project takes " + project_time_text(state, model);
}

}  // namespace

void ModelDetails::follow(const AppState& state, const ModelInfo& model) {
    if (shown_ == model.id) return;
    shown_ = model.id;
    const bool used = id_in_use(state) == model.id && state.view.model.settings;
    settings_ = used ? *state.view.model.settings : model.settings;
    max_tokens_ = std::to_string(settings_.max_tokens);
}

ModelChoice ModelDetails::choice(const ModelInfo& model) const {
    ModelChoice choice;
    if (model.source != ModelSource::builtin || settings_ != model.settings) {
        choice.id = model.id;
        choice.title = model.title;
    }
    if (settings_ != model.settings) choice.settings = settings_;
    return choice;
}

void ModelDetails::facts_ui(const PanelArgs& args, const ModelInfo& model) {
    const UiContext& ui = args.ui;
    heading_ui(ui, "models/details/title", model.title);
    if (!model.note.empty()) text_wrapped_ui(ui, model.note, secondary(ui));
    ImGui::Dummy({0, ui.t.gap(1)});
    std::string languages;
    for (const std::string& code : model.languages) languages += (languages.empty() ? "" : ", ") + code;
    fact_ui(ui, "Languages", languages.empty() ? languages_text(model) : languages);
    fact_ui(ui, "License", model.license.empty() ? "Not stated" : model.license);
    fact_ui(ui, "Vectors",
            model.dimension > 0 ? count_text(model.dimension) + " numbers a text" : "Known once it is loaded");
    fact_ui(ui, "Format", model.dtype, "How its weights are stored: int8 is the smallest, fp32 the most exact");
    fact_ui(ui, "Size", storage_text(model));
    fact_ui(ui, "From", model.origin);
    fact_ui(ui, "Speed", speed_line(args.state, model), "Measured on this machine with short texts");
}

void ModelDetails::settings_ui(const PanelArgs& args, const ModelInfo& model) {
    const UiContext& ui = args.ui;
    section_ui(ui, "How texts are read");
    control_label_ui(ui, "Long texts", "What becomes of a text that is longer than the model reads");
    const Segment kinds[] = {{.id = "cut", .label = "Cut", .tooltip = "Only the beginning counts"},
                             {.id = "average",
                              .label = "Read in parts",
                              .tooltip = "The parts' vectors are averaged: slower, nothing is lost"}};
    int kind = settings_.average_long ? 1 : 0;
    if (segmented_ui(ui, "models/long", "Long texts", kinds, kind)) settings_.average_long = kind == 1;

    control_label_ui(ui, "Tokens", "Longer texts are cut or read in parts; a token is about three quarters of a word");
    const auto end = max_tokens_.data() + max_tokens_.size();
    std::int32_t tokens = 0;
    const bool number = std::from_chars(max_tokens_.data(), end, tokens).ptr == end && !max_tokens_.empty();
    const bool fits = number && tokens >= k_least_tokens && tokens <= model.settings.max_tokens;
    const std::string limits = std::to_string(k_least_tokens) + " to " + std::to_string(model.settings.max_tokens);
    text_input_ui(ui, "models/tokens", "Tokens at most", max_tokens_,
                  {.error = fits ? std::string_view() : limits, .width = ui.t.gap(24)});
    if (fits) settings_.max_tokens = tokens;
    if (model.source == ModelSource::builtin) return;

    control_label_ui(ui, "Pooling",
                     "How the vectors of the tokens become one of the text; the model was trained with one way");
    int pooling = static_cast<int>(settings_.pooling);
    if (select_ui(ui, "models/pooling", "Pooling", k_poolings, pooling, {.width = -1}))
        settings_.pooling = static_cast<Pooling>(pooling);
    control_label_ui(ui, "Before a text", "Some models expect a prefix, such as “passage: ”");
    text_input_ui(ui, "models/document-prefix", "Prefix of documents", settings_.document_prefix, {.hint = "nothing"});
    control_label_ui(ui, "Before a query", "The prefix of what is searched for, such as “query: ”");
    text_input_ui(ui, "models/query-prefix", "Prefix of queries", settings_.query_prefix, {.hint = "nothing"});
    control_label_ui(ui, "");
    check_box_ui(ui, "models/normalize", "Normalize to length 1", settings_.normalize,
                 "Only directions are compared; the vectors are as long as the model makes them otherwise");
}

/// What is under way with this model, instead of buttons. True when there is something.
bool ModelDetails::running_ui(const PanelArgs& args, const ModelInfo& model) {
    const auto& changing = args.state.model_use.changing;
    const bool embeds = id_in_use(args.state) == model.id || (changing && changing->id == choice(model).id);
    for (const std::string& key :
         {"download/" + model.id, std::string("measure"), std::string(embeds ? "embed" : "")}) {
        const auto job = key.empty() ? std::nullopt : job_of(args.state, key);
        if (!job) continue;
        const ProgressRow row{.title = job->title,
                              .stage = job->stage,
                              .unit = job->unit,
                              .done = job->done,
                              .total = job->total,
                              .elapsed_s = (args.state.now_ms - job->started_ms) / 1000,
                              .cancelling = job->cancelling};
        if (progress_row_ui(args.ui, "models/running", row)) args.actions.push(action::CancelJob{job->handle});
        return true;
    }
    return false;
}

void ModelDetails::buttons_ui(const PanelArgs& args, const ModelInfo& model) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    if (running_ui(args, model)) return;
    const bool busy = state.jobs.running("embed") || state.models.choosing;
    const ModelChoice wanted = choice(model);
    const bool used = state.view.model == wanted && state.model_use.missing.empty();
    if (model.here()) {
        const std::string texts = count_text(state.active.count(), "text", "texts");
        const std::string hint =
            used ? "" : "Embeds " + texts + " anew. Labels, map and microtopics stay in use until it is done";
        if (!hint.empty()) text_wrapped_ui(ui, hint, caption(ui));
        const ButtonOptions options{
            .kind = ButtonKind::primary, .icon = used ? Icon::check : Icon::none, .disabled = used || busy};
        if (button_ui(ui, "models/use", used ? "In use" : "Use this model", options))
            args.actions.push(action::UseModel{wanted});
        ImGui::SameLine(0, ui.t.gap(2));
    }
    if (model.state != ModelState::ready) {
        const ButtonOptions options{.kind = model.here() ? ButtonKind::normal : ButtonKind::primary,
                                    .icon = Icon::download,
                                    .tooltip = model.here() ? "So that it is still there after a reload"
                                                            : "Nothing is loaded before you press this"};
        if (button_ui(ui, "models/download", download_text(model), options))
            args.actions.push(action::DownloadModel{model.id});
        ImGui::SameLine(0, ui.t.gap(2));
    }
    if (model.here()) {
        const ButtonOptions options{.icon = Icon::gauge, .tooltip = "Runs it for ten seconds", .disabled = busy};
        if (button_ui(ui, "models/measure", "Measure speed", options))
            args.actions.push(action::MeasureModel{model.id});
    }
    if (model.stored_bytes == 0) return;
    ImGui::SameLine(0, ui.t.gap(2));
    if (icon_button_ui(
            ui, "models/remove", "Remove from this machine", Icon::trash_2,
            {.tooltip = "Frees " + bytes_text(model.stored_bytes) + "; vectors made with it stay", .small = false})) {
        args.actions.push(action::RemoveModel{model.id});
    }
}

void ModelDetails::draw_ui(const PanelArgs& args, const ModelInfo& model) {
    follow(args.state, model);
    const float buttons = args.ui.t.gap(22);
    begin_scroll_ui(args.ui, "models/details", -buttons, false);
    facts_ui(args, model);
    settings_ui(args, model);
    end_scroll_ui();
    ImGui::Dummy({0, args.ui.t.gap(1)});
    buttons_ui(args, model);
}

}  // namespace labelscape
