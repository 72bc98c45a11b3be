#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/import_reading.hpp"

namespace labelscape {

/// What is in the file, what its columns mean, where it goes, progress, and the report.
class ImportDialog {
public:
    void draw_ui(const PanelArgs& args);

private:
    void choosing_ui(const PanelArgs& args, const ImportView& view);
    void importing_ui(const PanelArgs& args);
    void reported_ui(const PanelArgs& args, const ImportView& view);

    ImportReading reading_;
};

}  // namespace labelscape
