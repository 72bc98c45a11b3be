#include "ui/widgets/dialog.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {

namespace {

constexpr ImGuiWindowFlags k_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoBackground;

void place_dialog(const UiContext& ui, const DialogOptions& options) {
    const ImVec2 page = ImGui::GetMainViewport()->Size;
    const float margin = ui.t.gap(6);
    const float width = std::min(options.width * ui.t.scale, page.x - 2 * margin);
    const float most = page.y - 2 * margin;
    if (options.height > 0) {
        ImGui::SetNextWindowSize({width, std::min(options.height * ui.t.scale, most)});
    } else {
        ImGui::SetNextWindowSizeConstraints({width, 0}, {width, most});
    }
    if (options.top >= 0) {
        ImGui::SetNextWindowPos({std::floor(page.x / 2), options.top * ui.t.scale}, ImGuiCond_Always, {0.5f, 0});
    } else {
        ImGui::SetNextWindowPos({std::floor(page.x / 2), std::floor(page.y / 2)}, ImGuiCond_Always, {0.5f, 0.5f});
    }
}

/// True when the x was pressed.
bool header_ui(const UiContext& ui, const std::string& name, std::string_view title_text,
               const DialogOptions& options) {
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = at.x;
    if (options.icon != Icon::none) {
        draw_icon(list, ui.fonts, {x, at.y + (t.control - t.icon - 2) / 2}, t.icon + 2, t.accent_text, options.icon);
        x += t.icon + t.gap(2.5f);
    }
    const float width = draw_line(ui, list, {x, at.y}, t.control, title_text, title(ui));
    ImGui::Dummy({x + width - at.x, t.control});
    ui.probe.add({.name = name + "/title", .role = Role::heading, .label = std::string(title_text), .min = {x, at.y},
                  .max = {x + width, at.y + t.control}});
    bool close = false;
    if (options.closable) {
        place_right(t.control_small);
        close = icon_button_ui(ui, name + "/close", "Close", Icon::x, {.shortcut = "Esc"});
    }
    ImGui::Dummy({0, t.gap(1)});
    return close;
}

}  // namespace

DialogResult begin_dialog_ui(const UiContext& ui, std::string_view name, std::string_view title_text,
                             const DialogOptions& options) {
    const Tokens& t = ui.t;
    const std::string id = std::string(title_text) + "###dialog/" + std::string(name);
    if (!ImGui::IsPopupOpen(id.c_str())) ImGui::OpenPopup(id.c_str());
    place_dialog(ui, options);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        options.plain ? ImVec2(t.gap(2), t.gap(2)) : ImVec2(t.gap(5), t.gap(4)));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 0);
    const ImGuiWindowFlags fit = options.height > 0 ? 0 : ImGuiWindowFlags_AlwaysAutoResize;
    ImGui::BeginPopupModal(id.c_str(), nullptr, k_flags | fit);
    ImGui::PopStyleVar(2);
    draw_floating(ui, t.radius_large, t.theme == Theme::dark ? blend(t.bg_panel, t.bg_raised, 0.5f) : t.bg_raised);
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 max{window->Pos.x + window->Size.x, window->Pos.y + window->Size.y};
    ui.probe.add({.name = std::string(name),
                  .role = Role::dialog,
                  .label = std::string(title_text),
                  .min = window->Pos,
                  .max = max});
    DialogResult result;
    if (!options.plain) result.close_asked = header_ui(ui, std::string(name), title_text, options);
    if (!options.closable) return result;
    const bool focused = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
    // Escape first leaves an input, and only then the dialog.
    const bool typing = ImGui::GetIO().WantTextInput || ImGui::IsAnyItemActive();
    if (focused && !typing && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) result.close_asked = true;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool outside = mouse.x < window->Pos.x || mouse.y < window->Pos.y || mouse.x >= max.x || mouse.y >= max.y;
    if (focused && outside && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowAppearing()) {
        result.close_asked = true;
    }
    return result;
}

float dialog_footer_height(const UiContext& ui) { return ui.t.gap(4) + ui.t.hairline + ui.t.control + ui.t.gap(3); }

int dialog_footer_ui(const UiContext& ui, std::span<const FooterButton> buttons) {
    ImGui::Dummy({0, ui.t.gap(1)});
    separator_ui(ui);
    ImGui::Dummy({0, ui.t.gap(0.5f)});
    int pressed = -1;
    float from_right = 0;
    ImGui::Dummy({0, ui.t.control});
    // Drawn from the left, so that the keyboard walks in reading order.
    for (const FooterButton& button : buttons)
        from_right += button_width(ui, button.label, button.options) + ui.t.gap(2);
    for (std::size_t i = buttons.size(); i-- > 0;) {
        const FooterButton& button = buttons[i];
        const float width = button_width(ui, button.label, button.options);
        from_right -= width + ui.t.gap(2);
        place_right(width, from_right);
        if (button_ui(ui, button.name, button.label, button.options)) pressed = static_cast<int>(i);
    }
    return pressed;
}

void end_dialog_ui(const UiContext&) { ImGui::EndPopup(); }

bool enter_pressed() {
    const ImGuiIO& io = ImGui::GetIO();
    const bool on_control = ImGui::IsAnyItemFocused() && io.NavVisible;
    return ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !on_control && !io.WantTextInput;
}

}  // namespace labelscape
