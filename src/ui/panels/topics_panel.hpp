#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/panel_args.hpp"
#include "ui/panels/topic_selection.hpp"
#include "ui/widgets/table.hpp"

namespace labelscape {

struct RowResult;

/// The table of microtopics with class mix and purity, and the granularity slider.
class TopicsPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    void granularity_ui(const PanelArgs& args);
    void ask_granularity(const PanelArgs& args, bool changed, bool let_go);
    void table_ui(const PanelArgs& args);
    void row_ui(const PanelArgs& args, const TopicRow& row, const RowResult& result);
    void draw_row(const PanelArgs& args, const TopicRow& row, ImVec2 min, ImVec2 max);
    void ungrouped_ui(const PanelArgs& args, const TopicRow& ungrouped);
    void rename_ui(const PanelArgs& args, ImVec2 min, ImVec2 max);
    void menu_ui(const PanelArgs& args);
    void label_menu_ui(const PanelArgs& args);
    void begin_rename(const AppState& state, TopicId topic);
    void open_row_menu(TopicId topic);
    void update_order(const AppState& state);

    TableSort sort_{1, true};
    TableEdges edges_;
    std::vector<std::uint32_t> order_;       ///< places in state.topic_rows of the microtopics, which stand first
    std::uint64_t order_version_ = 0;
    TopicSelection selection_;

    float granularity_ = 0.5f;               ///< what the handle shows while the app has not answered yet
    float asked_ = 0.5f;
    double changed_at_s_ = -1e9;
    double asked_at_s_ = -1e9;
    std::uint32_t gesture_ = 0;
    bool granularity_pending_ = false;

    TopicId renaming_ = k_outlier;
    std::string name_;
    bool rename_begins_ = false;

    TopicId menu_topic_ = k_outlier;
    bool open_menu_ = false;
    bool label_unlabeled_only_ = false;
    bool open_label_menu_ = false;
};

}  // namespace labelscape
