#pragma once

#include "app/formats/export_formats.hpp"

namespace labelscape {

/// Writes a table as text in a job.
void start_text_table(AppContext& context, ExportOrder order, MakeTableWriter make);

template <MakeTableWriter make>
void start_text_table(AppContext& context, ExportOrder order) {
    start_text_table(context, std::move(order), make);
}

}  // namespace labelscape
