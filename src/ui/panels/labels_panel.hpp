#pragma once

#include <optional>
#include <string>

#include "ui/panel_args.hpp"
#include "ui/panels/label_editor.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {

/// The labels with counts and keys, made and edited in place.
class LabelsPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    /// What all rows of a frame share.
    struct Rows {
        std::uint32_t most = 0;       ///< documents of the most frequent label
        std::uint32_t selected = 0;   ///< documents
    };

    void row_ui(const PanelArgs& args, const Label& label, const Rows& rows);
    void press_ui(const PanelArgs& args, const Label& label, const RowResult& row);
    void run_pending(const PanelArgs& args);
    void add_ui(const PanelArgs& args);

    LabelEditor editor_;
    std::string new_name_;
    std::optional<LabelId> pending_;   ///< pressed, and not known yet whether it will be a double press
    double pending_until_s_ = 0;
    bool reducing_ = false;            ///< the user is asked whether labels may be taken off
};

}  // namespace labelscape
