#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "app/app_context.hpp"
#include "io/labels_export.hpp"

namespace labelscape {

/// ".csv", ..., ".labelscape".
std::string_view extension_of(ExportKind kind);
std::string_view mime_of(ExportKind kind);

/// Writes the project, or for tables the documents of `filter` as `options` say, and hands over the file's bytes.
void export_project(AppContext& context, ExportKind kind, std::optional<Bitset> filter,
                    std::function<void(AppContext&, Result<Bytes>)> then, ExportOptions options = {});

}  // namespace labelscape
