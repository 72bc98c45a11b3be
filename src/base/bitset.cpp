#include "base/bitset.hpp"

#include <bit>
#include <cassert>

namespace labelscape {

Bitset Bitset::of(std::uint32_t size, std::span<const std::uint32_t> docs) {
    Bitset set(size);
    for (const std::uint32_t doc : docs) {
        if (doc < size) set.set(doc);
    }
    return set;
}

void Bitset::set_all() {
    for (auto& word : words_) word = ~std::uint64_t{0};
    trim();
}

void Bitset::clear() {
    for (auto& word : words_) word = 0;
}

void Bitset::resize(std::uint32_t size) {
    size_ = size;
    words_.resize((size + 63u) / 64u);
    trim();
}

std::uint32_t Bitset::count() const {
    std::uint32_t total = 0;
    for (const auto word : words_) total += static_cast<std::uint32_t>(std::popcount(word));
    return total;
}

bool Bitset::none() const {
    for (const auto word : words_) {
        if (word != 0) return false;
    }
    return true;
}

std::vector<std::uint32_t> Bitset::members() const {
    std::vector<std::uint32_t> docs;
    docs.reserve(count());
    for_each([&](std::uint32_t doc) { docs.push_back(doc); });
    return docs;
}

Bitset& Bitset::operator&=(const Bitset& other) {
    assert(size_ == other.size_);
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

Bitset& Bitset::operator|=(const Bitset& other) {
    assert(size_ == other.size_);
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

Bitset& Bitset::operator-=(const Bitset& other) {
    assert(size_ == other.size_);
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
}

Bitset Bitset::complement() const {
    Bitset result = *this;
    for (auto& word : result.words_) word = ~word;
    result.trim();
    return result;
}

void Bitset::trim() {
    if (size_ % 64u != 0) words_.back() &= (std::uint64_t{1} << (size_ % 64u)) - 1;
}

}  // namespace labelscape
