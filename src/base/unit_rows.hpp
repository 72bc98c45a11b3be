#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/matrix_view.hpp"

namespace labelscape {

/// Rows of length 1, or of zeros, with 8 bits an element: a row is its codes -127..127 times 1 / their length, the
/// largest code is 127. Of 256 elements a row takes 260 bytes, a million rows 260 MB.
/// Codes and scales are the same on every machine.
/// Rows lie in chunks that copies share: a copy costs nothing, changing one of its rows copies a chunk of 4 MB.
class UnitRows {
public:
    /// Rows of a full chunk.
    static constexpr std::int32_t k_chunk_rows = 1 << 14;

    UnitRows() = default;
    /// Rows of zeros.
    UnitRows(std::int32_t rows, std::int32_t columns);
    /// The rows of `vectors`, as set() takes them.
    static UnitRows of(MatrixView vectors);

    std::int32_t rows() const { return rows_; }
    std::int32_t columns() const { return columns_; }
    /// Codes from one row to the next in a chunk, a multiple of 8; the spare ones are zero.
    std::int32_t stride() const { return (columns_ + 7) / 8 * 8; }

    /// Appends rows of zeros until there are `rows`, at least as many as now.
    void grow(std::int32_t rows);
    /// `values`: any length; a row that is zero or not finite becomes zeros.
    void set(std::int32_t row, const float* values);
    /// Codes as codes() gave them, without the spare ones.
    void set_codes(std::int32_t row, const std::int8_t* codes);

    const std::int8_t* codes(std::int32_t row) const { return chunk_of(row).codes.data() + place(row); }
    /// What a code counts; 0 for a row of zeros.
    float scale(std::int32_t row) const { return chunk_of(row).scales[static_cast<std::size_t>(row % k_chunk_rows)]; }
    bool is_zero(std::int32_t row) const { return scale(row) == 0; }
    std::vector<float> decoded(std::int32_t row) const;

    /// These rows, ascending, as rows of their own; chunks are shared when they are all.
    UnitRows picked(std::span<const std::uint32_t> rows) const;

private:
    struct Chunk {
        std::vector<std::int8_t> codes;
        std::vector<float> scales;
    };

    const Chunk& chunk_of(std::int32_t row) const { return *chunks_[static_cast<std::size_t>(row / k_chunk_rows)]; }
    std::size_t place(std::int32_t row) const {
        return static_cast<std::size_t>(row % k_chunk_rows) * static_cast<std::size_t>(stride());
    }
    Chunk& owned(std::int32_t row);

    std::int32_t rows_ = 0;
    std::int32_t columns_ = 0;
    std::vector<std::shared_ptr<Chunk>> chunks_;
};

}  // namespace labelscape
