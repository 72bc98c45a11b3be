#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/panel_args.hpp"
#include "ui/panels/topic_menu.hpp"
#include "ui/panels/topic_selection.hpp"
#include "ui/widgets/table.hpp"

namespace labelscape {

struct RowResult;

/// The microtopics with class mix and purity, sorted by any column, named in place; below them what is in none.
class TopicTable {
public:
    /// Only while there are microtopics.
    void draw_ui(const PanelArgs& args);

private:
    void rows_ui(const PanelArgs& args);
    void row_ui(const PanelArgs& args, const TopicRow& row, const RowResult& result);
    void draw_row(const PanelArgs& args, const TopicRow& row, ImVec2 min, ImVec2 max);
    void ungrouped_ui(const PanelArgs& args, const TopicRow& ungrouped);
    void rename_ui(const PanelArgs& args, ImVec2 min, ImVec2 max);
    void begin_rename(const AppState& state, TopicId topic);
    void update_order(const AppState& state);

    TableSort sort_{1, true};
    TableEdges edges_;
    std::vector<std::uint32_t> order_;       ///< places in state.topic_rows of the microtopics, which stand first
    std::uint64_t order_version_ = 0;
    TopicSelection selection_;
    TopicMenu menu_;

    TopicId renaming_ = k_outlier;
    std::string name_;
    bool rename_begins_ = false;
};

}  // namespace labelscape
