#include "base/utf8.hpp"

namespace labelscape {
namespace {

struct Decoded {
    char32_t code_point = k_replacement;
    std::size_t length = 1;
    bool valid = false;
};

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned first = byte(at);
    if (first < 0x80) return {first, 1, true};
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return {};
    char32_t value = first & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned next = byte(at + i);
        if ((next & 0xc0u) != 0x80u) return {};
        value = value << 6 | (next & 0x3fu);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[length] || value > 0x10ffff || surrogate) return {};
    return {value, length, true};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const Decoded decoded = decode(text, at);
    at += decoded.length;
    return decoded.code_point;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode(text, at);
        if (!decoded.valid) return false;
        at += decoded.length;
    }
    return true;
}

std::string to_valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) append_utf8(out, next_code_point(text, at));
    return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    std::size_t end = max_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) --end;
    return text.substr(0, end);
}

bool is_blank(std::string_view text) {
    const auto is_seen = [](char32_t c) {
        if (c <= ' ' || (c >= 0x7f && c <= 0xa0)) return false;
        return c != 0xad && c != 0x1680 && c != 0x180e && !(c >= 0x2000 && c <= 0x200f) &&
               !(c >= 0x2028 && c <= 0x202f) && !(c >= 0x205f && c <= 0x2064) && c != 0x3000 && c != 0xfeff;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (is_seen(next_code_point(text, at))) return false;
    }
    return true;
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    const auto tail = [&](int shift) { push(0x80u | (code_point >> shift & 0x3fu)); };
    if (code_point < 0x80) {
        push(code_point);
    } else if (code_point < 0x800) {
        push(0xc0u | code_point >> 6);
        tail(0);
    } else if (code_point < 0x10000) {
        push(0xe0u | code_point >> 12);
        tail(6);
        tail(0);
    } else {
        push(0xf0u | code_point >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace labelscape
