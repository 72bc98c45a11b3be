#pragma once

#include "ui/panels/alike_panel.hpp"
#include "ui/panels/command_palette.hpp"
#include "ui/panels/document_detail.hpp"
#include "ui/panels/document_list.hpp"
#include "ui/panels/focus_mode.hpp"
#include "ui/panels/help_overlay.hpp"
#include "ui/panels/history_panel.hpp"
#include "ui/panels/export_dialog.hpp"
#include "ui/panels/import_dialog.hpp"
#include "ui/panels/jobs_panel.hpp"
#include "ui/panels/labels_panel.hpp"
#include "ui/panels/map_panel.hpp"
#include "ui/panels/model_panel.hpp"
#include "ui/panels/notices.hpp"
#include "ui/panels/start_screen.hpp"
#include "ui/panels/top_bar.hpp"
#include "ui/panels/topics_panel.hpp"

namespace labelscape {

/// Where the panels stand, and what is drawn in which order.
class MainUi {
public:
    /// Between ImGui::NewFrame() and the probe's end_frame().
    void draw_ui(const PanelArgs& args);

private:
    void project_ui(const PanelArgs& args, const Area& area);
    Area notices_area(const PanelArgs& args) const;
    void copy_ui(const AppState& state);

    TopBar top_bar_;
    StartScreen start_;
    MapPanel map_;
    DocumentList list_;
    DocumentDetail detail_;
    LabelsPanel labels_;
    TopicsPanel topics_;
    AlikePanel alike_;
    HistoryPanel history_;
    JobsPanel jobs_;
    FocusMode focus_;
    ImportDialog import_;
    ExportDialog export_;
    ModelPanel models_;
    CommandPalette palette_;
    HelpOverlay help_;
    Notices notices_;
    std::uint64_t seen_copy_ = 0;
    float left_width_ = 380;
    float right_width_ = 360;
    float detail_height_ = 230;
};

}  // namespace labelscape
