#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bitset.hpp"
#include "base/byte_stream.hpp"
#include "base/result.hpp"
#include "model/dataset.hpp"

namespace labelscape {

/// One column of a batch of rows.
struct BatchColumn {
    std::string name;
    ColumnType type = ColumnType::text;
    std::vector<double> numbers = {};     ///< number, date, boolean: by row, NaN where missing
    std::vector<std::string_view> texts = {};  ///< text, list: by row, empty where missing; not owned
    /// number, date, boolean: by row as the file spells it, empty where that says no more; no rows when none does.
    std::vector<std::string_view> spelled = {};
    std::vector<float> vectors = {};      ///< vector: `dimension` finite numbers a row, zeros where missing
    std::int32_t dimension = 0;           ///< 0 when all are missing
    Bitset missing;

    bool numeric() const { return type != ColumnType::text && type != ColumnType::list && type != ColumnType::vector; }
};

/// Rows as they cross the border to the file workers ("LSCB", laid out in
/// web/worker/column_batch/layout.js).
struct ColumnBatch {
    std::vector<std::uint32_t> row_numbers;  ///< where a row stands in its file, from 1, increasing
    std::vector<BatchColumn> columns;

    std::uint32_t rows() const { return static_cast<std::uint32_t>(row_numbers.size()); }
};

/// Reads a block; the texts point into it. bad_file says what is wrong and at which byte.
Result<ColumnBatch> decode_column_batch(std::span<const std::byte> block);

/// Writes a block. Every column has a cell for each row, every text is UTF-8.
/// too_large when the block would pass 4 GB.
Result<Bytes> encode_column_batch(const ColumnBatch& batch);

}  // namespace labelscape
