#include "model/text_column.hpp"

namespace labelscape {

void TextColumn::append(std::string_view text) {
    if (chunks_.empty() || chunks_.back()->ends.size() == k_chunk_rows) {
        last_ = std::make_shared<Chunk>();
        chunks_.push_back(last_);
    } else if (last_ == nullptr || last_ != chunks_.back() || last_.use_count() > 2) {
        last_ = std::make_shared<Chunk>(*chunks_.back());
        chunks_.back() = last_;
    }
    last_->bytes.append(text);
    last_->ends.push_back(static_cast<std::uint32_t>(last_->bytes.size()));
    ++size_;
}

std::string_view TextColumn::operator[](std::uint32_t row) const {
    const Chunk& chunk = *chunks_[row / k_chunk_rows];
    const std::uint32_t index = row % k_chunk_rows;
    const std::uint32_t begin = index == 0 ? 0 : chunk.ends[index - 1];
    return std::string_view(chunk.bytes).substr(begin, chunk.ends[index] - begin);
}

std::uint64_t TextColumn::byte_count() const {
    std::uint64_t total = 0;
    for (const auto& chunk : chunks_) total += chunk->bytes.size();
    return total;
}

void TextColumn::append_chunk(std::shared_ptr<const Chunk> chunk) {
    size_ += static_cast<std::uint32_t>(chunk->ends.size());
    chunks_.push_back(std::move(chunk));
    last_ = nullptr;
}

}  // namespace labelscape
