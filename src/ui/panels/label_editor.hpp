#pragma once

#include <optional>
#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Changing one label: its menu, its name in place, and a dialog for all of it.
class LabelEditor {
public:
    void open_menu_of(LabelId label);
    /// The menu of a label while it is open, below the last item.
    void menu_ui(const PanelArgs& args, const Label& label);
    void start_renaming(const Label& label);
    bool renaming(LabelId label) const { return renaming_ == label; }
    /// The input in place of a label's name.
    void rename_ui(const PanelArgs& args, const Label& label, float width);
    /// The open dialog. Once a frame, after the rows.
    void draw_ui(const PanelArgs& args);

private:
    enum class Dialog { none, edit, remove };

    void edit_ui(const PanelArgs& args, const Label& label);
    void colors_ui(const PanelArgs& args);
    void remove_ui(const PanelArgs& args, const Label& label);
    void open_dialog(const Label& label, Dialog dialog);

    std::optional<LabelId> about_;      ///< of the menu or dialog
    std::optional<LabelId> renaming_;
    std::string name_;
    bool take_focus_ = false;
    bool typing_ = false;               ///< the input has had the keyboard
    Dialog dialog_ = Dialog::none;
    Label draft_;                       ///< of the edit dialog
    std::string keywords_;
};

}  // namespace labelscape
