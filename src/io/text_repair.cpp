#include "io/text_repair.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "io/project_json.hpp"

namespace labelscape {
namespace {

/// The chunk with what repaired(text) gives for the texts that are not sound.
RepairedTexts repair(const TextColumn::Chunk& chunk, auto sound, auto repaired) {
    RepairedTexts result;
    auto copy = std::make_shared<TextColumn::Chunk>();
    std::uint32_t begin = 0;
    for (const std::uint32_t end : chunk.ends) {
        const std::string_view text = std::string_view(chunk.bytes).substr(begin, end - begin);
        begin = end;
        if (sound(text)) {
            copy->bytes.append(text);
        } else {
            copy->bytes += repaired(text);
            ++result.count;
        }
        copy->ends.push_back(static_cast<std::uint32_t>(copy->bytes.size()));
    }
    if (result.count > 0) result.chunk = std::move(copy);
    return result;
}

}  // namespace

RepairedTexts repair_utf8(const TextColumn::Chunk& chunk) {
    const bool borders_fit = std::ranges::all_of(chunk.ends, [&](std::uint32_t end) {
        return end == chunk.bytes.size() || (static_cast<unsigned char>(chunk.bytes[end]) & 0xc0u) != 0x80u;
    });
    if (borders_fit && is_valid_utf8(chunk.bytes)) return {};
    return repair(chunk, is_valid_utf8, to_valid_utf8);
}

RepairedTexts repair_lists(const TextColumn::Chunk& chunk) {
    const auto is_list = [](std::string_view cell) { return cell.empty() || parse_text_list(cell); };
    return repair(chunk, is_list, [](std::string_view cell) {
        std::string list = "[";
        append_json_text(list, cell);
        return list + "]";
    });
}

}  // namespace labelscape
