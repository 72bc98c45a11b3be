#include "ui/text/text_rasterizer.hpp"

namespace labelscape {

bool is_colored(const RunPixels& pixels) {
    for (std::size_t i = 0; i + 3 < pixels.rgba.size(); i += 4) {
        const std::uint8_t* p = &pixels.rgba[i];
        // Faint pixels lose precision on their way through a canvas.
        if (p[3] > 64 && (p[0] < 240 || p[1] < 240 || p[2] < 240)) return true;
    }
    return false;
}

}  // namespace labelscape
