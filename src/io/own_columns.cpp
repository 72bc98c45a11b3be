#include "io/own_columns.hpp"

#include <algorithm>

namespace labelscape {
namespace {

constexpr std::string_view k_suffix = "_2";

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

bool is_own_export(std::span<const std::string> names) {
    return names.size() >= own_count && std::ranges::equal(names.first(own_count), k_own_names);
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
