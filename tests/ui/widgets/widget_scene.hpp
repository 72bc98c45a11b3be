#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

#include "base/utf8.hpp"
#include "ui/text/scripts.hpp"
#include "ui/ui_context.hpp"

namespace labelscape {

/// Every code point is 0.6 em wide; a run is a filled box, red where it holds an emoji. Counts what it is asked.
class BoxRasterizer final : public TextRasterizer {
public:
    float measure(std::string_view text, const RunStyle& style) override {
        ++measured;
        float width = 0;
        for (std::size_t at = 0; at < text.size(); next_code_point(text, at)) width += 0.6f * style.em;
        return width;
    }
    RunPixels rasterize(std::string_view text, const RunStyle& style, std::uint32_t color, float ratio) override {
        ++rasterized;
        runs.emplace_back(text);
        RunPixels pixels;
        pixels.width = static_cast<std::int32_t>(std::ceil((measure(text, style) + 2 * k_run_pad * style.em) * ratio));
        pixels.height = static_cast<std::int32_t>(std::ceil((k_run_ascent + k_run_descent) * style.em * ratio));
        const bool emoji = text.find("\xF0\x9F") != std::string_view::npos;
        const std::uint32_t rgb = emoji ? 0xff0000 : color;
        for (std::int32_t i = 0; i < pixels.width * pixels.height; ++i) {
            for (const int shift : {16, 8, 0}) pixels.rgba.push_back(static_cast<std::uint8_t>((rgb >> shift) & 255));
            pixels.rgba.push_back(255);
        }
        return pixels;
    }
    std::vector<std::uint32_t> word_breaks(std::string_view text) override {
        // A "word" has three characters of three bytes.
        std::vector<std::uint32_t> breaks;
        for (std::uint32_t at = 9; at < text.size(); at += 9) breaks.push_back(at);
        return breaks;
    }
    /// Runs of the other direction are turned around where they stand; a digit is read from the left.
    std::vector<std::pair<float, float>> extents(std::string_view text, const RunStyle& style, std::uint32_t from,
                                                 std::uint32_t to) override {
        const float step = 0.6f * style.em;
        std::vector<Character> all;
        for (std::size_t at = 0; at < text.size();) {
            const auto begin = static_cast<std::uint32_t>(at);
            const char32_t code = next_code_point(text, at);
            const bool ltr = is_strong_ltr(code) || (code >= U'0' && code <= U'9');
            all.push_back({begin, style.rtl ? !ltr : is_rtl(code), 0});
        }
        float pen = style.rtl ? step * static_cast<float>(all.size()) : 0;
        for (std::size_t i = 0; i < all.size();) {
            std::size_t end = i;
            while (end < all.size() && all[end].rtl == all[i].rtl) ++end;
            const float width = step * static_cast<float>(end - i);
            if (style.rtl) pen -= width;
            const bool turned = all[i].rtl;
            for (std::size_t k = i; k < end; ++k)
                all[k].left = pen + step * static_cast<float>(turned ? end - 1 - k : k - i);
            if (!style.rtl) pen += width;
            i = end;
        }
        std::erase_if(all, [&](const Character& character) { return character.byte < from || character.byte >= to; });
        std::ranges::sort(all, {}, &Character::left);
        std::vector<std::pair<float, float>> spans;
        for (const Character& character : all) {
            const bool joins = !spans.empty() && std::fabs(spans.back().second - character.left) < 0.1f;
            if (!joins) spans.emplace_back(character.left, character.left);
            spans.back().second = character.left + step;
        }
        return spans;
    }

    int measured = 0;
    int rasterized = 0;
    std::vector<std::string> runs;

private:
    struct Character {
        std::uint32_t byte;
        bool rtl;
        float left;
    };
};

/// A page without pixels: frames on demand, a pointer and keys.
class WidgetScene : public ::testing::Test {
protected:
    WidgetScene() : imgui_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {800, 600};
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        io.ConfigInputTrickleEventQueue = false;
        fonts = load_fonts(*io.Fonts, rasterizer);
        text = std::make_unique<TextDrawer>(fonts, rasterizer);
        tokens = make_tokens(Theme::dark);
        apply_theme(tokens, ImGui::GetStyle());
        probe.attach();
    }
    ~WidgetScene() override {
        probe.detach();
        // The list still names the drawer's textures: before they go.
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
        text.reset();
        ImGui::DestroyContext(imgui_);
    }

    /// One frame of `draw` in a window that fills the page.
    void frame() {
        now_s_ += 1.0 / 60;
        ImGui::GetIO().DeltaTime = 1.0f / 60;
        ImGui::NewFrame();
        text->begin_frame(pixel_ratio);
        probe.begin_frame();
        wish = {};
        const UiContext ui{tokens, fonts, *text, probe, nullptr, wish, false, pixel_ratio, now_s_, 1.0 / 60};
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("scene", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBringToFrontOnFocus);
        draw(ui);
        ImGui::End();
        if (after) after(ui);
        probe.end_frame();
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            const bool gone =
                texture->Status == ImTextureStatus_WantDestroy || texture->Status == ImTextureStatus_Destroyed;
            texture->SetTexID(gone ? ImTextureID_Invalid : 1);
            texture->SetStatus(gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
        }
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }
    /// One frame in which `once` is drawn.
    void in_frame(std::function<void(const UiContext&)> once) {
        draw = std::move(once);
        frame();
    }

    void click(ImVec2 at) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(at.x, at.y);
        frames(2);
        io.AddMouseButtonEvent(0, true);
        frame();
        io.AddMouseButtonEvent(0, false);
        frame();
    }
    void click(const char* name) { click(middle(name)); }
    void move_to(ImVec2 at) {
        ImGui::GetIO().AddMousePosEvent(at.x, at.y);
        frames(2);
    }
    void press(int button = 0) {
        ImGui::GetIO().AddMouseButtonEvent(button, true);
        frame();
    }
    void release(int button = 0) {
        ImGui::GetIO().AddMouseButtonEvent(button, false);
        frame();
    }
    /// No press soon after counts as the second of a double one.
    void rest() {
        for (int i = 0; i < 40; ++i) frame();
    }
    void key(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(key, true);
        frame();
        ImGui::GetIO().AddKeyEvent(key, false);
        frame();
    }
    void type(const char* utf8) {
        ImGui::GetIO().AddInputCharactersUTF8(utf8);
        frame();
    }
    ImVec2 middle(const char* name) const {
        const ProbeItem* item = probe.find(name);
        EXPECT_TRUE(item) << "no widget " << name;
        return item ? ImVec2((item->min.x + item->max.x) / 2, (item->min.y + item->max.y) / 2) : ImVec2();
    }
    const ProbeItem& item(const char* name) const {
        static const ProbeItem none;
        const ProbeItem* found = probe.find(name);
        EXPECT_TRUE(found) << "no widget " << name;
        return found ? *found : none;
    }

    BoxRasterizer rasterizer;
    Fonts fonts;
    Tokens tokens;
    Probe probe;
    FrameWish wish;
    std::unique_ptr<TextDrawer> text;
    std::function<void(const UiContext&)> draw = [](const UiContext&) {};
    std::function<void(const UiContext&)> after;
    float pixel_ratio = 1;

private:
    ImGuiContext* imgui_;
    double now_s_ = 0;
};

}  // namespace labelscape
