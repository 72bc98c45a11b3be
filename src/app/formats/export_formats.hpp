#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/app_context.hpp"
#include "io/labels_export.hpp"

namespace labelscape {

/// What is to be written, format aside.
struct ExportOrder {
    std::string key;                 ///< of its job
    std::optional<Bitset> filter;    ///< which documents; all active ones if left out
    ExportOptions options;
    Done<Bytes> done;                ///< takes the bytes of the file
};

struct ExportFormat {
    std::string_view id;             ///< stable: what scripts call it, and saved with views
    std::string_view title;          ///< in the dialog
    std::string_view hint;
    std::string_view command;        ///< id of the command that exports all, see app/actions/exports.cpp
    std::string_view command_title;
    std::string_view extension;      ///< with its dot
    std::string_view mime;
    void (*start)(AppContext&, ExportOrder);
    /// What the file holds if that cannot be chosen; empty: a table, documents and columns can.
    std::string_view whole = {};
    bool runs_formulas = false;      ///< of cells, where spreadsheets open it

    bool is_table() const { return whole.empty(); }
};

/// All formats in the order of dialog and menu.
std::span<const ExportFormat> export_formats();
/// The first one where there is none with this id.
const ExportFormat& export_format(std::string_view id);

/// Writes the project, or for tables the documents of `filter` as `options` say; ends with the file's bytes.
void export_project(AppContext& context, const ExportFormat& format, std::optional<Bitset> filter,
                    const Done<Bytes>& done, ExportOptions options = {});

}  // namespace labelscape
