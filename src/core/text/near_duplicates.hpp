#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/text/texts.hpp"

namespace labelscape {

struct NearDuplicateOptions {
    /// Share of common shingles (Jaccard) from which two texts count as alike; larger finds fewer.
    float min_jaccard = 0.8f;
};

/// Groups of alike documents; a document that stands alone has group k_no_group.
struct DuplicateGroups {
    static constexpr std::int32_t k_no_group = -1;
    std::vector<std::int32_t> group_of;  ///< per document
    std::int32_t group_count = 0;        ///< groups are numbered by their first document
};

/// Hash of a text that letter case and white space (other than where it stands) do not change.
std::uint64_t normalized_hash(std::string_view text);

/// Finds exact duplicates (equal but for letter case and runs of white space) and near duplicates:
/// texts whose sets of 4 neighboring characters overlap by `min_jaccard`. Candidates come from
/// MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman, Ullman, "Mining of massive
/// datasets", 3.4), and every pair is then checked exactly: what is reported is true, and a pair
/// with an overlap of 0.8 is found with a chance of 0.98, one of 0.9 with 0.9999. Groups are
/// connected: a like b and b like c puts the three together. Empty texts are in no group.
class NearDuplicates {
public:
    explicit NearDuplicates(Texts texts, const NearDuplicateOptions& options = {});
    NearDuplicates(NearDuplicates&&) noexcept;
    NearDuplicates& operator=(NearDuplicates&&) noexcept;
    ~NearDuplicates();

    Step step(const Budget& budget);
    double progress() const;

    /// When done.
    const DuplicateGroups& exact() const;
    /// When done; exact duplicates are in it too.
    const DuplicateGroups& near() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
