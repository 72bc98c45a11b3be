#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// What is in the file, what its columns mean, progress, and the report.
class ImportDialog {
public:
    void draw_ui(const PanelArgs& args);

private:
    void choosing_ui(const PanelArgs& args, const ImportView& view);
    void report_ui(const PanelArgs& args, const ImportView& view);
};

}  // namespace labelscape
