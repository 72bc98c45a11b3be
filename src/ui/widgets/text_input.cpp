#include "ui/widgets/text_input.hpp"

#include <algorithm>
#include <cmath>

#include "ui/text/scripts.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {

namespace {

int grow(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
        auto& text = *static_cast<std::string*>(data->UserData);
        text.resize(static_cast<std::size_t>(data->BufTextLen));
        data->Buf = text.data();
    }
    return 0;
}

bool needs_shaping(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Cluster cluster = next_cluster(text, at);
        if (cluster.drawing == Drawing::shaped) return true;
        at = cluster.to;
    }
    return false;
}

struct Insets {
    float left = 0, right = 0;
};

/// Dear ImGui's own input without its frame, in a part of the box.
bool edit_ui(const UiContext& ui, const std::string& id_text, const ImRect& box, const Insets& insets,
             std::string& text, const InputOptions& options, bool shaped) {
    const float height = box.GetHeight();
    const float line_padding = std::floor((height - ui.t.text_body) / 2);
    const bool area = options.lines > 1;
    // ImGui's placeholder would be in a wrong color; ours is drawn afterwards.
    ImGui::SetCursorScreenPos({box.Min.x + insets.left, box.Min.y});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, area ? ui.t.gap(1.5f) : line_padding));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
    for (const int color : {ImGuiCol_FrameBg, ImGuiCol_FrameBgActive, ImGuiCol_FrameBgHovered, ImGuiCol_NavCursor}) {
        ImGui::PushStyleColor(color, IM_COL32(0, 0, 0, 0));
    }
    const ImGuiID id = ImHashStr(id_text.c_str());
    const bool active = ImGui::GetActiveID() == id;
    if (ImGuiInputTextState* state = active ? ImGui::GetInputTextState(id) : nullptr) {
        // The caller has put another text in while this one was edited.
        if (text != std::string_view(state->TextA.Data, static_cast<std::size_t>(state->TextLen)))
            state->ReloadUserBufAndSelectAll();
    }
    // What needs shaping is drawn by TextDrawer until it is edited.
    ImGui::PushStyleColor(ImGuiCol_Text, shaped && !active ? IM_COL32(0, 0, 0, 0) : ui.t.text);
    ImGui::PushOverrideID(0);
    const float width = box.GetWidth() - insets.left - insets.right;
    ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize;
    if (options.select_all) flags |= ImGuiInputTextFlags_AutoSelectAll;
    if (options.secret) flags |= ImGuiInputTextFlags_Password;
    bool changed = false;
    if (area) {
        changed = ImGui::InputTextMultiline(id_text.c_str(), text.data(), text.capacity() + 1, {width, height}, flags,
                                            grow, &text);
    } else {
        ImGui::SetNextItemWidth(width);
        ImGui::GetIO().ConfigInputTextEnterKeepActive = options.keeps_focus;
        changed = ImGui::InputText(id_text.c_str(), text.data(), text.capacity() + 1, flags, grow, &text);
    }
    ImGui::PopID();
    ImGui::PopStyleColor(5);
    ImGui::PopStyleVar(2);
    return changed;
}

void draw_frame(const UiContext& ui, ImDrawList& list, const ImRect& box, const InputOptions& options, bool active,
                bool hovered) {
    const Tokens& t = ui.t;
    list.AddRectFilled(box.Min, box.Max, options.disabled ? t.bg_panel : t.bg_input, t.radius);
    ImU32 edge = hovered ? blend(t.border_strong, t.text, 0.25f) : t.border_strong;
    if (active) edge = t.accent_text;
    if (!options.error.empty()) edge = t.danger;
    list.AddRect(box.Min, box.Max, edge, t.radius, 0, active ? 1.5f : t.hairline);
}

InputResult input_ui(const UiContext& ui, std::string_view name, std::string_view label, std::string& text,
                     const InputOptions& options, Role role, float extra_right) {
    const Tokens& t = ui.t;
    const std::string id_text = "###" + std::string(name);
    const ImGuiID id = ImHashStr(id_text.c_str());
    const float line = options.small ? t.control_small : t.control;
    const float height = options.lines > 1 ? static_cast<float>(options.lines) * t.text_body + t.gap(3) : line;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    InputResult result;
    if (window->SkipItems) return result;
    const ImVec2 at{std::floor(window->DC.CursorPos.x), std::floor(window->DC.CursorPos.y)};
    const ImRect box(at, {at.x + resolve_width(options.width == 0 ? -1 : options.width, 0), at.y + height});
    Insets insets{t.gap(2), t.gap(2) + extra_right};
    if (options.icon != Icon::none) insets.left += t.icon + t.gap(1.5f);

    ImGui::BeginGroup();
    const bool was_active = ImGui::GetActiveID() == id;
    const bool hovered = ImGui::IsMouseHoveringRect(box.Min, box.Max) && ImGui::IsWindowHovered();
    draw_frame(ui, *window->DrawList, box, options, was_active, hovered);
    draw_icon(*window->DrawList, ui.fonts, {box.Min.x + t.gap(2), box.Min.y + (line - t.icon) / 2}, t.icon,
              t.text_secondary, options.icon);
    if (options.disabled) ImGui::BeginDisabled();
    if (options.take_focus) ImGui::SetKeyboardFocusHere();
    const bool shaped = !options.secret && needs_shaping(text);
    result.changed = edit_ui(ui, id_text, box, insets, text, options, shaped);
    const bool active = ImGui::IsItemActive();
    const bool deactivated = ImGui::IsItemDeactivated();
    result.left = ImGui::IsItemDeactivatedAfterEdit();
    if (options.disabled) ImGui::EndDisabled();
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    result.submitted = (deactivated || (active && options.keeps_focus)) && enter;
    result.cancelled = deactivated && ImGui::IsKeyPressed(ImGuiKey_Escape, false);

    TextStyle style = body(ui);
    style.max_width = std::max(1.0f, box.GetWidth() - insets.left - insets.right);
    const ImVec2 text_at{box.Min.x + insets.left, box.Min.y};
    if (text.empty() && !options.hint.empty()) {
        style.color = t.text_disabled;
        draw_line(ui, *window->DrawList, text_at, line, options.hint, style);
    } else if (shaped && !active && options.lines == 1) {
        draw_line(ui, *window->DrawList, text_at, line, text, style);
    }
    if (text.empty() && !active && !options.shortcut.empty()) {
        const float cap = draw_key_cap(ui, nullptr, {}, options.shortcut);
        draw_key_cap(ui, window->DrawList,
                     {box.Max.x - cap - t.gap(1.5f), box.Min.y + std::floor((line - 18 * t.scale) / 2)},
                     options.shortcut);
    }
    Item ring;
    ring.box = box;
    ring.id = id;
    ring.list = window->DrawList;
    if (!active) draw_focus_ring(ui, ring, t.radius);
    ui.probe.add({.name = std::string(name),
                  .role = role,
                  .label = std::string(label),
                  .value = options.secret ? std::string() : text,
                  .min = box.Min,
                  .max = box.Max,
                  .id = id,
                  .disabled = options.disabled,
                  .multiline = options.lines > 1,
                  .description = std::string(options.error.empty() ? options.hint : options.error)});
    ImGui::SetCursorScreenPos({box.Min.x, box.Max.y});
    ImGui::Dummy({box.GetWidth(), 0});
    if (!options.error.empty()) {
        TextStyle wrong = caption(ui);
        wrong.color = t.danger;
        wrong.wrap_width = box.GetWidth();
        text_ui(ui, options.error, wrong);
    }
    ImGui::EndGroup();
    return result;
}

}  // namespace

InputResult text_input_ui(const UiContext& ui, std::string_view name, std::string_view label, std::string& text,
                          const InputOptions& options) {
    return input_ui(ui, name, label, text, options, Role::textbox, 0);
}

InputResult search_box_ui(const UiContext& ui, std::string_view name, std::string_view label, std::string& text,
                          const InputOptions& options) {
    InputOptions with_icon = options;
    if (with_icon.icon == Icon::none) with_icon.icon = Icon::search;
    const float side = ui.t.control_small - ui.t.gap(1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = resolve_width(options.width == 0 ? -1 : options.width, 0);
    const bool had_text = !text.empty();
    InputResult result = input_ui(ui, name, label, text, with_icon, Role::searchbox, had_text ? side : 0);
    if (!had_text) return result;

    const float line = options.small ? ui.t.control_small : ui.t.control;
    const float top = at.y + std::floor((line - side) / 2);
    const ImRect box({at.x + width - side - ui.t.gap(1), top}, {at.x + width - ui.t.gap(1), top + side});
    const std::string clear_name = std::string(name) + "/clear";
    const Item item = press_item_at(ui, clear_name, box);
    if (!item.list) return result;
    draw_icon(*item.list, ui.fonts, {box.Min.x + (side - ui.t.icon) / 2, box.Min.y + (side - ui.t.icon) / 2}, ui.t.icon,
              item.hovered ? ui.t.text : ui.t.text_secondary, Icon::x);
    draw_focus_ring(ui, item, ui.t.radius_small);
    ui.probe.add(
        {.name = clear_name, .label = "Clear " + std::string(label), .min = box.Min, .max = box.Max, .id = item.id});
    if (item.pressed) {
        text.clear();
        result.changed = true;
        result.submitted = true;
    }
    return result;
}

}  // namespace labelscape
