#pragma once

#include <cstdint>
#include <string>

#include "base/bitset.hpp"
#include "base/result.hpp"
#include "base/unit_rows.hpp"
#include "io/column_batch.hpp"

namespace labelscape {

/// Vectors that a file gives to documents, row by row.
class ImportedVectors {
public:
    /// The vector of a row of the file, if it has one; a document's last one counts.
    /// bad_file when the vectors of the file are not all of one size.
    Status set(std::uint32_t doc, const BatchColumn& column, std::uint32_t row);

    bool empty() const { return rows_.columns() == 0; }
    const UnitRows& rows() const { return rows_; }      ///< by document; may end before the last one
    const Bitset& present() const { return present_; }  ///< the documents with a vector

private:
    UnitRows rows_;
    Bitset present_;
};

}  // namespace labelscape
