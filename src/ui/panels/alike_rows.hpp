#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Cosine as it is shown everywhere: "0.87".
std::string cosine_text(float cosine);

/// What LabelAlike would change: above the threshold and not taken out, and the reference while it has no label.
std::uint32_t alike_count(const AppState& state);
/// How many above the threshold are not taken out.
std::uint32_t chosen_count(const AlikeView& alike);

/// Height of a row with two lines of text.
float alike_row_height(const UiContext& ui);

/// One document of the view; `place` is its place in AlikeView::docs.
struct AlikeRow {
    std::uint32_t place = 0;
    std::string name;                 ///< the probe's
    std::optional<float> error;       ///< shown where given
};

/// What lies on the row from `min` to `max`: check mark, similarity, two lines of text, its label where it has one.
void draw_alike_row(const PanelArgs& args, const AlikeRow& row, ImVec2 min, ImVec2 max);
/// Accessible name of a row.
std::string alike_row_label(const AppState& state, const AlikeRow& row);

}  // namespace labelscape
