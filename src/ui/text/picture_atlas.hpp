#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "ui/text/text_rasterizer.hpp"

namespace labelscape {

/// A picture of a run and where it is kept.
struct Picture {
    ImTextureData* texture = nullptr;
    ImVec2 uv_min{}, uv_max{};
    std::int32_t width = 0, height = 0;   ///< device pixels
    bool colored = false;                 ///< has colors of its own: draw it in white
};

/// Keeps pictures in a few textures. Shelves of equal height; when all are full, the shelf that was not drawn for the
/// longest time makes room. Pictures drawn in the current frame are never thrown out.
class PictureAtlas {
public:
    static constexpr std::int32_t k_page_width = 2048;
    static constexpr std::int32_t k_page_height = 1024;
    static constexpr std::size_t k_max_pages = 4;

    PictureAtlas() = default;
    ~PictureAtlas();
    PictureAtlas(const PictureAtlas&) = delete;
    PictureAtlas& operator=(const PictureAtlas&) = delete;

    void begin_frame();
    /// Null when it is not kept. Marks it as drawn in this frame.
    const Picture* find(std::uint64_t key);
    /// Null when everything is full of pictures that this frame draws. Pictures wider than a page are cut.
    const Picture* insert(std::uint64_t key, const RunPixels& pixels);
    std::size_t size() const { return pictures_.size(); }

private:
    struct Shelf {
        std::size_t page = 0;
        std::int32_t y = 0, height = 0, used_width = 0;
        std::uint64_t last_frame = 0;
        std::vector<std::uint64_t> keys;
    };
    struct Page {
        ImTextureData texture;
        std::int32_t used_height = 0;
    };
    struct Kept {
        Picture picture;
        std::size_t shelf;
    };

    Shelf* find_shelf(std::int32_t width, std::int32_t height);
    Shelf* new_shelf(std::int32_t height);
    Shelf* oldest_shelf(std::int32_t height);
    void clear_shelf(Shelf& shelf);
    bool clear_oldest_page();

    std::vector<std::unique_ptr<Page>> pages_;
    std::vector<Shelf> shelves_;
    std::unordered_map<std::uint64_t, Kept> pictures_;
    std::uint64_t frame_ = 1;
};

}  // namespace labelscape
