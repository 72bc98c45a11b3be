#pragma once

#include <span>
#include <vector>

#include "ui/panels/notices.hpp"
#include "ui/place_splitters.hpp"
#include "ui/view_table.hpp"

namespace labelscape {

/// Draws the views that are to be shown, each at its place.
class MainUi {
public:
    explicit MainUi(std::span<const ViewRow> table = view_table());
    /// Between ImGui::NewFrame() and the probe's end_frame().
    void draw_ui(const PanelArgs& args);

private:
    struct Entry {
        const ViewRow* row;
        std::unique_ptr<View> view;
        bool shown = false;
    };

    Places lay_out(const PanelArgs& args);
    void copy_ui(const AppState& state);

    std::vector<Entry> entries_;
    PlaceSplitters splitters_;
    Notices notices_;
    std::uint64_t seen_copy_ = 0;
};

}  // namespace labelscape
