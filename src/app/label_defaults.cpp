#include "app/label_defaults.hpp"

#include <algorithm>

#include "base/trim.hpp"

namespace labelscape {

std::string trimmed(std::string_view text) { return std::string(trimmed_view(text)); }

std::uint32_t next_label_color(const LabelScheme& scheme, std::span<const std::uint32_t> palette) {
    for (const std::uint32_t color : palette) {
        if (std::ranges::find(scheme.labels(), color, &Label::color) == scheme.labels().end()) return color;
    }
    return palette[scheme.labels().size() % palette.size()];
}

std::string next_label_key(const LabelScheme& scheme) {
    constexpr std::string_view k_keys = "123456789";
    for (const char key : k_keys) {
        const std::string wanted(1, key);
        if (std::ranges::find(scheme.labels(), wanted, &Label::key) == scheme.labels().end()) return wanted;
    }
    return {};
}

std::string key_problem(const LabelScheme& scheme, const Label& label) {
    if (label.key.empty()) return {};
    if (label.key.size() != 1 || label.key[0] < '1' || label.key[0] > '9') return "A digit from 1 to 9";
    for (const Label& other : scheme.labels()) {
        if (other.id != label.id && other.key == label.key) return "Already the key of " + other.name;
    }
    return {};
}

}  // namespace labelscape
