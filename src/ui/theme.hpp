#pragma once

#include <imgui.h>

#include "render/color.hpp"

namespace labelscape {

/// What the whole UI is drawn with: colors by meaning, and lengths in CSS pixels at the UI's scale.
/// Panels take colors only from here, so both themes stay legible (tests/ui/theme_test.cpp checks the contrasts).
struct Tokens {
    Theme theme = Theme::dark;
    float scale = 1;

    // Surfaces, from back to front
    ImU32 bg_app = 0;         ///< behind everything
    ImU32 bg_panel = 0;       ///< panels
    ImU32 bg_raised = 0;      ///< cards, dialogs, menus, buttons
    ImU32 bg_input = 0;       ///< where one types
    ImU32 bg_hover = 0;       ///< translucent, over any surface
    ImU32 bg_pressed = 0;     ///< translucent, over any surface
    ImU32 scrim = 0;          ///< over the page, under a dialog
    ImU32 shadow = 0;

    // Ink
    ImU32 text = 0;
    ImU32 text_secondary = 0; ///< still readable at small sizes (4.5:1)
    ImU32 text_disabled = 0;
    ImU32 text_on_accent = 0;
    ImU32 border = 0;         ///< hairlines between things
    ImU32 border_strong = 0;  ///< edges of controls

    // Meaning
    ImU32 accent = 0;         ///< what one is meant to press; the current thing
    ImU32 accent_hover = 0;
    ImU32 accent_pressed = 0;
    ImU32 accent_soft = 0;    ///< translucent: pressed toggles, soft fills
    ImU32 accent_text = 0;    ///< the accent as ink on panels
    ImU32 success = 0;
    ImU32 warning = 0;
    ImU32 danger = 0;
    ImU32 danger_soft = 0;
    ImU32 warning_soft = 0;
    ImU32 success_soft = 0;
    ImU32 selection = 0;      ///< translucent: selected rows
    ImU32 match = 0;          ///< translucent: found words
    ImU32 focus = 0;          ///< ring around what the keyboard is on

    // Type: heights of a line, the em is 1 / k_line_per_em of it
    float text_small = 15;    ///< captions, hints, table headers: em 12.4
    float text_body = 16;     ///< em 13.2
    float text_large = 19;    ///< titles of panels and dialogs: em 15.7
    float text_display = 27;  ///< start screen: em 22.3

    // Lengths
    float space = 4;          ///< the grid; use gap(n)
    float radius_small = 4;   ///< chips, rows
    float radius = 6;         ///< controls
    float radius_large = 10;  ///< cards, dialogs
    float control = 28;       ///< height of buttons and inputs
    float control_small = 24; ///< height inside rows and toolbars
    float row = 28;           ///< height of list and table rows
    float header = 40;        ///< height of panel headers
    float icon = 16;
    float hairline = 1;
    float scrollbar = 12;

    /// `n` steps of the 4 px grid.
    float gap(float n) const { return space * n; }
};

/// Colors and lengths for a theme; `scale` multiplies all lengths (1 is CSS size).
Tokens make_tokens(Theme theme, float scale = 1);

/// Makes Dear ImGui's own widgets look like ours. Call when theme or scale changed, before the frame begins.
void apply_theme(const Tokens& tokens, ImGuiStyle& style);

ImU32 to_im(Rgba8 color);
Rgba8 from_im(ImU32 color);
/// The color of a label as stored (0xRRGGBB), moved to where it is visible on the theme.
ImU32 label_ink(std::uint32_t rgb, Theme theme);
/// `color` with its alpha multiplied by `alpha`.
ImU32 fade(ImU32 color, float alpha);
/// Mix of two colors in straight RGB; `t` = 0 gives `a`.
ImU32 blend(ImU32 a, ImU32 b, float t);

}  // namespace labelscape
