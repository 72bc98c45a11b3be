#include "ui/panels/model_panel.hpp"

#include <algorithm>

#include "app/actions/models.hpp"
#include "app/label_defaults.hpp"
#include "ui/panels/model_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

constexpr float k_dialog_width = 1080, k_dialog_height = 660;
constexpr int k_dimension = 1, k_size = 2, k_speed = 3, k_state = 4;
constexpr float k_row_steps = 12;

}  // namespace

/// Shows what is in use when it opens, and what was found last.
void ModelPanel::follow(const AppState& state) {
    const bool opened = seen_frame_ + 1 != ImGui::GetFrameCount();
    seen_frame_ = ImGui::GetFrameCount();
    if (opened) {
        tab_ = state.view.model.remote ? 1 : 0;
        selected_.clear();
    }
    if (seen_found_ != state.models.found_request) {
        seen_found_ = state.models.found_request;
        selected_ = state.models.found;
        tab_ = 0;
    }
    if (selected_.empty()) selected_ = id_in_use(state);
    if (selected_.empty() && !state.models.list.empty()) selected_ = state.models.list.front().id;
}

void ModelPanel::find_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const ButtonOptions look_up{.disabled = args.state.models.searching || trimmed(query_).empty()};
    const ButtonOptions add{
        .icon = Icon::folder_open,
        .tooltip = "model.onnx and tokenizer.json, and what else lies beside them; or drop them on the page"};
    const float buttons = button_width(ui, "Look up", look_up) + button_width(ui, "Add files…", add) + 2 * ui.t.gap(2);
    const InputResult input =
        search_box_ui(ui, "models/query", "Another model", query_,
                      {.hint = "Another model: owner/name on Hugging Face, a URL, or assets/models/NAME on this host",
                       .width = ImGui::GetContentRegionAvail().x - buttons});
    ImGui::SameLine(0, ui.t.gap(2));
    const bool pressed = button_ui(ui, "models/find", "Look up", look_up);
    const std::string text = trimmed(query_);
    if ((pressed || input.submitted) && !text.empty()) args.actions.push(action::FindModel{text});
    ImGui::SameLine(0, ui.t.gap(2));
    if (button_ui(ui, "models/add-files", "Add files…", add)) args.actions.push(action::AddModelFiles{});
}

void ModelPanel::row_ui(const PanelArgs& args, const ModelInfo& model, ImVec2 min, ImVec2 max) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float left = edges_.left(0) + t.gap(2), room = edges_.width(0) - t.gap(4);
    TextStyle name = strong(ui), about = caption(ui);
    name.max_width = about.max_width = room;
    ui.text.draw(list, {left, min.y + t.gap(1.5f)}, model.title, name);
    const std::string license = model.license.empty() ? std::string() : " · " + model.license;
    ui.text.draw(list, {left, min.y + t.gap(6)}, languages_text(model) + license + " · " + model.dtype, about);
    cell_text(ui, min, max, edges_, k_dimension, model.dimension > 0 ? count_text(model.dimension) : "–", body(ui),
              true);
    cell_text(ui, min, max, edges_, k_size, model.bytes > 0 ? bytes_text(model.bytes) : "–", body(ui), true);
    const std::string speed = speed_text(model.texts_per_second);
    cell_text(ui, min, max, edges_, k_speed, speed.empty() ? "–" : speed, body(ui), true);
    const bool used = id_in_use(args.state) == model.id;
    TextStyle state = body(ui);
    state.color = used ? t.accent_text : model.here() ? t.success : t.text_secondary;
    cell_text(ui, min, max, edges_, k_state, used ? "In use" : model_state_text(model), state);
}

void ModelPanel::list_ui(const PanelArgs& args, float width) {
    const UiContext& ui = args.ui;
    const auto& models = args.state.models.list;
    ImGui::BeginChild("models/list", {width, 0});
    const TableColumn columns[] = {
        {"name", "Model", -1, false, false},
        {"dimension", "Dim.", 56, true, false, "Numbers in a vector: more say more and take more memory"},
        {"size", "Size", 72, true, false, "Of all its files"},
        {"speed", "Texts/s", 70, true, false, "Measured on this machine; press Measure speed"},
        {"state", "State", 122, false, false}};
    table_header_ui(ui, "models/columns", columns, sort_, edges_);
    begin_scroll_ui(ui, "models/scroll", 0, false);
    VirtualList rows(ui, "models/row", "Embedding models", static_cast<std::int64_t>(models.size()),
                     ui.t.gap(k_row_steps));
    while (rows.next()) {
        const ModelInfo& model = models[static_cast<std::size_t>(rows.index())];
        const std::string label = model.title + ", " + model.dtype + ", " + model_state_text(model);
        const RowResult row = rows.row_ui({.label = label, .selected = model.id == selected_}, model.id);
        if (row.pressed) selected_ = model.id;
        row_ui(args, model, row.min, row.max);
    }
    end_scroll_ui();
    ImGui::EndChild();
}

/// What is in use, or what went wrong.
void ModelPanel::status_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const ModelsView& models = args.state.models;
    const ModelUse& use = args.state.model_use;
    separator_ui(ui);
    ImGui::Dummy({0, ui.t.gap(0.5f)});
    TextStyle style = caption(ui);
    std::string text = "In use: " + model_in_use(args.state);
    if (const std::string counts = counts_text(use.counts); !counts.empty()) text += " · " + counts;
    if (use.changing)
        text = "Embedding with " + use.changing->title + ". Until it is done, the vectors of " +
               model_in_use(args.state) + " are in use";
    if (models.searching) text = "Looking it up…";
    if (!use.missing.empty()) {
        text = use.missing;
        style.color = ui.t.warning;
    }
    if (!models.error.empty()) {
        text = models.error;
        style.color = ui.t.danger;
    }
    text_wrapped_ui(ui, text, style);
    ui.probe.add({.name = "models/status", .role = models.error.empty() ? Role::status : Role::alert, .label = text,
                  .min = ImGui::GetItemRectMin(), .max = ImGui::GetItemRectMax()});
}

void ModelPanel::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    follow(args.state);
    const DialogResult dialog = begin_dialog_ui(
        ui, "models", "Embedding model", {.width = k_dialog_width, .height = k_dialog_height, .icon = Icon::network});
    const Segment tabs[] = {{.id = "list", .label = "On this machine", .tooltip = "Texts stay in this tab"},
                            {.id = "endpoint", .label = "Endpoint", .tooltip = "Texts are sent to a server"}};
    tabs_ui(ui, "models/tab", "Where texts are read", tabs, tab_);
    ImGui::Dummy({0, t.gap(1)});
    const float status = t.gap(12);
    ImGui::BeginChild("models/body", {0, -status});
    if (tab_ == 0) {
        find_ui(args);
        ImGui::Dummy({0, t.gap(1)});
        const float gap = t.gap(5);
        list_ui(args, (ImGui::GetContentRegionAvail().x - gap) * 0.58f);
        ImGui::SameLine(0, gap);
        ImGui::BeginChild("models/selected", {0, 0}, ImGuiChildFlags_None,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        if (const ModelInfo* model = args.state.models.find(selected_)) details_.draw_ui(args, *model);
        ImGui::EndChild();
    } else {
        endpoint_.draw_ui(args);
    }
    ImGui::EndChild();
    status_ui(args);
    end_dialog_ui(ui);
    if (dialog.close_asked) args.actions.push(action::ToggleModels{});
}

}  // namespace labelscape
