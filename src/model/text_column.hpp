#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace labelscape {

/// Texts by row, in chunks that copies share: appending to a copy of a million rows copies one chunk.
class TextColumn {
public:
    /// Rows of a full chunk.
    static constexpr std::uint32_t k_chunk_rows = 1u << 14;

    struct Chunk {
        std::string bytes;                   ///< UTF-8, one text after the other
        std::vector<std::uint32_t> ends;     ///< where each text ends in `bytes`
    };

    void append(std::string_view text);
    std::string_view operator[](std::uint32_t row) const;
    std::uint32_t size() const { return size_; }
    /// Bytes of all texts together.
    std::uint64_t byte_count() const;

    const std::vector<std::shared_ptr<const Chunk>>& chunks() const { return chunks_; }
    /// Adopts a chunk as read from storage; all chunks before it must be full.
    void append_chunk(std::shared_ptr<const Chunk> chunk);

private:
    std::vector<std::shared_ptr<const Chunk>> chunks_;
    std::shared_ptr<Chunk> last_;   ///< the chunk being filled, when this copy alone owns it
    std::uint32_t size_ = 0;
};

}  // namespace labelscape
