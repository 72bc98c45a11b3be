#include "base/unit_rows.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {
namespace {

constexpr double k_largest_code = 127;

/// Of finite values, rounded half away from zero. A product of a float and 127 is exact as double, so nothing depends
/// on whether it is fused with what follows.
std::int8_t code_of(float value, double largest) {
    const double exact = static_cast<double>(value) * k_largest_code / largest;
    return static_cast<std::int8_t>(exact + (exact < 0 ? -0.5 : 0.5));
}

/// 1 / length; 0 for zeros.
float scale_of(std::span<const std::int8_t> codes) {
    std::int32_t squares = 0;
    for (const std::int32_t code : codes) squares += code * code;
    return squares == 0 ? 0.0f : static_cast<float>(1 / std::sqrt(static_cast<double>(squares)));
}

}  // namespace

UnitRows::UnitRows(std::int32_t rows, std::int32_t columns) : columns_(columns) { grow(rows); }

UnitRows UnitRows::of(MatrixView vectors) {
    UnitRows result(vectors.rows, vectors.columns);
    for (std::int32_t row = 0; row < vectors.rows; ++row) result.set(row, vectors.row(row));
    return result;
}

void UnitRows::grow(std::int32_t rows) {
    std::shared_ptr<Chunk> zeros;   // new full chunks share it until one of their rows is set
    while (rows_ < rows) {
        const std::int32_t before = rows_ % k_chunk_rows;
        const std::int32_t after = std::min(k_chunk_rows, before + rows - rows_);
        if (before == 0 && zeros && after == k_chunk_rows) {
            chunks_.push_back(zeros);
        } else {
            if (before == 0) zeros = chunks_.emplace_back(std::make_shared<Chunk>());
            Chunk& chunk = before == 0 ? *zeros : owned(rows_ - 1);
            chunk.codes.resize(static_cast<std::size_t>(after) * static_cast<std::size_t>(stride()));
            chunk.scales.resize(static_cast<std::size_t>(after));
        }
        rows_ += after - before;
    }
}

void UnitRows::set(std::int32_t row, const float* values) {
    const std::span given(values, static_cast<std::size_t>(columns_));
    double largest = 0;
    bool finite = true;
    for (const float value : given) {
        finite = finite && std::isfinite(value);
        largest = std::max(largest, std::fabs(static_cast<double>(value)));
    }
    std::vector<std::int8_t> codes(given.size());
    if (finite && largest > 0) {
        std::ranges::transform(given, codes.begin(), [&](float value) { return code_of(value, largest); });
    }
    set_codes(row, codes.data());
}

void UnitRows::set_codes(std::int32_t row, const std::int8_t* codes) {
    Chunk& chunk = owned(row);
    const std::span given(codes, static_cast<std::size_t>(columns_));
    std::ranges::copy(given, chunk.codes.data() + place(row));
    chunk.scales[static_cast<std::size_t>(row % k_chunk_rows)] = scale_of(given);
}

std::vector<float> UnitRows::decoded(std::int32_t row) const {
    std::vector<float> values(static_cast<std::size_t>(columns_));
    const float scale = this->scale(row);
    std::transform(codes(row), codes(row) + columns_, values.begin(),
                   [&](std::int8_t code) { return static_cast<float>(code) * scale; });
    return values;
}

UnitRows UnitRows::picked(std::span<const std::uint32_t> rows) const {
    if (rows.size() == static_cast<std::size_t>(rows_)) return *this;
    UnitRows result(static_cast<std::int32_t>(rows.size()), columns_);
    for (std::int32_t row = 0; row < result.rows_; ++row) {
        result.set_codes(row, codes(static_cast<std::int32_t>(rows[static_cast<std::size_t>(row)])));
    }
    return result;
}

/// The chunk of a row, made this copy's own.
UnitRows::Chunk& UnitRows::owned(std::int32_t row) {
    std::shared_ptr<Chunk>& chunk = chunks_[static_cast<std::size_t>(row / k_chunk_rows)];
    if (chunk.use_count() > 1) chunk = std::make_shared<Chunk>(*chunk);
    return *chunk;
}

}  // namespace labelscape
