#include "core/knn/hnsw_index.hpp"

// As in wasm; what it does for x86 reads past the end of its lists.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <exception>
#include <string>

#include "base/checked.hpp"
#include "base/parallel_for.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_most_parts = 4;
constexpr std::int32_t k_rows_per_part = 16384;

/// Distance of two rows of 16-bit elements; `param` points to their stride.
float short_distance(const void* a, const void* b, const void* param) {
    const std::int32_t product =
        short_dot(static_cast<const std::int16_t*>(a), static_cast<const std::int16_t*>(b),
                  *static_cast<const std::int32_t*>(param));
    return 1.0f - cosine_of(product);
}

class ShortSpace final : public hnswlib::SpaceInterface<float> {
public:
    explicit ShortSpace(std::int32_t stride) : stride_(stride) {}
    size_t get_data_size() override { return static_cast<size_t>(stride_) * sizeof(std::int16_t); }
    hnswlib::DISTFUNC<float> get_dist_func() override { return short_distance; }
    void* get_dist_func_param() override { return &stride_; }

private:
    std::int32_t stride_;
};

Error failed(const std::exception& reason) {
    return {ErrorCode::too_large, std::string("The search index could not be built or read: ") +
                                      reason.what() + ". Search goes on without it, only slower."};
}

}  // namespace

struct HnswIndex::State {
    UnitRows vectors;
    ShortSpace space;
    std::vector<std::unique_ptr<hnswlib::HierarchicalNSW<float>>>
        parts;               ///< row r is in part r % parts.size()
    std::int32_t added = 0;  ///< rows 0..added - 1

    explicit State(const UnitRows& rows) : vectors(rows), space(rows.stride()) {}

    void add(std::int32_t row) {
        ShortRows rounded(1, vectors.columns());
        rounded.set(0, vectors, row);
        parts[row % parts.size()]->addPoint(rounded.row(0), static_cast<hnswlib::labeltype>(row));
    }
};

Result<HnswIndex> HnswIndex::create(const UnitRows& vectors, const HnswOptions& options) {
    if (options.links < 2 || options.links > 100 || options.ef_construction < 1) {
        return Error{ErrorCode::bad_argument,
                     "A search index needs 2 to 100 links and at least 1 candidate."};
    }
    auto state = std::make_unique<State>(vectors);
    const std::int32_t count = std::clamp(vectors.rows() / k_rows_per_part, 1, k_most_parts);
    try {
        for (std::int32_t part = 0; part < count; ++part) {
            state->parts.push_back(std::make_unique<hnswlib::HierarchicalNSW<float>>(
                &state->space, static_cast<size_t>(vectors.rows() / count + 1),
                static_cast<size_t>(options.links), static_cast<size_t>(options.ef_construction),
                static_cast<size_t>(options.seed + part)));
        }
    } catch (const std::exception& reason) {
        return failed(reason);
    }
    return HnswIndex(std::move(state));
}

HnswIndex::HnswIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
HnswIndex::HnswIndex(HnswIndex&&) noexcept = default;
HnswIndex& HnswIndex::operator=(HnswIndex&&) noexcept = default;
HnswIndex::~HnswIndex() = default;

Result<Step> HnswIndex::step(const Budget& budget) {
    State& s = *state_;
    const auto parts = static_cast<std::int32_t>(s.parts.size());
    const std::int32_t slice = parts * (parallel_workers() == 1 ? 1 : 16);
    while (s.added < s.vectors.rows()) {
        const std::int32_t first = s.added, last = std::min(first + slice, s.vectors.rows());
        std::vector<Status> outcome(parts);
        parallel_for(parts, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t part = begin; part < end; ++part) {
                try {
                    for (std::int32_t row = first; row < last; ++row) {
                        if (row % parts == part) s.add(row);
                    }
                } catch (const std::exception& reason) {
                    outcome[part] = failed(reason);
                }
            }
        });
        for (const Status& status : outcome) {
            if (!status) return status.error();
        }
        s.added = last;
        if (s.added < s.vectors.rows() && budget.spent()) return Step::more;
    }
    return Step::done;
}

double HnswIndex::progress() const {
    return state_->vectors.rows() == 0 ? 1.0
                                     : static_cast<double>(state_->added) / state_->vectors.rows();
}

Result<std::vector<Match>> HnswIndex::search(const float* query, std::int32_t count,
                                             std::int32_t ef) const {
    const std::int32_t wanted = std::min(count, state_->added);
    std::vector<Match> found;
    if (wanted <= 0) return found;
    ShortRows rounded(1, state_->vectors.columns());
    rounded.set(0, query, state_->vectors.columns());
    try {
        for (const auto& part : state_->parts) {
            part->setEf(static_cast<size_t>(std::max(ef, wanted)));
            auto nearest = part->searchKnn(rounded.row(0), static_cast<size_t>(wanted));
            for (; !nearest.empty(); nearest.pop()) {
                const float cosine = std::clamp(1.0f - nearest.top().first, -1.0f, 1.0f);
                found.push_back({static_cast<std::int32_t>(nearest.top().second), cosine});
            }
        }
    } catch (const std::exception& reason) {
        return failed(reason);
    }
    std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
    });
    found.resize(std::min(found.size(), static_cast<std::size_t>(wanted)));
    return found;
}

}  // namespace labelscape
