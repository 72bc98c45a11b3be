#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/ids.hpp"

namespace labelscape {

/// UTF-8 texts by document, wherever they lie. text_of must be safe to call from several threads at
/// once, and what it returns must live as long as the algorithm that reads it.
struct Texts {
    DocId count = 0;
    std::function<std::string_view(DocId)> text_of;

    Texts() = default;
    Texts(DocId text_count, std::function<std::string_view(DocId)> text)
        : count(text_count), text_of(std::move(text)) {}
    /// Over an array that the caller keeps.
    explicit Texts(std::span<const std::string_view> texts)
        : count(static_cast<DocId>(texts.size())),
          text_of([texts](DocId doc) { return texts[doc]; }) {}

    std::string_view operator[](DocId doc) const { return text_of(doc); }
};

/// Half-open range of bytes in a text.
struct TextRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const TextRange&) const = default;
};

}  // namespace labelscape
