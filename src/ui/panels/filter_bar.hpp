#pragma once

#include <string>
#include <vector>

#include "app/filters/filter_kinds.hpp"
#include "ui/panel_args.hpp"
#include "ui/panels/column_values.hpp"

namespace labelscape {

/// The conditions of the filter as chips, and the menu that adds one.
class FilterBar {
public:
    void draw_ui(const PanelArgs& args);

private:
    /// What the second menu or the dialog asks for.
    enum class Page { none, choices, values, range, regex };

    void chips_ui(const PanelArgs& args);
    void menus_ui(const PanelArgs& args);
    void add_menu_ui(const PanelArgs& args);
    void columns_ui(const PanelArgs& args);
    void page_menu_ui(const PanelArgs& args);
    void count_values(const AppState& state);
    void range_ui(const PanelArgs& args);
    void regex_ui(const PanelArgs& args);
    void open_page(Page page) { wanted_ = page; }
    void close_page() { page_ = Page::none; }

    Page page_ = Page::none;
    Page wanted_ = Page::none;   ///< to be opened after the menu has closed
    bool opened_ = false;        ///< the dialog was opened in this frame
    const FilterKind* chosen_ = nullptr;   ///< whose choices the second menu offers
    std::string column_;
    std::string low_, high_;
    std::string pattern_;
    std::vector<ValueCount> values_;   ///< of values_column_ by falling count
    std::string values_column_;
    std::uint64_t values_version_ = 0;   ///< of the dataset
};

}  // namespace labelscape
