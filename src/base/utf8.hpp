#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labelscape {

inline constexpr char32_t k_replacement = 0xfffd;

/// Reads the code point at `at` and moves `at` past it; an ill-formed byte gives U+FFFD and moves by one.
/// `at` must be below text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

/// True when the bytes are well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_valid_utf8(std::string_view text);

/// The text with every ill-formed byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

/// The longest prefix of at most `max_bytes` that does not break a character.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

/// True for nothing but white space and characters that nobody sees, such as U+00A0, U+200B, U+3000 and U+FEFF.
bool is_blank(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

}  // namespace labelscape
