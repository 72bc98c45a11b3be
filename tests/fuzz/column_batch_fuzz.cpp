// Column batches: whatever decodes is written back as the same rows, and can be imported and
// exported.

#include <cstdlib>

#include "fuzz/fuzz_target.hpp"
#include "io/batch_builder.hpp"
#include "io/formats/jsonl.hpp"
#include "io/formats/parquet.hpp"
#include "io/importer.hpp"
#include "io/labels_export.hpp"

namespace {

using namespace labelscape;

void import_and_export(std::span<const std::byte> block, const ColumnBatch& batch) {
    if (batch.columns.empty()) return;
    ImportPlan plan;
    plan.text = batch.columns[0].name;
    plan.label = batch.columns.back().name == plan.text ? "" : batch.columns.back().name;
    plan.label_separator = ";";
    const auto vectors = std::ranges::find(batch.columns, ColumnType::vector, &BatchColumn::type);
    if (vectors != batch.columns.end() && vectors->name != plan.text) plan.vectors = vectors->name;
    if (plan.label == plan.vectors) plan.label.clear();
    Importer importer(std::make_shared<const Dataset>(), plan);
    if (!importer.add_batch(block) || !importer.add_batch(block)) return;
    Result<ImportOutcome> finished = importer.finish();
    if (!finished) return;
    ImportOutcome& outcome = *finished;
    Project project;
    const auto edit =
        make_import_edits(project, outcome, "fuzz", 0, [](std::size_t) { return LabelStyle{}; });
    project.set_dataset(outcome.dataset);
    if (edit) edit->apply(project);
    std::string chunk;
    for (LabelsExporter exporter(project, jsonl_writer); exporter.next(chunk);) {
    }
    Bytes exported;
    BatchExporter exporter(project);
    const auto written = exporter.next(exported);
    if (!written || !decode_column_batch(exported)) std::abort();
    if (edit) edit->revert(project);
}

}  // namespace

std::vector<Bytes> labelscape::fuzz::seeds() {
    std::vector<Bytes> result;
    for (const int rows : {0, 1, 9, 40}) {
        test::BatchBuilder builder({{"text", ColumnType::text},
                                    {"n", ColumnType::number},
                                    {"d", ColumnType::date},
                                    {"flag", ColumnType::boolean},
                                    {"Schlagwörter", ColumnType::list}});
        for (int row = 0; row < rows; ++row) {
            builder.row({row % 4 == 3 ? "" : "荷物 " + std::to_string(row), std::to_string(row),
                         std::to_string(row * 1e9), row % 2 != 0 ? "1" : "",
                         row % 3 != 0 ? "[\"a\",\"b\"]" : ""});
        }
        result.push_back(builder.take());
    }
    return result;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span block(reinterpret_cast<const std::byte*>(data), size);
    const auto batch = decode_column_batch(block);
    if (!batch) return 0;
    const auto written = encode_column_batch(*batch);
    if (!written) std::abort();
    const auto again = decode_column_batch(*written);
    if (!again || again->row_numbers != batch->row_numbers) std::abort();
    import_and_export(block, *batch);
    return 0;
}
