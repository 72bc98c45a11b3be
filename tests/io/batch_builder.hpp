#pragma once

#include <cstdlib>
#include <deque>
#include <limits>

#include "io/column_batch.hpp"

namespace labelscape::test {

/// Writes rows as a block; cells are given as text, empty ones are missing.
class BatchBuilder {
public:
    explicit BatchBuilder(std::vector<std::pair<std::string, ColumnType>> columns) {
        for (auto& [name, type] : columns)
            batch_.columns.push_back({std::move(name), type, {}, {}, {}});
    }

    BatchBuilder& row(const std::vector<std::string>& cells) {
        batch_.row_numbers.push_back(++row_number_);
        for (std::size_t i = 0; i < batch_.columns.size(); ++i)
            add_cell(batch_.columns[i], cells[i]);
        return *this;
    }
    /// The rows so far; numbers go on from there.
    Bytes take() {
        auto block = encode_column_batch(batch_);
        for (auto& column : batch_.columns) column = {column.name, column.type, {}, {}, {}};
        batch_.row_numbers.clear();
        return *block;
    }

private:
    void add_cell(BatchColumn& column, const std::string& cell) {
        const std::uint32_t index = batch_.rows() - 1;
        column.missing.resize(index + 1);
        if (cell.empty()) column.missing.set(index);
        if (column.numeric()) {
            column.numbers.push_back(cell.empty() ? std::numeric_limits<double>::quiet_NaN()
                                                  : std::strtod(cell.c_str(), nullptr));
        } else {
            column.texts.push_back(cells_.emplace_back(cell));
        }
    }

    ColumnBatch batch_;
    std::deque<std::string> cells_;
    std::uint32_t row_number_ = 1;  // the header is row 1
};

}  // namespace labelscape::test
