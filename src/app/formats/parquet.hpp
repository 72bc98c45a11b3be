#pragma once

#include "app/formats/export_formats.hpp"

namespace labelscape {

/// Writes column batches in a job, of which the page's library makes Parquet.
void start_parquet(AppContext& context, ExportOrder order);

}  // namespace labelscape
