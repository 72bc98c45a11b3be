#include "io/own_columns.hpp"

#include <algorithm>

namespace labelscape {
namespace {

constexpr std::string_view k_suffix = "_2";
constexpr std::array k_telling = {own_mark, own_action, own_labeled_at, own_microtopic, own_copies};

/// One of our names, with any number of suffixes.
bool is_taken(std::string_view name) {
    while (name.ends_with(k_suffix)) name.remove_suffix(k_suffix.size());
    return std::ranges::find(k_own_names, name) != k_own_names.end();
}

/// What a spreadsheet runs, with any number of apostrophes before it.
bool is_formula(std::string_view cell) {
    const auto first = cell.find_first_not_of('\'');
    return first != std::string_view::npos && std::string_view("=+-@\t\r").find(cell[first]) != std::string_view::npos;
}

}  // namespace

std::optional<OwnColumns> find_own_columns(std::span<const std::string> names) {
    OwnColumns found;
    std::size_t at = 0;
    for (std::size_t own = 0; own < own_count && at < names.size(); ++own) {
        if (names[at] == k_own_names[own]) found[own] = at++;
    }
    const auto telling = std::ranges::count_if(k_telling, [&](OwnColumn own) { return found[own].has_value(); });
    if (!found[own_labels] || telling < 2) return std::nullopt;
    return found;
}

std::string exported_name(std::string_view name) {
    return std::string(name) + std::string(is_taken(name) ? k_suffix : "");
}

std::string imported_name(std::string_view name) {
    if (is_taken(name) && name.ends_with(k_suffix)) name.remove_suffix(k_suffix.size());
    return std::string(name);
}

std::string escape_formula(std::string_view cell, bool escape_formulas) {
    const bool escapes = is_formula(cell) && (escape_formulas || cell.front() == '\'');
    return (escapes ? "'" : "") + std::string(cell);
}

std::string_view unescape_formula(std::string_view cell) {
    return cell.starts_with('\'') && is_formula(cell) ? cell.substr(1) : cell;
}

}  // namespace labelscape
