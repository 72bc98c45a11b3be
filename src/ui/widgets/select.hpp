#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct SelectOptions {
    float width = 0;                  ///< 0 fits the longest up to 260, -1 fills the line
    std::string_view none = {};       ///< not empty: a first choice with this text that gives -1
    Icon icon = Icon::none;
    bool small = false;
    bool disabled = false;
    bool show_label = false;          ///< the label before the value, on the control
    std::string* search = nullptr;    ///< a box above the choices that finds one; what is typed in it
};

/// One of many choices in a list that opens. True when `selected` changed; options are "name/<index>", the search box
/// is "name/search".
bool select_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const std::string> choices,
               int& selected, const SelectOptions& options = {});

enum class MenuPlace : std::uint8_t { below_last_item, at_pointer };

/// A menu: between begin and end put menu_item_ui. Call begin right after the button, every frame.
///   if (button_ui(ui, "file/menu", "File", {.opens = true})) open_menu("file/menu");
///   if (begin_menu_ui(ui, "file/menu")) { if (menu_item_ui(...)) ...; end_menu_ui(); }
void open_menu(std::string_view name);
bool begin_menu_ui(const UiContext& ui, std::string_view name, MenuPlace place = MenuPlace::below_last_item);
void end_menu_ui();

struct MenuItem {
    Icon icon = Icon::none;
    std::string_view shortcut = {};
    bool disabled = false;
    bool danger = false;
    Tri checked = Tri::none;
    std::string_view tooltip = {};
    std::uint32_t dot = 0xff000000;   ///< 0xRRGGBB: a label's color before the text
};
/// True when chosen; the menu closes.
bool menu_item_ui(const UiContext& ui, std::string_view name, std::string_view label, const MenuItem& item = {});
void menu_separator_ui(const UiContext& ui);
void menu_heading_ui(const UiContext& ui, std::string_view text);

}  // namespace labelscape
