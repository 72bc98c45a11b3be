#include "app/text_matches.hpp"

#include <algorithm>
#include <utility>

#include "app/filters/filter_kinds.hpp"

namespace labelscape {
namespace {

/// Conditions that are not part of the filter any more, for going back and forth.
constexpr std::size_t k_kept_unneeded = 16;
constexpr std::uint64_t k_bytes_at_once = 2u << 20;

}  // namespace

bool is_read_at_once(const Dataset& texts) { return texts.texts().byte_count() <= k_bytes_at_once; }

std::optional<TextMatcher> TextCondition::matcher() const {
    if (!regex) return TextQuery::parse(query);
    auto compiled = Regex::compile(query);
    if (!compiled) return std::nullopt;
    return std::move(*compiled);
}

std::optional<TextCondition> text_condition(const FilterChip& chip) {
    const FilterKind* kind = find_filter_kind(chip.kind);
    return kind && kind->text ? std::optional(kind->text(chip)) : std::nullopt;
}

std::vector<TextCondition> text_conditions(const Filter& filter, const std::string& search) {
    std::vector<TextCondition> conditions;
    const auto add = [&](TextCondition condition) {
        if (std::ranges::find(conditions, condition) == conditions.end() && condition.matcher()) {
            conditions.push_back(std::move(condition));
        }
    };
    for (const FilterChip& chip : filter) {
        if (auto condition = text_condition(chip)) add(std::move(*condition));
    }
    if (!search.empty()) add({search, false});
    return conditions;
}

bool TextMatches::same_texts(const SharedTexts& texts) const {
    return !texts_.owner_before(texts) && !texts.owner_before(texts_);
}

const Bitset* TextMatches::find(const SharedTexts& texts, const TextCondition& condition) const {
    if (!same_texts(texts)) return nullptr;
    const auto found = std::ranges::find(known_, condition, &Known::condition);
    return found == known_.end() ? nullptr : &found->docs;
}

bool TextMatches::needed(const Known& known) const {
    return std::ranges::find(needed_, known.condition) != needed_.end();
}

void TextMatches::keep(const SharedTexts& texts, TextCondition condition, Bitset docs) {
    if (!same_texts(texts)) known_.clear();
    texts_ = texts;
    std::erase_if(known_, [&](const Known& known) { return known.condition == condition; });
    known_.insert(known_.begin(), {std::move(condition), std::move(docs)});
    std::size_t unneeded = 0;
    std::erase_if(known_, [&](const Known& known) { return !needed(known) && ++unneeded > k_kept_unneeded; });
}

void TextMatches::need(std::vector<TextCondition> conditions) {
    needed_ = std::move(conditions);
    std::stable_partition(known_.begin(), known_.end(), [&](const Known& known) { return needed(known); });
}

}  // namespace labelscape
