#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// The first rows of the file as they are read, `rows` of them in sight; columns with a role stand out.
void import_preview_ui(const UiContext& ui, const OpenedFile& file, const ImportPlan& plan, std::size_t rows);

}  // namespace labelscape
