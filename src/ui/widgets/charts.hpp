#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct MixPart {
    std::string_view name;
    std::uint32_t color = 0;          ///< 0xRRGGBB
    std::uint32_t count = 0;
};

/// Shares of labels as one bar; what `total` has beyond the parts is unlabeled. Hover tells names and counts.
void mix_bar_ui(const UiContext& ui, std::string_view name, std::span<const MixPart> parts, std::uint32_t total,
                float width, float height = 8);
/// The same into a draw list, for rows of long tables.
void draw_mix_bar(const UiContext& ui, ImDrawList& list, ImVec2 min, ImVec2 max, std::span<const MixPart> parts,
                  std::uint32_t total);

struct HistogramOptions {
    float height = 72;
    float width = 0;                  ///< 0 fills the line
    float step = 0.01f;               ///< of the keys; Shift is ten times
    const char* format = "%.2f";      ///< of the threshold
    bool keep_above = true;           ///< which side of the threshold counts, drawn in the accent
};

/// Counts in equal bins over [low, high] with the threshold as a slider on it. True while the threshold changes.
/// Bars are scaled by square root, so that a few are seen beside many.
bool histogram_ui(const UiContext& ui, std::string_view name, std::string_view label,
                  std::span<const std::uint32_t> bins, float low, float high, float& threshold,
                  const HistogramOptions& options = {});

}  // namespace labelscape
