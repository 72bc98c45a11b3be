#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>

#include "render/palette.hpp"

namespace labelscape {

namespace {

constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

/// The same tones as the page's own screens in web/style.css.
void set_dark(Tokens& t) {
    t.bg_app = rgb(0x0c0e12);
    t.bg_panel = rgb(0x14171d);
    t.bg_raised = rgb(0x1d222a);
    t.bg_input = rgb(0x0f1217);
    t.bg_hover = rgb(0xffffff, 15);
    t.bg_pressed = rgb(0xffffff, 26);
    t.scrim = rgb(0x05070a, 150);
    t.shadow = rgb(0x000000, 110);
    t.text = rgb(0xe8ebf0);
    t.text_secondary = rgb(0xa3adba);
    t.text_disabled = rgb(0x68717e);
    t.text_on_accent = rgb(0xffffff);
    t.border = rgb(0x262c36);
    t.border_strong = rgb(0x3a434f);
    t.accent = rgb(0x3767d6);
    t.accent_hover = rgb(0x3d70df);
    t.accent_pressed = rgb(0x2d57b8);
    t.accent_soft = rgb(0x5b8dff, 46);
    t.accent_text = rgb(0x82adff);
    t.success = rgb(0x4ac79b);
    t.warning = rgb(0xf0b24a);
    t.danger = rgb(0xff7a70);
    t.danger_soft = rgb(0xff6b60, 40);
    t.warning_soft = rgb(0xf0b24a, 36);
    t.success_soft = rgb(0x4ac79b, 36);
    t.selection = rgb(0x5b8dff, 52);
    t.match = rgb(0xf2c744, 76);
    t.focus = rgb(0x82adff);
}

void set_light(Tokens& t) {
    t.bg_app = rgb(0xe9ecf1);
    t.bg_panel = rgb(0xf8f9fb);
    t.bg_raised = rgb(0xffffff);
    t.bg_input = rgb(0xffffff);
    t.bg_hover = rgb(0x1b2a44, 14);
    t.bg_pressed = rgb(0x1b2a44, 27);
    t.scrim = rgb(0x1a2130, 90);
    t.shadow = rgb(0x1a2436, 38);
    t.text = rgb(0x1a1f27);
    t.text_secondary = rgb(0x566070);
    t.text_disabled = rgb(0x98a1ae);
    t.text_on_accent = rgb(0xffffff);
    t.border = rgb(0xdfe3ea);
    t.border_strong = rgb(0xc4cbd6);
    t.accent = rgb(0x2b63d9);
    t.accent_hover = rgb(0x386fe2);
    t.accent_pressed = rgb(0x2152bb);
    t.accent_soft = rgb(0x2b63d9, 30);
    t.accent_text = rgb(0x2158c9);
    t.success = rgb(0x13795a);
    t.warning = rgb(0x95570a);
    t.danger = rgb(0xc22f2b);
    t.danger_soft = rgb(0xd9362f, 26);
    t.warning_soft = rgb(0xd98a1f, 36);
    t.success_soft = rgb(0x1a9870, 30);
    t.selection = rgb(0x2b63d9, 36);
    t.match = rgb(0xffcf33, 130);
    t.focus = rgb(0x2b63d9);
}

void scale_lengths(Tokens& t, float scale) {
    for (float* size :
         {&t.text_small, &t.text_body, &t.text_large, &t.text_display, &t.space, &t.radius_small, &t.radius,
          &t.radius_large, &t.control, &t.control_small, &t.row, &t.header, &t.icon, &t.scrollbar}) {
        *size = std::round(*size * scale);
    }
}

void set_lengths(const Tokens& t, ImGuiStyle& style) {
    style.FontSizeBase = t.text_body;
    style.WindowPadding = {t.gap(3), t.gap(3)};
    style.WindowRounding = 0;
    style.WindowBorderSize = 0;
    style.ChildRounding = 0;
    style.ChildBorderSize = 0;
    style.PopupRounding = t.radius;
    style.PopupBorderSize = t.hairline;
    style.FramePadding = {t.gap(2), (t.control - t.text_body) / 2};
    style.FrameRounding = t.radius;
    style.FrameBorderSize = t.hairline;
    style.ItemSpacing = {t.gap(2), t.gap(2)};
    style.ItemInnerSpacing = {t.gap(2), t.gap(1)};
    style.CellPadding = {t.gap(2), t.gap(1)};
    style.IndentSpacing = t.gap(5);
    style.ScrollbarSize = t.scrollbar;
    style.ScrollbarRounding = t.scrollbar / 2;
    style.GrabMinSize = t.gap(6);
    style.GrabRounding = t.radius;
    style.TabRounding = t.radius_small;
    style.WindowMinSize = {16, 16};
    style.DisabledAlpha = 0.5f;
    style.HoverStationaryDelay = 0.12f;
    style.HoverDelayShort = 0.15f;
    style.HoverDelayNormal = 0.45f;
    style.CircleTessellationMaxError = 0.1f;
    style.CurveTessellationTol = 0.5f;
}

void set_colors(const Tokens& t, ImGuiStyle& style) {
    const auto set = [&](ImGuiCol index, ImU32 color) {
        style.Colors[index] = ImGui::ColorConvertU32ToFloat4(color);
    };
    for (int i = 0; i < ImGuiCol_COUNT; ++i) set(i, t.accent_soft);
    set(ImGuiCol_Text, t.text);
    set(ImGuiCol_TextDisabled, t.text_disabled);
    set(ImGuiCol_WindowBg, t.bg_panel);
    set(ImGuiCol_ChildBg, 0);
    set(ImGuiCol_PopupBg, t.bg_raised);
    set(ImGuiCol_Border, t.border_strong);
    set(ImGuiCol_BorderShadow, 0);
    for (const int i : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive}) set(i, t.bg_input);
    for (const int i : {ImGuiCol_TitleBg, ImGuiCol_TitleBgActive, ImGuiCol_TitleBgCollapsed, ImGuiCol_MenuBarBg}) {
        set(i, t.bg_panel);
    }
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, fade(t.text_secondary, 0.35f));
    set(ImGuiCol_ScrollbarGrabHovered, fade(t.text_secondary, 0.6f));
    set(ImGuiCol_ScrollbarGrabActive, fade(t.text_secondary, 0.8f));
    for (const int i : {ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_PlotHistogram}) set(i, t.accent);
    set(ImGuiCol_SliderGrabActive, t.accent_hover);
    set(ImGuiCol_Button, t.bg_raised);
    set(ImGuiCol_ButtonHovered, blend(t.bg_raised, t.text, 0.08f));
    set(ImGuiCol_ButtonActive, blend(t.bg_raised, t.text, 0.14f));
    set(ImGuiCol_Header, t.selection);
    set(ImGuiCol_HeaderHovered, t.bg_hover);
    set(ImGuiCol_HeaderActive, t.bg_pressed);
    for (const int i :
         {ImGuiCol_Separator, ImGuiCol_TableBorderLight, ImGuiCol_TableBorderStrong, ImGuiCol_TreeLines}) {
        set(i, t.border);
    }
    set(ImGuiCol_SeparatorHovered, t.accent);
    set(ImGuiCol_SeparatorActive, t.accent);
    set(ImGuiCol_InputTextCursor, t.accent_text);
    set(ImGuiCol_TableHeaderBg, t.bg_panel);
    set(ImGuiCol_TableRowBg, 0);
    set(ImGuiCol_TableRowBgAlt, 0);
    set(ImGuiCol_TextLink, t.accent_text);
    set(ImGuiCol_TextSelectedBg, t.selection);
    set(ImGuiCol_NavCursor, t.focus);
    set(ImGuiCol_NavWindowingHighlight, 0);
    set(ImGuiCol_NavWindowingDimBg, 0);
    set(ImGuiCol_ModalWindowDimBg, t.scrim);
}

}  // namespace

Tokens make_tokens(Theme theme, float scale) {
    Tokens t;
    t.theme = theme;
    t.scale = scale;
    theme == Theme::dark ? set_dark(t) : set_light(t);
    scale_lengths(t, scale);
    return t;
}

void apply_theme(const Tokens& tokens, ImGuiStyle& style) {
    style = ImGuiStyle();
    set_lengths(tokens, style);
    set_colors(tokens, style);
}

ImU32 to_im(Rgba8 color) { return IM_COL32(color.r, color.g, color.b, color.a); }

Rgba8 from_im(ImU32 color) {
    const auto part = [&](int shift) { return static_cast<std::uint8_t>((color >> shift) & 255); };
    return {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), part(IM_COL32_A_SHIFT)};
}

ImU32 label_ink(std::uint32_t rgb_color, Theme theme) { return to_im(on_theme(from_im(rgb(rgb_color)), theme)); }

ImU32 fade(ImU32 color, float alpha) {
    const float old = static_cast<float>((color >> IM_COL32_A_SHIFT) & 255);
    const auto now = static_cast<ImU32>(std::lround(old * std::clamp(alpha, 0.0f, 1.0f)));
    return (color & ~IM_COL32_A_MASK) | (now << IM_COL32_A_SHIFT);
}

ImU32 blend(ImU32 a, ImU32 b, float t) {
    ImU32 mixed = 0;
    for (const int shift : {0, 8, 16, 24}) {
        const float from = static_cast<float>((a >> shift) & 255);
        const float to = static_cast<float>((b >> shift) & 255);
        mixed |= static_cast<ImU32>(std::lround(from + (to - from) * t)) << shift;
    }
    return mixed;
}

}  // namespace labelscape
