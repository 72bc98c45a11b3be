#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/document_text.hpp"
#include "ui/panels/label_picker.hpp"

namespace labelscape {

/// One document at a time, decided by keyboard.
class FocusMode {
public:
    void draw_ui(const PanelArgs& args, const Area& area);
    /// The selected part of the text; empty when nothing is.
    std::string_view selected_text(const AppState& state) const { return text_.selected(state); }

private:
    void keys_ui(const PanelArgs& args);
    void document_ui(const PanelArgs& args, const Area& area, DocId doc);
    void text_of_ui(const PanelArgs& args, DocId doc);
    void decisions_ui(const PanelArgs& args, DocId doc);

    DocumentText text_;
    LabelPicker picker_;
    int seen_frame_ = -2;   ///< frame of the last draw: opened anew when it was not the one before
};

}  // namespace labelscape
