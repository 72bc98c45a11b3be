#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace labelscape {

using Bytes = std::vector<std::byte>;

/// Writes little-endian values one after the other.
class ByteWriter {
public:
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void put(T value) {
        append(&value, sizeof value);
    }
    /// LEB128: small numbers take one byte.
    void put_varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<std::byte>(value | 0x80));
        bytes_.push_back(static_cast<std::byte>(value));
    }
    /// Length, then the bytes.
    void put_text(std::string_view text) {
        put_varint(text.size());
        append(text.data(), text.size());
    }
    /// Count, then the items as they lie in memory.
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void put_array(std::span<const T> items) {
        put_varint(items.size());
        append(items.data(), items.size_bytes());
    }
    void append(const void* data, std::size_t size) {
        if (size == 0) return;
        const auto* begin = static_cast<const std::byte*>(data);
        bytes_.insert(bytes_.end(), begin, begin + size);
    }

    /// Room for so many bytes in all: large sections would move several times while they grow.
    void reserve(std::size_t size) { bytes_.reserve(size); }

    std::size_t size() const { return bytes_.size(); }
    Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// Reads what ByteWriter wrote. Past the end, or after any damage, it gives zeros and ok() is false for good,
/// so a decoder checks once, at its end.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class T>
        requires std::is_trivially_copyable_v<T>
    T get() {
        T value{};
        if (const auto* from = take(sizeof value)) std::memcpy(&value, from, sizeof value);
        return value;
    }
    std::uint64_t get_varint() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = get<std::uint8_t>();
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        ok_ = false;
        return 0;
    }
    std::string get_text() {
        const auto size = get_varint();
        const auto* from = size <= bytes_.size() ? take(static_cast<std::size_t>(size)) : fail();
        return from ? std::string(reinterpret_cast<const char*>(from), static_cast<std::size_t>(size))
                    : std::string();
    }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    std::vector<T> get_array() {
        const auto count = get_varint();
        if (count > (bytes_.size() - at_) / sizeof(T)) fail();
        if (!ok_ || count == 0) return {};
        std::vector<T> items(static_cast<std::size_t>(count));
        std::memcpy(items.data(), take(items.size() * sizeof(T)), items.size() * sizeof(T));
        return items;
    }

    bool ok() const { return ok_; }
    bool at_end() const { return at_ == bytes_.size(); }
    std::size_t position() const { return at_; }
    /// Marks the input as damaged; for checks that the caller makes.
    const std::byte* fail() {
        ok_ = false;
        at_ = bytes_.size();
        return nullptr;
    }

private:
    const std::byte* take(std::size_t size) {
        if (!ok_ || size > bytes_.size() - at_) return fail();
        const std::byte* from = bytes_.data() + at_;
        at_ += size;
        return from;
    }

    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace labelscape
