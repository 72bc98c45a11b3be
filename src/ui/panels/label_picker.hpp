#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// All labels as choices for one document: as chips with keys while they are few, else found by typing. A name that no
/// label has makes one.
class LabelPicker {
public:
    /// `name` is the prefix of the probe's names: "detail/label/<key or name>".
    void draw_ui(const PanelArgs& args, DocId doc, const std::string& name);

private:
    void chips_ui(const PanelArgs& args, DocId doc, const std::string& name);
    void search_ui(const PanelArgs& args, DocId doc, const std::string& name);

    std::string query_;
};

}  // namespace labelscape
