#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "base/unit_rows.hpp"
#include "core/knn/exact_search.hpp"

namespace labelscape {

struct HnswOptions {
    /// Links of a node per level; larger finds more and needs more memory.
    std::int32_t links = 16;
    /// Candidates while building; larger finds more and builds slower.
    std::int32_t ef_construction = 200;
    std::uint64_t seed = 1;
};

/// Approximate nearest rows by cosine: hierarchical navigable small worlds (Malkov and Yashunin
/// 2018), by hnswlib. Built by slices in the background; only what has been added is found. Rows
/// are dealt to a fixed number of parts that are built side by side, so the index does not depend
/// on the number of workers.
class HnswIndex {
public:
    static Result<HnswIndex> create(const UnitRows& vectors, const HnswOptions& options = {});

    HnswIndex(HnswIndex&&) noexcept;
    HnswIndex& operator=(HnswIndex&&) noexcept;
    ~HnswIndex();

    /// Adds rows until the budget is spent.
    Result<Step> step(const Budget& budget);
    /// 0..1.
    double progress() const;

    /// The `count` nearest of the rows added so far, nearest first.
    /// ef: candidates looked at, at least `count`; larger finds more and is slower.
    Result<std::vector<Match>> search(const float* query, std::int32_t count,
                                      std::int32_t ef = 64) const;

private:
    struct State;
    explicit HnswIndex(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
