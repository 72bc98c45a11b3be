#pragma once

#include "io/labels_export.hpp"

namespace labelscape {

/// Writes a table as column batches, of which the page makes Parquet.
class BatchExporter {
public:
    explicit BatchExporter(Project project, std::optional<Bitset> filter = {}, const ExportOptions& options = {});

    /// Replaces `block` by the next batch; false when there is none. An empty export is one batch
    /// without rows.
    Result<bool> next(Bytes& block);
    std::size_t rows_done() const { return next_row_; }
    std::size_t rows_total() const { return table_.rows().size(); }

private:
    /// Rows from `begin` to next_row_.
    Result<Bytes> encode_batch(std::size_t begin) const;

    ExportTable table_;
    std::size_t next_row_ = 0;
    bool first_ = true;
};

}  // namespace labelscape
