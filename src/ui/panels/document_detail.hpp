#pragma once

#include <optional>

#include "ui/panel_args.hpp"
#include "ui/panels/document_text.hpp"
#include "ui/panels/label_picker.hpp"

namespace labelscape {

/// The current document in full, its labels, suggestion, provenance, metadata and alike documents.
class DocumentDetail {
public:
    void draw_ui(const PanelArgs& args, const Area& area);
    /// The selected part of the text; empty when nothing is.
    std::string_view selected_text(const AppState& state) const { return text_.selected(state); }

private:
    void header_ui(const PanelArgs& args, DocId doc);
    void decisions_ui(const PanelArgs& args, DocId doc);

    DocumentText text_;
    LabelPicker picker_;
    std::optional<DocId> shown_;   ///< of the last frame: another one is shown from its beginning
};

}  // namespace labelscape
