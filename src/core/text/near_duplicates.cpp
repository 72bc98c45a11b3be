#include "core/text/near_duplicates.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "base/hash.hpp"
#include "base/parallel_for.hpp"
#include "base/random.hpp"
#include "base/utf8.hpp"
#include "core/text/searchable.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_bands = 10;
constexpr std::size_t k_rows = 5;
constexpr std::size_t k_shingle = 4;
constexpr std::size_t k_leaders = 8;

using BandKeys = std::array<std::uint32_t, k_bands>;

/// Parameters of the hash functions x -> x * odd + shift.
struct Permutations {
    std::array<std::uint32_t, k_bands * k_rows> odd;
    std::array<std::uint32_t, k_bands * k_rows> shift;
};

constexpr Permutations make_permutations() {
    Permutations result{};
    Random random(20);
    for (std::size_t i = 0; i < result.odd.size(); ++i) {
        result.odd[i] = static_cast<std::uint32_t>(random.next()) | 1u;
        result.shift[i] = static_cast<std::uint32_t>(random.next());
    }
    return result;
}

constexpr Permutations k_permutations = make_permutations();

/// Hashes of all runs of four characters, or of the whole text when it is shorter; ascending, each
/// once.
std::vector<std::uint32_t> shingles_of(std::string_view text) {
    std::string normal;
    append_searchable(normal, text);
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < normal.size();) {
        begins.push_back(at);
        next_code_point(normal, at);
    }
    begins.push_back(normal.size());
    const std::size_t characters = begins.size() - 1;
    const std::size_t length = std::min(k_shingle, characters);
    std::vector<std::uint32_t> hashes;
    for (std::size_t i = 0; i + length <= characters && length > 0; ++i) {
        const auto run = std::string_view(normal).substr(begins[i], begins[i + length] - begins[i]);
        hashes.push_back(static_cast<std::uint32_t>(hash_text(run)));
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

BandKeys band_keys_of(std::string_view text) {
    std::array<std::int32_t, k_bands * k_rows> lowest;
    lowest.fill(std::numeric_limits<std::int32_t>::max());
    for (const std::uint32_t shingle : shingles_of(text)) {
        for (std::size_t i = 0; i < lowest.size(); ++i) {
            const auto value = static_cast<std::int32_t>(shingle * k_permutations.odd[i] +
                                                         k_permutations.shift[i]);
            lowest[i] = std::min(lowest[i], value);
        }
    }
    BandKeys keys{};
    for (std::size_t band = 0; band < k_bands; ++band) {
        const auto rows = std::span(lowest).subspan(band * k_rows, k_rows);
        keys[band] = static_cast<std::uint32_t>(hash_bytes(std::as_bytes(rows), band));
    }
    return keys;
}

double jaccard(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) ++common;
        const bool step_a = a[i] <= b[j];
        const bool step_b = b[j] <= a[i];
        i += step_a;
        j += step_b;
    }
    const std::size_t all = a.size() + b.size() - common;
    return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

DuplicateGroups number_groups(const std::vector<DocId>& leader_of) {
    DuplicateGroups groups;
    groups.group_of.assign(leader_of.size(), DuplicateGroups::k_no_group);
    std::vector<std::uint32_t> size(leader_of.size());
    for (const DocId leader : leader_of) ++size[leader];
    for (DocId doc = 0; doc < leader_of.size(); ++doc) {
        if (size[leader_of[doc]] < 2) continue;
        // Leaders are the first of their group, so theirs is numbered before the others ask.
        if (leader_of[doc] == doc) groups.group_of[doc] = groups.group_count++;
        groups.group_of[doc] = groups.group_of[leader_of[doc]];
    }
    return groups;
}

}  // namespace

std::uint64_t normalized_hash(std::string_view text) {
    std::string normal;
    append_searchable(normal, text);
    return hash_text(normal);
}

struct NearDuplicates::State {
    enum class Stage { hashes, keys, bands, done };

    Texts texts;
    NearDuplicateOptions options;
    Stage stage = Stage::hashes;
    DocId next = 0;
    std::vector<std::uint64_t> hashes;
    std::vector<DocId> leader;           ///< union-find; the lowest document leads
    std::vector<DocId> representatives;  ///< one of each group of exact duplicates
    std::vector<BandKeys> keys;          ///< by representative
    std::size_t band = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        bucket_order;  ///< (key, representative) of the band
    DuplicateGroups exact;
    DuplicateGroups near;

    DocId root_of(DocId doc) {
        while (leader[doc] != doc) {
            leader[doc] = leader[leader[doc]];
            doc = leader[doc];
        }
        return doc;
    }
    void join(DocId a, DocId b) {
        a = root_of(a);
        b = root_of(b);
        leader[std::max(a, b)] = std::min(a, b);
    }
    DuplicateGroups number() {
        for (DocId doc = 0; doc < leader.size(); ++doc) leader[doc] = root_of(doc);
        return number_groups(leader);
    }

    template <class Work>
    Step in_batches(const Budget& budget, std::size_t count, Work work) {
        while (next < count) {
            const auto end = static_cast<DocId>(std::min<std::size_t>(count, next + 512));
            parallel_for(end - next, 32, [&](std::int64_t first, std::int64_t last) {
                for (std::int64_t i = first; i < last; ++i) work(next + static_cast<DocId>(i));
            });
            next = end;
            if (next < count && budget.spent()) return Step::more;
        }
        next = 0;
        return Step::done;
    }

    void join_exact();
    Step join_bands(const Budget& budget);
    void join_bucket(std::size_t begin, std::size_t end);
};

void NearDuplicates::State::join_exact() {
    std::vector<std::pair<std::uint64_t, DocId>> order;
    const std::uint64_t empty = normalized_hash({});
    for (DocId doc = 0; doc < texts.count; ++doc) {
        if (hashes[doc] != empty) order.emplace_back(hashes[doc], doc);
    }
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool repeats = i > 0 && order[i].first == order[i - 1].first;
        if (repeats) join(order[i].second, order[i - 1].second);
        if (!repeats) representatives.push_back(order[i].second);
    }
    std::sort(representatives.begin(), representatives.end());
    exact = number();
    keys.resize(representatives.size());
    hashes = {};
}

Step NearDuplicates::State::join_bands(const Budget& budget) {
    for (; band < k_bands; ++band, next = 0) {
        if (next == 0) {
            bucket_order.clear();
            for (std::uint32_t i = 0; i < keys.size(); ++i)
                bucket_order.emplace_back(keys[i][band], i);
            std::sort(bucket_order.begin(), bucket_order.end());
        }
        while (next < bucket_order.size()) {
            std::size_t end = next + 1;
            while (end < bucket_order.size() && bucket_order[end].first == bucket_order[next].first)
                ++end;
            join_bucket(next, end);
            next = static_cast<DocId>(end);
            if (budget.spent()) return Step::more;
        }
    }
    return Step::done;
}

// Each text is compared with the first few that differ in the bucket, not with all: large buckets
// stay cheap.
void NearDuplicates::State::join_bucket(std::size_t begin, std::size_t end) {
    if (end - begin < 2) return;
    std::vector<std::pair<DocId, std::vector<std::uint32_t>>> leaders;
    for (std::size_t i = begin; i < end; ++i) {
        const DocId doc = representatives[bucket_order[i].second];
        const auto same = [&](const auto& other) { return root_of(other.first) == root_of(doc); };
        if (std::any_of(leaders.begin(), leaders.end(), same)) continue;
        std::vector<std::uint32_t> shingles = shingles_of(texts[doc]);
        const auto alike = [&](const auto& other) {
            return jaccard(other.second, shingles) >= double{options.min_jaccard};
        };
        const auto found = std::find_if(leaders.begin(), leaders.end(), alike);
        if (found != leaders.end()) {
            join(found->first, doc);
        } else if (leaders.size() < k_leaders) {
            leaders.emplace_back(doc, std::move(shingles));
        }
    }
}

NearDuplicates::NearDuplicates(Texts texts, const NearDuplicateOptions& options)
    : state_(std::make_unique<State>()) {
    state_->texts = std::move(texts);
    state_->options = options;
    state_->hashes.resize(state_->texts.count);
    state_->leader.resize(state_->texts.count);
    std::iota(state_->leader.begin(), state_->leader.end(), DocId{0});
}

NearDuplicates::NearDuplicates(NearDuplicates&&) noexcept = default;
NearDuplicates& NearDuplicates::operator=(NearDuplicates&&) noexcept = default;
NearDuplicates::~NearDuplicates() = default;

Step NearDuplicates::step(const Budget& budget) {
    State& state = *state_;
    using Stage = State::Stage;
    if (state.stage == Stage::hashes) {
        const auto hash = [&](DocId doc) { state.hashes[doc] = normalized_hash(state.texts[doc]); };
        if (state.in_batches(budget, state.texts.count, hash) == Step::more) return Step::more;
        state.join_exact();
        state.stage = Stage::keys;
    }
    if (state.stage == Stage::keys) {
        const auto keys = [&](DocId i) {
            state.keys[i] = band_keys_of(state.texts[state.representatives[i]]);
        };
        if (state.in_batches(budget, state.keys.size(), keys) == Step::more) return Step::more;
        state.stage = Stage::bands;
    }
    if (state.stage == Stage::bands) {
        if (state.join_bands(budget) == Step::more) return Step::more;
        state.near = state.number();
        state.stage = Stage::done;
    }
    return Step::done;
}

double NearDuplicates::progress() const {
    const State& state = *state_;
    const auto share = [&](std::size_t count) {
        return count == 0 ? 1.0 : static_cast<double>(state.next) / static_cast<double>(count);
    };
    switch (state.stage) {
        case State::Stage::hashes: return 0.2 * share(state.texts.count);
        case State::Stage::keys: return 0.2 + 0.5 * share(state.keys.size());
        case State::Stage::bands: return 0.7 + 0.3 * static_cast<double>(state.band) / k_bands;
        case State::Stage::done: return 1;
    }
    return 1;
}

const DuplicateGroups& NearDuplicates::exact() const {
    return state_->exact;
}
const DuplicateGroups& NearDuplicates::near() const {
    return state_->near;
}

}  // namespace labelscape
