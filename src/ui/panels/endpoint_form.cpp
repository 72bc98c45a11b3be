#include "ui/panels/endpoint_form.hpp"

#include <charconv>
#include <cstdlib>

#include "app/actions/computing.hpp"
#include "app/actions/models.hpp"
#include "app/label_defaults.hpp"
#include "ui/panels/model_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

struct Field {
    std::string_view name, label, hint, explanation;
};
constexpr Field k_base{"endpoint/base", "Address", "http://localhost:11434/v1",
                       "Of any OpenAI-compatible server, such as Ollama or llama.cpp"};
constexpr Field k_model{"endpoint/model", "Model", "nomic-embed-text", "As the server calls it"};
constexpr Field k_key{"endpoint/key", "Key", "none",
                      "Kept in memory until the page is closed, and sent to this address alone"};
constexpr Field k_dimensions{"endpoint/dimensions", "Dimensions", "as the model makes them",
                             "Only for models that can shorten their vectors"};
constexpr Field k_price{"endpoint/price", "Price of a million tokens", "for the estimate",
                        "As the provider lists it, in its currency"};

void field_ui(const UiContext& ui, const Field& field, std::string& text, bool secret = false,
              std::string_view error = {}) {
    text_ui(ui, field.label, caption(ui));
    tooltip_ui(ui, field.explanation);
    text_input_ui(ui, field.name, field.label, text, {.hint = field.hint, .error = error, .secret = secret});
}

void line_ui(const UiContext& ui, std::string_view label, std::string_view value, const TextStyle& style) {
    const float left = ImGui::GetCursorPosX();
    text_ui(ui, label, secondary(ui));
    ImGui::SameLine(left + ui.t.gap(34));
    text_cut_ui(ui, value, style);
}

std::string price_text(double price) {
    char text[32];
    std::snprintf(text, sizeof text, price < 0.01 ? "%.5f" : "%.2f", price);
    return std::string("about ") + text;
}

}  // namespace

void EndpointForm::follow(const AppState& state) {
    if (project_ == state.project.id) return;
    project_ = state.project.id;
    if (!state.view.model.remote) return;
    const std::string key = remote_.base == state.view.model.remote->base ? remote_.key : std::string();
    remote_ = *state.view.model.remote;
    if (remote_.key.empty()) remote_.key = key;
    dimensions_ = remote_.dimensions > 0 ? std::to_string(remote_.dimensions) : std::string();
    price_ = remote_.price_per_million > 0 ? std::to_string(remote_.price_per_million) : std::string();
}

bool EndpointForm::read_numbers() {
    const std::string dimensions = trimmed(dimensions_), price = trimmed(price_);
    remote_.dimensions = 0;
    const auto end = dimensions.data() + dimensions.size();
    const bool whole = dimensions.empty() || (std::from_chars(dimensions.data(), end, remote_.dimensions).ptr == end &&
                                              remote_.dimensions > 0);
    char* rest = nullptr;
    remote_.price_per_million = std::strtod(price.c_str(), &rest);
    return whole && *rest == 0 && remote_.price_per_million >= 0;
}

void EndpointForm::fields_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const bool numbers = read_numbers();
    field_ui(ui, k_base, remote_.base);
    field_ui(ui, k_model, remote_.model);
    field_ui(ui, k_key, remote_.key, true);
    field_ui(ui, k_dimensions, dimensions_);
    field_ui(ui, k_price, price_, false, numbers ? std::string_view() : "Dimensions and price are numbers");
    ImGui::Dummy({0, ui.t.gap(1)});
    const bool whole = numbers && !trimmed(remote_.base).empty() && !trimmed(remote_.model).empty();
    const ButtonOptions options{
        .kind = args.state.model_use.estimated == remote_ ? ButtonKind::normal : ButtonKind::primary,
        .icon = Icon::list,
        .tooltip = "Counts what would leave this machine. Sends nothing",
        .disabled = !whole || args.state.model_use.estimating};
    if (button_ui(ui, "endpoint/estimate", "See what would be sent", options)) {
        args.actions.push(action::EstimateEndpoint{remote_});
    }
}

void EndpointForm::estimate_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const RemoteEstimate& estimate = args.state.model_use.estimate;
    line_ui(ui, "To", estimate.origin, strong(ui));
    TextStyle encrypted = body(ui);
    encrypted.color = estimate.encrypted ? ui.t.success : ui.t.warning;
    line_ui(ui, "On the way",
            estimate.encrypted ? "encrypted, or on this machine" : "not encrypted: others may read it", encrypted);
    line_ui(ui, "Texts", count_text(estimate.texts), body(ui));
    line_ui(ui, "Requests", count_text(estimate.requests), body(ui));
    line_ui(ui, "Characters", count_text(static_cast<std::int64_t>(estimate.characters)), body(ui));
    line_ui(ui, "Tokens", "about " + count_text(static_cast<std::int64_t>(estimate.tokens)), body(ui));
    if (args.state.model_use.estimated->price_per_million > 0)
        line_ui(ui, "Price", price_text(estimate.price.value_or(0)), strong(ui));
    if (estimate.truncated > 0) line_ui(ui, "Cut", count_text(estimate.truncated, "long text", "long texts"), body(ui));
    if (estimate.blank > 0)
        line_ui(ui, "Blank", count_text(estimate.blank, "text is", "texts are") + " not sent", body(ui));
    ui.probe.add({.name = "endpoint/estimated",
                  .role = Role::status,
                  .label = count_text(estimate.texts, "text", "texts") + " in " +
                           count_text(estimate.requests, "request", "requests") + " to " + estimate.origin,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
}

void EndpointForm::send_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    if (const auto job = state.view.model.remote || state.model_use.changing ? job_of(state, "embed") : std::nullopt) {
        const ProgressRow row{.title = job->title,
                              .stage = job->stage,
                              .unit = job->unit,
                              .done = job->done,
                              .total = job->total,
                              .elapsed_s = (state.now_ms - job->started_ms) / 1000,
                              .cancelling = job->cancelling};
        if (progress_row_ui(ui, "endpoint/running", row)) args.actions.push(action::CancelJob{job->handle});
        return;
    }
    const RemoteEstimate& estimate = state.model_use.estimate;
    const std::string label = estimate.texts > 0
                                  ? "Send " + count_text(estimate.texts, "text", "texts") + " to " + estimate.origin
                                  : "Connect to " + estimate.origin;
    const ButtonOptions options{.kind = ButtonKind::primary,
                                .icon = Icon::upload,
                                .disabled = state.jobs.running("embed") || state.models.choosing};
    if (!button_ui(ui, "endpoint/send", label, options)) return;
    ModelChoice choice;
    choice.title = remote_.model;
    choice.remote = remote_;
    args.actions.push(action::UseModel{std::move(choice)});
}

void EndpointForm::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    follow(args.state);
    const float gap = t.gap(8), width = (ImGui::GetContentRegionAvail().x - gap) * 0.46f;
    ImGui::BeginChild("endpoint/fields", {width, 0});
    text_wrapped_ui(ui, "An embedding endpoint reads the texts on another machine, or in another program on this one.",
                    secondary(ui));
    ImGui::Dummy({0, t.gap(1)});
    fields_ui(args);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginGroup();
    begin_card_ui(ui, "endpoint/card");
    text_ui(ui, "What would leave this machine", strong(ui));
    ImGui::Dummy({0, t.gap(1)});
    if (args.state.model_use.estimating) {
        spinner_ui(ui);
        ImGui::SameLine(0, t.gap(2));
        text_ui(ui, "Counting…", secondary(ui));
    } else if (args.state.model_use.estimated == remote_) {
        estimate_ui(args);
    } else {
        text_wrapped_ui(
            ui,
            "Fill in address and model to see how many texts, requests and tokens it would be. Nothing has been sent.",
            secondary(ui));
    }
    end_card_ui(ui);
    ImGui::Dummy({0, t.gap(2)});
    if (args.state.model_use.estimated == remote_) {
        text_wrapped_ui(
            ui,
            "Nothing has left this machine yet. Labels, map and microtopics stay in use until all vectors are there.",
            caption(ui));
        ImGui::Dummy({0, t.gap(1)});
        send_ui(args);
    }
    ImGui::EndGroup();
}

}  // namespace labelscape
