#include "io/imported_vectors.hpp"

#include <algorithm>

namespace labelscape {

Status ImportedVectors::set(std::uint32_t doc, const BatchColumn& column, std::uint32_t row) {
    if (column.missing.test(row)) return {};
    if (empty()) rows_ = UnitRows(0, column.dimension);
    if (rows_.columns() != column.dimension) {
        return Error{ErrorCode::bad_file, "The vectors of the column \"" + column.name + "\" have " +
                                              std::to_string(rows_.columns()) + " numbers, then " +
                                              std::to_string(column.dimension)};
    }
    const auto needed = static_cast<std::int32_t>(doc) + 1;
    if (rows_.rows() < needed) rows_.grow(needed);
    if (present_.size() < doc + 1) present_.resize(doc + 1);
    rows_.set(static_cast<std::int32_t>(doc),
              column.vectors.data() + std::size_t{row} * static_cast<std::size_t>(column.dimension));
    present_.set(doc);
    return {};
}

}  // namespace labelscape
