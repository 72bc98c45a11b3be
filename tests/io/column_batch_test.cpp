#include "io/column_batch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/random.hpp"
#include "io/batch_builder.hpp"

namespace labelscape {
namespace {

using test::BatchBuilder;

Bytes read_golden(const char* name) {
    std::ifstream file(std::string(SOURCE_DIR "/tests/golden/") + name, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    return Bytes(bytes.begin(), bytes.end());
}

nlohmann::json cell_json(const BatchColumn& column, std::uint32_t row) {
    if (column.missing.test(row)) return nullptr;
    if (column.type == ColumnType::vector) {
        const auto first = column.vectors.begin() + static_cast<std::ptrdiff_t>(row) * column.dimension;
        return std::vector<float>(first, first + column.dimension);
    }
    if (!column.numeric()) return std::string(column.texts[row]);
    if (column.type == ColumnType::boolean) return column.numbers[row] == 1;
    return column.numbers[row];
}

TEST(ColumnBatch, ReadsAndWritesTheGoldenBlock) {
    constexpr const char* k_names[] = {"text", "number", "date", "boolean", "list", "vector"};
    const Bytes block = read_golden("column_batch_v1.bin");
    const Bytes text = read_golden("column_batch_v1.json");
    const auto described =
        nlohmann::json::parse(reinterpret_cast<const char*>(text.data()),
                              reinterpret_cast<const char*>(text.data()) + text.size());
    const auto batch = decode_column_batch(block);
    ASSERT_TRUE(batch) << batch.error().message;
    EXPECT_EQ(nlohmann::json(batch->row_numbers), described["row_numbers"]);
    ASSERT_EQ(batch->columns.size(), described["columns"].size());
    for (std::size_t i = 0; i < batch->columns.size(); ++i) {
        const BatchColumn& column = batch->columns[i];
        const auto& expected = described["columns"][i];
        EXPECT_EQ(column.name, expected["name"]);
        EXPECT_EQ(k_names[static_cast<std::size_t>(column.type)], expected["type"]);
        for (std::uint32_t row = 0; row < batch->rows(); ++row) {
            EXPECT_EQ(cell_json(column, row), expected["values"][row]) << column.name << " " << row;
        }
    }
    const auto written = encode_column_batch(*batch);
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, block);
}

TEST(ColumnBatch, WrittenBlocksReadTheSame) {
    for (const std::uint32_t rows : {0u, 1u, 7u, 8u, 9u, 64u, 1000u}) {
        BatchBuilder builder(
            {{"é", ColumnType::text}, {"", ColumnType::number}, {"b", ColumnType::boolean}});
        for (std::uint32_t row = 0; row < rows; ++row) {
            builder.row({row % 3 == 0 ? "" : std::string(row % 20, 'x'),
                         row % 4 == 0 ? "" : std::to_string(row), row % 2 == 0 ? "1" : "0"});
        }
        const Bytes block = builder.take();
        EXPECT_EQ(block.size() % 8, 0u);
        const auto batch = decode_column_batch(block);
        ASSERT_TRUE(batch) << batch.error().message;
        EXPECT_EQ(batch->rows(), rows);
        const auto again = encode_column_batch(*batch);
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, block);
    }
}

TEST(ColumnBatch, DamageIsRefusedOrHarmless) {
    const Bytes block = read_golden("column_batch_v1.bin");
    for (std::size_t size = 0; size < block.size(); ++size) {
        const Bytes cut(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
        const auto batch = decode_column_batch(cut);
        ASSERT_FALSE(batch) << size;
        EXPECT_EQ(batch.error().code, ErrorCode::bad_file);
        EXPECT_NE(batch.error().message.find("byte"), std::string::npos);
    }
    int refused = 0;
    for (std::size_t at = 0; at < block.size(); ++at) {
        for (const int flip : {0x01, 0x80, 0xff}) {
            Bytes damaged = block;
            damaged[at] ^= static_cast<std::byte>(flip);
            refused += !decode_column_batch(damaged).ok();
        }
    }
    EXPECT_GT(refused, 300);
}

TEST(ColumnBatch, SpellingsComeBack) {
    for (const ColumnType type : {ColumnType::number, ColumnType::date, ColumnType::boolean}) {
        ColumnBatch batch;
        batch.row_numbers = {1, 2, 3};
        BatchColumn& column = batch.columns.emplace_back();
        column.name = "n";
        column.type = type;
        column.numbers = {1, 0, 0};
        column.missing = Bitset(3);
        column.missing.set(2);
        column.spelled = {"1.0", "", "N/A"};
        const auto block = encode_column_batch(batch);
        const auto decoded = decode_column_batch(*block);
        ASSERT_TRUE(decoded) << decoded.error().message;
        EXPECT_EQ(decoded->columns[0].spelled, column.spelled);
    }
}

TEST(ColumnBatch, ABooleanIsZeroOrOne) {
    constexpr std::uint8_t k_flags[] = {1, 0, 1, 1, 0, 0, 1, 0};
    BatchBuilder builder({{"b", ColumnType::boolean}});
    for (const std::uint8_t flag : k_flags) builder.row({flag == 1 ? "1" : "0"});
    Bytes block = builder.take();
    const auto flags = std::ranges::search(block, std::as_bytes(std::span(k_flags)));
    ASSERT_FALSE(flags.empty());
    flags.front() = std::byte{2};
    const auto batch = decode_column_batch(block);
    ASSERT_FALSE(batch);
    EXPECT_NE(batch.error().message.find("boolean"), std::string::npos) << batch.error().message;
}

}  // namespace
}  // namespace labelscape
