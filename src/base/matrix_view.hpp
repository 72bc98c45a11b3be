#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace labelscape {

/// Rows x columns of float, row-major and contiguous; does not own its data.
struct MatrixView {
    const float* data = nullptr;
    std::int32_t rows = 0;
    std::int32_t columns = 0;

    const float* row(std::int32_t index) const {
        return data + static_cast<std::size_t>(index) * static_cast<std::size_t>(columns);
    }
};

/// Owning counterpart of MatrixView.
struct Matrix {
    std::vector<float> data;
    std::int32_t rows = 0;
    std::int32_t columns = 0;

    Matrix() = default;
    Matrix(std::int32_t row_count, std::int32_t column_count)
        : data(static_cast<std::size_t>(row_count) * static_cast<std::size_t>(column_count)),
          rows(row_count),
          columns(column_count) {}

    MatrixView view() const { return {data.data(), rows, columns}; }
    float* row(std::int32_t index) {
        return data.data() + static_cast<std::size_t>(index) * static_cast<std::size_t>(columns);
    }
    const float* row(std::int32_t index) const { return view().row(index); }
};

}  // namespace labelscape
