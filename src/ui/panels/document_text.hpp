#pragma once

#include <string>
#include <string_view>

#include "ui/panel_args.hpp"
#include "ui/widgets/selectable_text.hpp"

namespace labelscape {

/// The whole text of a document, wrapped: found words are marked, parts can be selected, copied and searched for.
class DocumentText {
public:
    /// `style` has a wrap_width.
    void draw_ui(const PanelArgs& args, std::string_view name, DocId doc, TextStyle style);
    /// What is selected in the current document; empty when nothing is, or when it was not drawn in this frame.
    std::string_view selected(const AppState& state) const;

private:
    SelectableText selectable_;
};

/// A query of the search box for texts with exactly this part: as a phrase, without quotes inside, and not too long.
std::string query_for(std::string_view part);

}  // namespace labelscape
