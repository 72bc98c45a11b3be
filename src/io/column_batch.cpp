#include "io/column_batch.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/utf8.hpp"

namespace labelscape {
namespace {

static_assert(std::endian::native == std::endian::little, "blocks are read as they lie in memory");

constexpr std::uint32_t k_magic = 0x4243534c;  // "LSCB"
constexpr std::uint32_t k_version = 1;
constexpr std::size_t k_header_bytes = 32;
constexpr std::size_t k_column_header_bytes = 16;
constexpr std::uint32_t k_spelled_flag = 256;
constexpr std::uint32_t k_max_dimension = 1 << 16;
constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

constexpr std::uint64_t pad8(std::uint64_t bytes) {
    return (bytes + 7) & ~std::uint64_t{7};
}

constexpr ColumnType k_types[] = {ColumnType::text, ColumnType::number, ColumnType::date,
                                  ColumnType::boolean, ColumnType::list, ColumnType::vector};

bool is_ascii(std::string_view text) {
    std::uint64_t word = 0, all = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::memcpy(&word, text.data() + at, 8);
        all |= word;
    }
    for (; at < text.size(); ++at) all |= static_cast<unsigned char>(text[at]);
    return (all & 0x8080808080808080ull) == 0;
}

bool is_text(std::string_view text) {
    return is_ascii(text) || is_valid_utf8(text);
}

/// Reads parts of a block. The first thing wrong is kept, later reads give nothing.
class BlockReader {
public:
    explicit BlockReader(std::span<const std::byte> block) : block_(block) {}

    bool fail(std::string_view what) {
        if (problem_.empty()) problem_ = std::string(what) + " (byte " + std::to_string(at_) + ")";
        return false;
    }
    const std::string& problem() const { return problem_; }
    std::uint64_t at() const { return at_; }
    bool at_end() const { return at_ == block_.size(); }

    /// The next `size` bytes; the position moves past them and their padding.
    const std::byte* take(std::uint64_t size, std::string_view what) {
        if (!problem_.empty()) return nullptr;
        if (size > block_.size() || pad8(size) > block_.size() - at_) {
            fail(what);
            return nullptr;
        }
        const std::byte* from = block_.data() + at_;
        at_ += pad8(size);
        return from;
    }
    template <class T>
    bool take_array(std::vector<T>& items, std::uint64_t count, std::string_view what) {
        const std::byte* from = take(count * sizeof(T), what);
        if (!from) return false;
        items.resize(static_cast<std::size_t>(count));
        if (count > 0) std::memcpy(items.data(), from, items.size() * sizeof(T));
        return true;
    }

private:
    std::span<const std::byte> block_;
    std::uint64_t at_ = 0;
    std::string problem_;
};

bool read_missing(BlockReader& in, std::uint32_t rows, std::uint32_t null_count, Bitset& missing) {
    const std::byte* bits = in.take((std::uint64_t{rows} + 7) / 8, "the missing cells do not fit");
    if (!bits) return false;
    missing = Bitset(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        if ((static_cast<unsigned>(bits[row >> 3]) >> (row & 7u) & 1u) != 0) missing.set(row);
    }
    return missing.count() == null_count || in.fail("the missing cells are counted wrong");
}

/// Offsets and UTF-8; calls add(text) for every row, which may refuse it.
template <class Add>
bool read_strings(BlockReader& in, std::uint32_t rows, Add add) {
    std::vector<std::uint32_t> offsets;
    if (!in.take_array(offsets, std::uint64_t{rows} + 1, "the offsets do not fit")) return false;
    if (offsets[0] != 0) return in.fail("the first offset is not 0");
    const auto* bytes =
        reinterpret_cast<const char*>(in.take(offsets[rows], "the texts do not fit"));
    if (!bytes) return false;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (offsets[row + 1] < offsets[row] || offsets[row + 1] > offsets[rows]) {
            return in.fail("the offsets are not in order");
        }
        const std::string_view text(bytes + offsets[row], offsets[row + 1] - offsets[row]);
        if (!is_text(text)) return in.fail("a text is not UTF-8");
        if (!add(row, text)) return false;
    }
    return true;
}

bool read_texts(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    column.texts.reserve(rows);
    return read_strings(in, rows, [&](std::uint32_t row, std::string_view text) {
        if (!text.empty() && column.missing.test(row)) return in.fail("a missing cell has a text");
        column.texts.push_back(text);
        return true;
    });
}

bool read_spellings(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    if (!column.numeric()) return in.fail("only numbers, dates and booleans have spellings");
    column.spelled.reserve(rows);
    return read_strings(in, rows, [&](std::uint32_t, std::string_view text) {
        column.spelled.push_back(text);
        return true;
    });
}

bool read_numbers(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    if (!in.take_array(column.numbers, rows, "the numbers do not fit")) return false;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (!std::isfinite(column.numbers[row])) return in.fail("a number is not finite");
        if (column.missing.test(row)) column.numbers[row] = k_missing;
    }
    return true;
}

bool read_booleans(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    std::vector<std::uint8_t> flags;
    if (!in.take_array(flags, rows, "the booleans do not fit")) return false;
    column.numbers.reserve(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (flags[row] > 1) return in.fail("a boolean is neither 0 nor 1");
        column.numbers.push_back(column.missing.test(row) ? k_missing : flags[row]);
    }
    return true;
}

bool read_vectors(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    std::vector<std::uint32_t> header;  // dimension, 0
    if (!in.take_array(header, 2, "the size of the vectors is missing")) return false;
    if (header[0] > k_max_dimension) return in.fail("the vectors are too long");
    column.dimension = static_cast<std::int32_t>(header[0]);
    if (!in.take_array(column.vectors, std::uint64_t{rows} * header[0], "the vectors do not fit")) return false;
    if (header[0] == 0 && column.missing.count() != rows) return in.fail("vectors have no numbers");
    return std::ranges::all_of(column.vectors, [](float value) { return std::isfinite(value); }) ||
           in.fail("a vector is not finite");
}

bool read_values(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    switch (column.type) {
        case ColumnType::text:
        case ColumnType::list: return read_texts(in, rows, column);
        case ColumnType::boolean: return read_booleans(in, rows, column);
        case ColumnType::vector: return read_vectors(in, rows, column);
        case ColumnType::number:
        case ColumnType::date: return read_numbers(in, rows, column);
    }
    return in.fail("the type of a column is not known");
}

bool read_column(BlockReader& in, std::uint32_t rows, BatchColumn& column) {
    const std::uint64_t start = in.at();
    const std::byte* from = in.take(k_column_header_bytes, "a column is missing");
    if (!from) return false;
    std::uint32_t header[4];  // type, column_bytes, name_bytes, null_count
    std::memcpy(header, from, sizeof header);
    const bool has_spellings = (header[0] & k_spelled_flag) != 0;
    const std::uint32_t code = header[0] & ~k_spelled_flag;
    if (code < 1 || code > std::size(k_types))
        return in.fail("the type of a column is not known");
    column.type = k_types[code - 1];
    const auto* name =
        reinterpret_cast<const char*>(in.take(header[2], "the name of a column does not fit"));
    if (!name) return false;
    column.name.assign(name, header[2]);
    if (!is_text(column.name)) return in.fail("the name of a column is not UTF-8");
    if (!read_missing(in, rows, header[3], column.missing)) return false;
    return read_values(in, rows, column) && (!has_spellings || read_spellings(in, rows, column)) &&
           (in.at() - start == header[1] || in.fail("a column has the wrong size"));
}

bool read_block(BlockReader& in, std::size_t block_bytes, ColumnBatch& batch) {
    const std::byte* from = in.take(k_header_bytes, "it is shorter than its header");
    if (!from) return false;
    std::uint32_t
        header[8];  // magic, version, block_bytes, row_count, column_count, first_row, 0, 0
    std::memcpy(header, from, sizeof header);
    if (header[0] != k_magic) return in.fail("it does not begin with LSCB");
    if (header[1] != k_version)
        return in.fail("version " + std::to_string(header[1]) + " is not known");
    if (header[2] != block_bytes) return in.fail("its size is not the one it says");
    if (!in.take_array(batch.row_numbers, header[3], "the row numbers do not fit")) return false;
    for (std::size_t row = 1; row < batch.row_numbers.size(); ++row) {
        if (batch.row_numbers[row] <= batch.row_numbers[row - 1])
            return in.fail("the row numbers do not increase");
    }
    if (header[5] != (header[3] > 0 ? batch.row_numbers[0] : 0))
        return in.fail("the first row is not the one it says");
    for (std::uint32_t i = 0; i < header[4]; ++i) {
        if (!read_column(in, header[3], batch.columns.emplace_back())) return false;
    }
    return in.at_end() || in.fail("there are bytes after the last column");
}

void pad(ByteWriter& out) {
    while (out.size() % 8 != 0) out.put(std::uint8_t{0});
}

std::uint64_t strings_bytes(const std::vector<std::string_view>& strings, std::uint64_t rows) {
    std::uint64_t total = 0;
    for (const auto text : strings) total += text.size();
    return pad8((rows + 1) * 4) + pad8(total);
}

void write_strings(const std::vector<std::string_view>& strings, ByteWriter& out) {
    std::uint32_t end = 0;
    out.put(end);
    for (const auto text : strings) out.put(end += static_cast<std::uint32_t>(text.size()));
    pad(out);
    for (const auto text : strings) out.append(text.data(), text.size());
}

std::uint64_t column_bytes(const BatchColumn& column, std::uint64_t rows) {
    const std::uint64_t values = column.type == ColumnType::vector    ? 8 + pad8(column.vectors.size() * sizeof(float))
                                 : !column.numeric()                  ? strings_bytes(column.texts, rows)
                                 : column.type == ColumnType::boolean ? pad8(rows)
                                                                      : rows * 8;
    return k_column_header_bytes + pad8(column.name.size()) + pad8((rows + 7) / 8) + values +
           (column.spelled.empty() ? 0 : strings_bytes(column.spelled, rows));
}

void write_values(const BatchColumn& column, ByteWriter& out) {
    if (column.type == ColumnType::vector) {
        out.put(static_cast<std::uint32_t>(column.dimension));
        out.put(0u);
        out.append(column.vectors.data(), column.vectors.size() * sizeof(float));
    } else if (!column.numeric()) {
        write_strings(column.texts, out);
    } else if (column.type == ColumnType::boolean) {
        for (const double value : column.numbers) out.put(static_cast<std::uint8_t>(value == 1));
    } else {
        for (const double value : column.numbers) out.put(std::isfinite(value) ? value : 0.0);
    }
    pad(out);
    if (column.spelled.empty()) return;
    write_strings(column.spelled, out);
    pad(out);
}

void write_column(const BatchColumn& column, std::uint32_t rows, ByteWriter& out) {
    const auto type = std::find(std::begin(k_types), std::end(k_types), column.type);
    out.put(static_cast<std::uint32_t>(type - std::begin(k_types) + 1) + (column.spelled.empty() ? 0 : k_spelled_flag));
    out.put(static_cast<std::uint32_t>(column_bytes(column, rows)));
    out.put(static_cast<std::uint32_t>(column.name.size()));
    out.put(column.missing.count());
    out.append(column.name.data(), column.name.size());
    pad(out);
    std::vector<std::uint8_t> missing((std::size_t{rows} + 7) / 8);
    column.missing.for_each([&](std::uint32_t row) {
        missing[row >> 3] = static_cast<std::uint8_t>(missing[row >> 3] | 1u << (row & 7u));
    });
    out.append(missing.data(), missing.size());
    pad(out);
    write_values(column, out);
}

}  // namespace

Result<ColumnBatch> decode_column_batch(std::span<const std::byte> block) {
    ColumnBatch batch;
    BlockReader in(block);
    if (read_block(in, block.size(), batch)) return batch;
    return Error{ErrorCode::bad_file,
                 "A batch of rows is damaged: " + in.problem() + ". Read the file again."};
}

Result<Bytes> encode_column_batch(const ColumnBatch& batch) {
    const std::uint32_t rows = batch.rows();
    std::uint64_t size = k_header_bytes + pad8(std::uint64_t{rows} * 4);
    for (const auto& column : batch.columns) size += column_bytes(column, rows);
    if (size > std::numeric_limits<std::uint32_t>::max()) {
        return Error{ErrorCode::too_large,
                     "A batch of rows passes 4 GB. Export fewer documents, or as CSV."};
    }
    ByteWriter out;
    const std::uint32_t first_row = rows > 0 ? batch.row_numbers[0] : 0;
    for (const std::uint32_t field :
         {k_magic, k_version, static_cast<std::uint32_t>(size), rows,
          static_cast<std::uint32_t>(batch.columns.size()), first_row, 0u, 0u}) {
        out.put(field);
    }
    out.append(batch.row_numbers.data(), batch.row_numbers.size() * sizeof(std::uint32_t));
    pad(out);
    for (const auto& column : batch.columns) write_column(column, rows, out);
    return out.take();
}

}  // namespace labelscape
