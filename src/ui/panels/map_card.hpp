#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// A card beside the pointer: the document's text, its labels or suggestion, and its microtopic.
void map_card_ui(const PanelArgs& args, DocId doc);

}  // namespace labelscape
