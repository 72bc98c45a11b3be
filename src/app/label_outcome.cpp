#include "app/label_outcome.hpp"

#include <algorithm>

namespace labelscape {

LabelOutcome outcome_of(const Project& project, const Bitset& docs, const std::vector<LabelId>& labels,
                        AssignMode mode) {
    LabelOutcome outcome;
    const bool replaces = mode == AssignMode::set ||
                          (mode == AssignMode::add && project.scheme->mode() == LabelMode::single);
    docs.for_each([&](DocId doc) {
        const auto before = project.annotations->labels(doc);
        const auto wanted = [&](LabelId label) { return std::ranges::find(labels, label) != labels.end(); };
        const bool has_all = std::ranges::all_of(
            labels, [&](LabelId label) { return std::ranges::find(before, label) != before.end(); });
        const bool loses = replaces ? !std::ranges::all_of(before, wanted)
                                    : mode == AssignMode::remove && std::ranges::any_of(before, wanted);
        if (loses) {
            ++outcome.replaced;
        } else if (mode != AssignMode::remove && !has_all) {
            ++outcome.fresh;
        }
    });
    return outcome;
}

std::string outcome_text(const LabelOutcome& outcome) {
    if (outcome.replaced == 0) return {};
    return std::to_string(outcome.fresh) + " new, " + std::to_string(outcome.replaced) + " replaced";
}

std::uint32_t count_with_several(const Project& project) {
    std::uint32_t count = 0;
    project.annotations->labeled().for_each(
        [&](DocId doc) { count += project.annotations->labels(doc).size() > 1 ? 1 : 0; });
    return count;
}

}  // namespace labelscape
