#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/view_state.hpp"
#include "base/bitset.hpp"
#include "core/text/text_search.hpp"
#include "model/dataset.hpp"

namespace labelscape {

/// True for texts that are read within a frame; more is read by a job.
bool is_read_at_once(const Dataset& texts);

/// What a text has to hold: words as in the search box, or a regular expression.
struct TextCondition {
    std::string query;
    bool regex = false;

    bool operator==(const TextCondition&) const = default;
    /// Nothing for a regular expression that is not valid.
    std::optional<TextMatcher> matcher() const;
};

/// What a chip asks of the text; nothing where its kind reads none.
std::optional<TextCondition> text_condition(const FilterChip& chip);
/// Those of a filter and a search, each once; without regular expressions that are not valid.
std::vector<TextCondition> text_conditions(const Filter& filter, const std::string& search);

/// Which documents meet a condition. Every text is read for that, so the answers are kept until the texts change:
/// labels and other parts of the filter change without reading them again.
class TextMatches {
public:
    using SharedTexts = std::shared_ptr<const Dataset>;

    /// Null when nothing is known for these texts.
    const Bitset* find(const SharedTexts& texts, const TextCondition& condition) const;
    /// One bit a document of `texts`. Answers for other texts are forgotten, and those that were not needed for
    /// longest.
    void keep(const SharedTexts& texts, TextCondition condition, Bitset docs);
    /// These are needed from now on: they stay when others are forgotten.
    void need(std::vector<TextCondition> conditions);

private:
    struct Known {
        TextCondition condition;
        Bitset docs;
    };

    bool same_texts(const SharedTexts& texts) const;
    bool needed(const Known& known) const;

    std::weak_ptr<const Dataset> texts_;   ///< of all answers
    std::vector<Known> known_;             ///< needed last first
    std::vector<TextCondition> needed_;
};

}  // namespace labelscape
