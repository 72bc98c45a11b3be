#include "text_web.hpp"

#include <emscripten/em_js.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.hpp"

// The page copies what it is given before it returns, and writes results into memory that C++ owns.
// clang-format off
EM_JS(void, ls_text_font, (const void* bytes, int size, int weight), {
    Module.host.text.addFont(HEAPU8.slice(bytes >>> 0, (bytes >>> 0) + size), weight);
});
EM_JS(double, ls_text_measure, (const char* text, int size, double em, int weight, int rtl), {
    return Module.host.text.measure(UTF8ToString(text, size), {em, weight, rtl: rtl !== 0});
});
EM_JS(void, ls_text_rasterize, (const char* text, int size, double em, int weight, int rtl, int color,
                                double pixel_ratio, int width, int height, void* out), {
    const style = {em, weight, rtl: rtl !== 0};
    const picture = {color, pixelRatio: pixel_ratio, width, height};
    HEAPU8.set(Module.host.text.rasterize(UTF8ToString(text, size), style, picture), out >>> 0);
});
EM_JS(int, ls_text_breaks, (const char* text, int size, void* out, int most), {
    const breaks = Module.host.text.wordBreaks(UTF8ToString(text, size)).slice(0, most);
    HEAPU32.set(breaks, out >>> 2);
    return breaks.length;
});
EM_JS(int, ls_text_extents, (const char* text, int size, double em, int weight, int rtl, int from, int to, void* out,
                             int most), {
    const style = {em, weight, rtl: rtl !== 0};
    const edges = Module.host.text.extents(UTF8ToString(text, size), style, from, to).slice(0, most);
    HEAPF32.set(edges, out >>> 2);
    return edges.length;
});
// clang-format on

namespace labelscape {

namespace {

/// A canvas larger than this is refused by some browsers.
constexpr float k_max_pixels = 8192;

int css_weight(Weight weight) { return weight == Weight::regular ? 400 : 600; }

/// Length in UTF-16, as the page counts.
int utf16_length(std::string_view text) {
    int length = 0;
    for (std::size_t at = 0; at < text.size();) length += next_code_point(text, at) > 0xffff ? 2 : 1;
    return length;
}

}  // namespace

TextWeb::TextWeb() {
    for (const Weight weight : {Weight::regular, Weight::semibold}) {
        const auto file = font_file(weight);
        ls_text_font(file.data(), static_cast<int>(file.size()), css_weight(weight));
    }
}

float TextWeb::measure(std::string_view text, const RunStyle& style) {
    return static_cast<float>(ls_text_measure(text.data(), static_cast<int>(text.size()), static_cast<double>(style.em),
                                              css_weight(style.weight), style.rtl));
}

RunPixels TextWeb::rasterize(std::string_view text, const RunStyle& style, std::uint32_t color,
                                    float pixel_ratio) {
    const float em_px = style.em * pixel_ratio;
    const float width = measure(text, style) * pixel_ratio + 2 * k_run_pad * em_px;
    RunPixels pixels;
    pixels.width = static_cast<std::int32_t>(std::clamp(std::ceil(width), 1.0f, k_max_pixels));
    pixels.height = static_cast<std::int32_t>(std::ceil((k_run_ascent + k_run_descent) * em_px));
    pixels.rgba.resize(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 4);
    ls_text_rasterize(text.data(), static_cast<int>(text.size()), static_cast<double>(style.em),
                      css_weight(style.weight), style.rtl, static_cast<int>(color), static_cast<double>(pixel_ratio),
                      pixels.width, pixels.height, pixels.rgba.data());
    return pixels;
}

std::vector<std::uint32_t> TextWeb::word_breaks(std::string_view text) {
    std::vector<std::uint32_t> breaks(text.size());
    const int count =
        ls_text_breaks(text.data(), static_cast<int>(text.size()), breaks.data(), static_cast<int>(breaks.size()));
    breaks.resize(static_cast<std::size_t>(count));
    return breaks;
}

std::vector<std::pair<float, float>> TextWeb::extents(std::string_view text, const RunStyle& style,
                                                             std::uint32_t from, std::uint32_t to) {
    constexpr int k_most = 64;
    float edges[k_most];
    const int count = ls_text_extents(text.data(), static_cast<int>(text.size()), static_cast<double>(style.em),
                                      css_weight(style.weight), style.rtl, utf16_length(text.substr(0, from)),
                                      utf16_length(text.substr(0, to)), edges, k_most);
    std::vector<std::pair<float, float>> spans;
    for (int i = 0; i + 1 < count; i += 2) spans.emplace_back(edges[i], edges[i + 1]);
    return spans;
}

}  // namespace labelscape
