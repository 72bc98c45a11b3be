#pragma once

#include <memory>

#include "io/labels_export.hpp"

namespace labelscape {

/// JSON lines: an object a row, labels and lists as arrays.
std::unique_ptr<TableWriter> jsonl_writer(const ExportTable& table, const ExportOptions& options);

}  // namespace labelscape
