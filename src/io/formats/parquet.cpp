#include "io/formats/parquet.hpp"

#include <cmath>
#include <deque>
#include <utility>

namespace labelscape {
namespace {

constexpr std::uint32_t k_batch_rows = 16384;
constexpr std::size_t k_batch_bytes = 4u << 20;

}  // namespace

BatchExporter::BatchExporter(Project project, std::optional<Bitset> filter, const ExportOptions& options)
    : table_(std::move(project), std::move(filter), options) {}

Result<bool> BatchExporter::next(Bytes& block) {
    block.clear();
    if (next_row_ == rows_total() && !std::exchange(first_, false)) return false;
    first_ = false;
    const std::size_t begin = next_row_;
    std::size_t bytes = 0;
    while (next_row_ < rows_total() && next_row_ - begin < k_batch_rows && bytes < k_batch_bytes) {
        bytes += (*table_.project().dataset)->text(table_.rows()[next_row_++].doc).size();
    }
    auto encoded = encode_batch(begin);
    if (!encoded) return encoded.error();
    block = std::move(*encoded);
    return true;
}

Result<Bytes> BatchExporter::encode_batch(std::size_t begin) const {
    const auto rows = static_cast<std::uint32_t>(next_row_ - begin);
    std::deque<std::string> cells;  // what the views of the batch point into
    ColumnBatch batch;
    for (std::uint32_t row = 0; row < rows; ++row)
        batch.row_numbers.push_back(static_cast<std::uint32_t>(begin) + row + 1);
    for (std::size_t i = 0; i < table_.names().size(); ++i) {
        BatchColumn column{.name = table_.names()[i], .type = table_.type(i), .missing = Bitset(rows)};
        for (std::uint32_t row = 0; row < rows; ++row) {
            const ExportRow& from = table_.rows()[begin + row];
            if (column.numeric()) {
                column.numbers.push_back(table_.number(i, from));
                if (!std::isfinite(column.numbers.back())) column.missing.set(row);
            } else {
                auto cell = table_.text(i, from);
                if (!cell) column.missing.set(row);
                column.texts.push_back(cells.emplace_back(std::move(cell).value_or(std::string())));
            }
        }
        batch.columns.push_back(std::move(column));
    }
    return encode_column_batch(batch);
}

}  // namespace labelscape
