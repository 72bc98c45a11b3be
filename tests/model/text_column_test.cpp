#include "model/text_column.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

std::string text_of(std::uint32_t row) {
    return row % 7 == 0 ? std::string() : std::string(row % 13, 'x') + std::to_string(row);
}

TextColumn make_column(std::uint32_t rows) {
    TextColumn column;
    for (std::uint32_t row = 0; row < rows; ++row) column.append(text_of(row));
    return column;
}

TEST(TextColumn, GivesBackWhatWasAppendedAcrossChunks) {
    const std::uint32_t rows = 2 * TextColumn::k_chunk_rows + 17;
    const TextColumn column = make_column(rows);
    ASSERT_EQ(column.size(), rows);
    EXPECT_EQ(column.chunks().size(), 3u);
    std::uint64_t bytes = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        ASSERT_EQ(column[row], text_of(row));
        bytes += text_of(row).size();
    }
    EXPECT_EQ(column.byte_count(), bytes);
}

TEST(TextColumn, CopiesShareFullChunksAndSplitTheLast) {
    const TextColumn base = make_column(TextColumn::k_chunk_rows + 5);
    TextColumn copy = base;
    copy.append("new");
    EXPECT_EQ(copy.chunks()[0], base.chunks()[0]);
    EXPECT_NE(copy.chunks()[1], base.chunks()[1]);
    EXPECT_EQ(base.size() + 1, copy.size());
    EXPECT_EQ(base.chunks()[1]->ends.size(), 5u);
    TextColumn second = base;
    second.append("other");
    EXPECT_EQ(copy[base.size()], "new");
    EXPECT_EQ(second[base.size()], "other");
}

TEST(TextColumn, GrowsOnFromAdoptedChunks) {
    const TextColumn base = make_column(TextColumn::k_chunk_rows + 3);
    TextColumn adopted;
    for (const auto& chunk : base.chunks()) adopted.append_chunk(chunk);
    adopted.append("end");
    ASSERT_EQ(adopted.size(), base.size() + 1);
    EXPECT_EQ(adopted[base.size()], "end");
    EXPECT_EQ(adopted[TextColumn::k_chunk_rows], text_of(TextColumn::k_chunk_rows));
    EXPECT_EQ(base.chunks()[1]->ends.size(), 3u);
}

}  // namespace
}  // namespace labelscape
