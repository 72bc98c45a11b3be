#include "ui/widgets/select.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <utility>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

constexpr float k_max_fit = 260;
constexpr std::uint32_t k_no_dot = 0xff000000;

std::string popup_id(std::string_view name) { return "###menu/" + std::string(name); }

/// Menus have one id wherever they are opened from.
ImGuiID popup_key(std::string_view name) { return ImHashStr(popup_id(name).c_str()); }

/// Below a box, or above it where there is no room.
void place_beside(ImGuiID popup, const ImRect& box) {
    char window_name[24];
    std::snprintf(window_name, sizeof(window_name), "##Popup_%08x", popup);
    ImGuiWindow* window = ImGui::FindWindowByName(window_name);
    if (!window || !window->WasActive) {
        ImGui::SetNextWindowPos({box.Min.x, box.Max.y});
        return;
    }
    const ImVec2 size = ImGui::CalcWindowNextAutoFitSize(window);
    window->AutoPosLastDirection = ImGuiDir_Down;
    const ImRect page = ImGui::GetPopupAllowedExtentRect(window);
    ImGui::SetNextWindowPos(ImGui::FindBestWindowPosForPopupEx(box.GetBL(), size, &window->AutoPosLastDirection, page,
                                                               box, ImGuiPopupPositionPolicy_ComboBox));
}

/// `beside` null: at the pointer.
bool begin_popup(const UiContext& ui, std::string_view name, float min_width, const ImRect* beside) {
    if (!ImGui::IsPopupOpen(popup_key(name), ImGuiPopupFlags_None)) return false;
    if (beside) place_beside(popup_key(name), *beside);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.t.gap(1), ui.t.gap(1)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::SetNextWindowSizeConstraints({min_width, 0}, {FLT_MAX, std::floor(ImGui::GetMainViewport()->Size.y * 0.6f)});
    constexpr ImGuiWindowFlags k_flags = ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground;
    const bool open = ImGui::BeginPopupEx(popup_key(name), k_flags);
    if (!open) ImGui::PopStyleVar(2);
    if (open) draw_floating(ui, ui.t.radius, ui.t.bg_raised);
    return open;
}

float item_width(const UiContext& ui, std::string_view label, const MenuItem& item) {
    const Tokens& t = ui.t;
    const float shortcut = item.shortcut.empty() ? 0 : text_width(ui, item.shortcut, caption(ui)) + t.gap(6);
    return t.gap(2) + t.icon + t.gap(2) + text_width(ui, label, body(ui)) + shortcut + t.gap(3);
}

void draw_menu_item(const UiContext& ui, const Item& item, std::string_view label, const MenuItem& options) {
    const Tokens& t = ui.t;
    const ImRect& box = item.box;
    const float height = box.GetHeight();
    const bool on = item.hovered || (ImGui::GetFocusID() == item.id && ImGui::GetCurrentContext()->NavCursorVisible);
    if (on && !options.disabled) {
        item.list->AddRectFilled(box.Min, box.Max,
                                 options.danger ? t.danger_soft
                                 : item.held    ? t.bg_pressed
                                                : t.bg_hover,
                                 t.radius_small);
    }
    TextStyle style = body(ui);
    if (options.danger) style.color = t.danger;
    if (options.disabled) style.color = t.text_disabled;
    const ImU32 icon_ink = options.disabled || options.danger ? style.color : t.text_secondary;
    const ImVec2 icon_at{box.Min.x + t.gap(2), box.Min.y + (height - t.icon) / 2};
    const Icon icon = options.checked == Tri::yes ? Icon::check : options.icon;
    if (options.dot != k_no_dot && options.checked != Tri::yes) {
        draw_label_dot(ui, *item.list, {icon_at.x + t.icon / 2, icon_at.y + t.icon / 2}, 4 * t.scale, options.dot);
    } else {
        draw_icon(*item.list, ui.fonts, icon_at, t.icon, options.checked == Tri::yes ? t.accent_text : icon_ink, icon);
    }
    draw_line(ui, *item.list, {box.Min.x + t.gap(2) + t.icon + t.gap(2), box.Min.y}, height, label, style);
    if (options.shortcut.empty()) return;
    const float right = box.Max.x - t.gap(3) - text_width(ui, options.shortcut, caption(ui));
    draw_line(ui, *item.list, {right, box.Min.y}, height, options.shortcut, caption(ui));
}

bool menu_line_ui(const UiContext& ui, std::string_view name, std::string_view label, const MenuItem& options,
                  Role role, float min_width) {
    const float avail = ImGui::GetContentRegionAvail().x;
    const float width = std::max({item_width(ui, label, options), min_width, avail});
    const Item item = press_item(ui, name, {width, ui.t.row}, options.disabled);
    if (item.list) {
        draw_menu_item(ui, item, label, options);
        if (!options.tooltip.empty()) tooltip_ui(ui, options.tooltip);
        const bool option = role == Role::option;
        ui.probe.add({.name = std::string(name),
                      .role = role,
                      .label = std::string(label),
                      .min = item.box.Min,
                      .max = item.box.Max,
                      .id = item.id,
                      .disabled = options.disabled,
                      .checked = option ? Tri::none : options.checked,
                      .selected = option ? options.checked : Tri::none,
                      .shortcut = std::string(options.shortcut),
                      .description = std::string(options.tooltip)});
    }
    if (item.pressed) ImGui::CloseCurrentPopup();
    return item.pressed;
}

void draw_select(const UiContext& ui, const Item& item, std::string_view label, std::string_view value,
                 const SelectOptions& options, bool open) {
    const Tokens& t = ui.t;
    const ImRect& box = item.box;
    const float height = box.GetHeight();
    item.list->AddRectFilled(box.Min, box.Max, state_fill(ui, item, options.disabled ? t.bg_panel : t.bg_raised),
                             t.radius);
    item.list->AddRect(box.Min, box.Max, open ? t.accent_text : t.border_strong, t.radius, 0, t.hairline);
    float x = box.Min.x + t.gap(2.5f);
    const float icon_y = box.Min.y + (height - t.icon) / 2;
    if (options.icon != Icon::none) {
        draw_icon(*item.list, ui.fonts, {x, icon_y}, t.icon, t.text_secondary, options.icon);
        x += t.icon + t.gap(1.5f);
    }
    if (options.show_label) x += draw_line(ui, *item.list, {x, box.Min.y}, height, label, secondary(ui)) + t.gap(1.5f);
    TextStyle style = body(ui);
    if (options.disabled) style.color = t.text_disabled;
    style.max_width = std::max(1.0f, box.Max.x - t.icon - t.gap(2) - x);
    draw_line(ui, *item.list, {x, box.Min.y}, height, value, style);
    draw_icon(*item.list, ui.fonts, {box.Max.x - t.icon - t.gap(1.5f), icon_y}, t.icon, t.text_secondary,
              Icon::chevron_down);
    draw_focus_ring(ui, item, t.radius);
}

float select_width(const UiContext& ui, std::string_view label, std::span<const std::string> choices,
                   const SelectOptions& options) {
    const Tokens& t = ui.t;
    float widest = text_width(ui, options.none, body(ui));
    for (const std::string& choice : choices) {
        if (widest > k_max_fit * t.scale) break;
        widest = std::max(widest, text_width(ui, choice, body(ui)));
    }
    float fit = std::min(widest, k_max_fit * t.scale) + t.gap(5.5f) + t.icon;
    if (options.icon != Icon::none) fit += t.icon + t.gap(1.5f);
    if (options.show_label) fit += text_width(ui, label, secondary(ui)) + t.gap(1.5f);
    return resolve_width(options.width, fit);
}

bool found_in(std::string_view choice, std::string_view searched) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return !std::ranges::search(choice, searched, same).empty() || searched.empty();
}

/// True when Enter takes the first choice that is found.
bool search_ui(const UiContext& ui, const std::string& name, std::string& search, float width) {
    const bool appears = ImGui::IsWindowAppearing();
    if (appears) search.clear();
    const InputResult input = search_box_ui(ui, name + "/search", "Find", search,
                                            {.hint = "Find", .width = width, .take_focus = appears, .small = true});
    ImGui::Dummy({0, ui.t.gap(1)});
    return input.submitted;
}

bool options_ui(const UiContext& ui, const std::string& name, std::span<const std::string> choices, int& selected,
                const SelectOptions& options, float width) {
    const int before = selected;
    const float inner = width - ui.t.gap(2);
    const std::string_view searched = options.search ? std::string_view(*options.search) : std::string_view();
    bool take_first = options.search && search_ui(ui, name, *options.search, inner);
    const auto row = [&](int index, std::string_view text) {
        const MenuItem item{.checked = tri(selected == index)};
        if (menu_line_ui(ui, name + '/' + std::to_string(index), text, item, Role::option, inner)) selected = index;
        if (ImGui::IsWindowAppearing() && before == index) ImGui::SetScrollHereY();
    };
    if (!options.none.empty()) row(-1, options.none);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (!found_in(choices[i], searched)) continue;
        row(static_cast<int>(i), choices[i]);
        if (!std::exchange(take_first, false)) continue;
        selected = static_cast<int>(i);
        ImGui::CloseCurrentPopup();
    }
    return selected != before;
}

}  // namespace

bool select_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const std::string> choices,
               int& selected, const SelectOptions& options) {
    const float width = select_width(ui, label, choices, options);
    const float height = options.small ? ui.t.control_small : ui.t.control;
    const Item item = press_item(ui, name, {width, height}, options.disabled);
    const bool open = ImGui::IsPopupOpen(popup_key(name), ImGuiPopupFlags_None);
    const bool known = selected >= 0 && selected < static_cast<int>(choices.size());
    const std::string value(known ? std::string_view(choices[static_cast<std::size_t>(selected)]) : options.none);
    if (item.list) {
        draw_select(ui, item, label, value, options, open);
        ui.probe.add({.name = std::string(name),
                      .role = Role::combobox,
                      .label = std::string(label),
                      .value = value,
                      .min = item.box.Min,
                      .max = item.box.Max,
                      .id = item.id,
                      .disabled = options.disabled,
                      .expanded = tri(open)});
    }
    if (item.pressed) open_menu(name);
    const ImRect anchor(item.box.Min.x, item.box.Min.y - 3, item.box.Max.x, item.box.Max.y + 3);
    if (!begin_popup(ui, name, width, &anchor)) return false;
    const bool changed = options_ui(ui, std::string(name), choices, selected, options, width);
    end_menu_ui();
    return changed;
}

void open_menu(std::string_view name) { ImGui::OpenPopup(popup_key(name)); }

bool begin_menu_ui(const UiContext& ui, std::string_view name, MenuPlace place) {
    ImRect anchor(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    anchor.Expand({0, 3});
    const bool beside = place == MenuPlace::below_last_item;
    if (!begin_popup(ui, name, 180 * ui.t.scale, beside ? &anchor : nullptr)) return false;
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    ui.probe.add({.name = std::string(name) + "/menu",
                  .role = Role::menu,
                  .label = std::string(name),
                  .min = window->Pos,
                  .max = {window->Pos.x + window->Size.x, window->Pos.y + window->Size.y}});
    return true;
}

void end_menu_ui() {
    ImGui::EndPopup();
    ImGui::PopStyleVar(2);
}

bool menu_item_ui(const UiContext& ui, std::string_view name, std::string_view label, const MenuItem& item) {
    return menu_line_ui(ui, name, label, item, Role::menuitem, 0);
}

void menu_separator_ui(const UiContext& ui) {
    const float gap = ui.t.gap(1);
    ImGui::Dummy({0, gap});
    separator_ui(ui);
    ImGui::Dummy({0, gap});
}

void menu_heading_ui(const UiContext& ui, std::string_view text) {
    ImGui::Dummy({0, ui.t.gap(1)});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.t.gap(2));
    TextStyle style = caption(ui);
    style.weight = Weight::semibold;
    text_ui(ui, text, style);
    ImGui::Dummy({0, ui.t.gap(0.5f)});
}

}  // namespace labelscape
