#include "app/formats/export_formats.hpp"

#include <algorithm>

#include "app/formats/parquet.hpp"
#include "app/formats/project_file.hpp"
#include "app/formats/text_table.hpp"
#include "io/formats/csv.hpp"
#include "io/formats/jsonl.hpp"

namespace labelscape {
namespace {

constexpr ExportFormat k_export_formats[] = {
    {.id = "csv", .title = "CSV", .hint = "A table for spreadsheets and everything else", .command = "export-csv",
     .command_title = "Export CSV", .extension = ".csv", .mime = "text/csv", .start = start_text_table<csv_writer>,
     .runs_formulas = true},
    {.id = "jsonl", .title = "JSON lines", .hint = "One JSON object a line", .command = "export-jsonl",
     .command_title = "Export JSONL", .extension = ".jsonl", .mime = "application/jsonl",
     .start = start_text_table<jsonl_writer>},
    {.id = "parquet", .title = "Parquet", .hint = "For data frames", .command = "export-parquet",
     .command_title = "Export Parquet", .extension = ".parquet", .mime = "application/vnd.apache.parquet",
     .start = start_parquet},
    {.id = "project", .title = "Project file", .hint = "Everything in one file, to go on elsewhere",
     .command = "save-project", .command_title = "Save project file",
     .extension = ".labelscape", .mime = "application/zip",
     .start = start_project_file,
     .whole = "Everything in one file: texts, labels and their history, vectors, map and microtopics. Open it here or "
              "in another browser to go on"},
};

}  // namespace

std::span<const ExportFormat> export_formats() { return k_export_formats; }

const ExportFormat& export_format(std::string_view id) {
    const auto found = std::ranges::find(k_export_formats, id, &ExportFormat::id);
    return found == std::end(k_export_formats) ? k_export_formats[0] : *found;
}

void export_project(AppContext& context, const ExportFormat& format, std::optional<Bitset> filter,
                    const Done<Bytes>& done, ExportOptions options) {
    // None takes the place of another that is still being written.
    std::string key = "export";
    while (context.state.jobs.running(key)) key += '+';
    format.start(context, {std::move(key), std::move(filter), std::move(options), done});
}

}  // namespace labelscape
