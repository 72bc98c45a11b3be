#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace labelscape {

/// Dense set of documents 0..size()-1.
/// Bits past size() are always zero, so whole words can be combined and counted.
class Bitset {
public:
    Bitset() = default;
    explicit Bitset(std::uint32_t size) : size_(size), words_((size + 63u) / 64u) {}

    /// The set of the given documents; ids at or past `size` are ignored.
    static Bitset of(std::uint32_t size, std::span<const std::uint32_t> docs);

    std::uint32_t size() const { return size_; }
    bool test(std::uint32_t doc) const {
        return doc < size_ && (words_[doc >> 6] >> (doc & 63u) & 1u) != 0;
    }
    void set(std::uint32_t doc) { words_[doc >> 6] |= std::uint64_t{1} << (doc & 63u); }
    void reset(std::uint32_t doc) { words_[doc >> 6] &= ~(std::uint64_t{1} << (doc & 63u)); }
    void set_all();
    void clear();
    /// Keeps the members that still fit.
    void resize(std::uint32_t size);

    std::uint32_t count() const;
    bool none() const;
    /// Members in ascending order.
    std::vector<std::uint32_t> members() const;

    /// Both sides must have the same size.
    Bitset& operator&=(const Bitset& other);
    Bitset& operator|=(const Bitset& other);
    /// Removes the members of `other`.
    Bitset& operator-=(const Bitset& other);
    Bitset complement() const;

    bool operator==(const Bitset&) const = default;

    /// Calls visit(doc) for each member in ascending order.
    template <class Visit>
    void for_each(Visit visit) const {
        for (std::uint32_t word = 0; word < words_.size(); ++word) {
            for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
                visit(word * 64u + static_cast<std::uint32_t>(__builtin_ctzll(bits)));
            }
        }
    }

private:
    void trim();

    std::uint32_t size_ = 0;
    std::vector<std::uint64_t> words_;
};

}  // namespace labelscape
