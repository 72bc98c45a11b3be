#pragma once

#include "ui/panel_args.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {

/// Height of a document in the list: two lines of text and a line of chips.
float document_row_height(const UiContext& ui);

/// Draws a document into its row. The badge of its alike documents is a button of its own.
void document_row_ui(const PanelArgs& args, DocId doc, const RowResult& row);

}  // namespace labelscape
