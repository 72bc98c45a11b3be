#pragma once

#include <memory>

#include "io/labels_export.hpp"

namespace labelscape {

/// CSV: RFC 4180, UTF-8 without byte order mark. Labels stand in one cell by k_escaped_list.
std::unique_ptr<TableWriter> csv_writer(const ExportTable& table, const ExportOptions& options);

}  // namespace labelscape
