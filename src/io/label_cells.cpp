#include "io/label_cells.hpp"

#include <algorithm>

#include "base/trim.hpp"
#include "base/utf8.hpp"
#include "io/project_json.hpp"

namespace labelscape {
namespace {

std::vector<std::string> split_escaped(std::string_view cell) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < cell.size(); ++at) {
        const bool escaped = cell[at] == '\\' && at + 1 < cell.size() && (cell[at + 1] == ';' || cell[at + 1] == '\\');
        if (cell[at] == ';') {
            parts.emplace_back();
        } else {
            parts.back().push_back(cell[escaped ? ++at : at]);
        }
    }
    return parts;
}

std::vector<std::string> split_plain(std::string_view cell, std::string_view separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const auto end = std::min(cell.find(separator, begin), cell.size());
        parts.emplace_back(cell.substr(begin, end - begin));
        begin = end + separator.size();
    }
    return parts;
}

std::vector<std::string> parts_of(std::string_view cell, std::string_view separator) {
    if (separator == k_escaped_list) return split_escaped(cell);
    const auto text = trimmed_view(cell);
    if (text.starts_with('{')) {
        if (auto parts = parse_choices(text)) return std::move(*parts);
    }
    if (separator == k_json_array) {
        if (auto parts = parse_text_list(cell)) return std::move(*parts);
    }
    if (separator.empty() || separator == k_json_array) return {std::string(cell)};
    return split_plain(cell, separator);
}

}  // namespace

std::vector<std::string> split_labels(std::string_view cell, std::string_view separator) {
    std::vector<std::string> labels;
    for (const std::string& part : parts_of(cell, separator)) {
        std::string label(trimmed_view(part));
        if (!is_blank(label) && std::ranges::find(labels, label) == labels.end())
            labels.push_back(std::move(label));
    }
    return labels;
}

std::string join_labels(std::span<const std::string_view> labels) {
    std::string cell;
    for (const auto label : labels) {
        if (!cell.empty()) cell.push_back(';');
        for (const char c : label) {
            if (c == ';' || c == '\\') cell.push_back('\\');
            cell.push_back(c);
        }
    }
    return cell;
}

}  // namespace labelscape
