#pragma once

#include <cstdint>
#include <vector>

#include "app/action.hpp"

namespace labelscape {

/// Vectors, map and microtopics.
namespace action {

struct Embed {};
struct ComputeLayout {
    int neighbors = 15;
    float min_dist = 0.1f;
    int epochs = 0;
    std::uint64_t seed = 42;
    float label_weight = 0;
};
struct ComputeTopics {};
struct SetGranularity { float granularity = 0.5f; std::uint32_t gesture = 0; };
struct AssignOutliers {};
struct CancelJob { std::uint64_t handle = 0; };

}  // namespace action

void handle(AppContext& context, const action::Embed& wanted);
void handle(AppContext& context, const action::ComputeLayout& wanted);
void handle(AppContext& context, const action::ComputeTopics& wanted);
void handle(AppContext& context, const action::SetGranularity& wanted);
void handle(AppContext& context, const action::AssignOutliers& wanted);
void handle(AppContext& context, const action::CancelJob& wanted);

std::vector<Command> computing_commands();

}  // namespace labelscape
