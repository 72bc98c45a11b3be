#include "ui/text/picture_atlas.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

namespace labelscape {

namespace {

/// Free pixels around each picture, so that its neighbors do not shine in.
constexpr std::int32_t k_margin = 1;

void copy_pixels(ImTextureData& texture, const RunPixels& pixels, std::int32_t x, std::int32_t y, std::int32_t width,
                 std::int32_t height) {
    for (std::int32_t row = 0; row < height; ++row) {
        std::memcpy(texture.GetPixelsAt(x, y + row), &pixels.rgba[static_cast<std::size_t>(row) * pixels.width * 4],
                    static_cast<std::size_t>(width) * 4);
    }
    if (texture.Status == ImTextureStatus_WantCreate) return;
    const ImTextureRect rect{static_cast<unsigned short>(x), static_cast<unsigned short>(y),
                             static_cast<unsigned short>(width), static_cast<unsigned short>(height)};
    texture.Updates.push_back(rect);
    texture.SetStatus(ImTextureStatus_WantUpdates);
    // One rectangle over all: the backends that use it may upload more than has changed.
    texture.UpdateRect = {0, 0, static_cast<unsigned short>(texture.Width),
                          static_cast<unsigned short>(texture.Height)};
}

}  // namespace

PictureAtlas::~PictureAtlas() {
    if (!ImGui::GetCurrentContext()) return;
    for (auto& page : pages_) {
        ImGui::UnregisterUserTexture(&page->texture);
        // The list of all textures is made anew only with the next frame.
        ImGui::GetPlatformIO().Textures.find_erase(&page->texture);
    }
}

void PictureAtlas::begin_frame() {
    ++frame_;
    for (auto& page : pages_) {
        if (page->texture.Status == ImTextureStatus_OK) page->texture.Updates.resize(0);
    }
}

const Picture* PictureAtlas::find(std::uint64_t key) {
    const auto found = pictures_.find(key);
    if (found == pictures_.end()) return nullptr;
    shelves_[found->second.shelf].last_frame = frame_;
    return &found->second.picture;
}

PictureAtlas::Shelf* PictureAtlas::find_shelf(std::int32_t width, std::int32_t height) {
    for (Shelf& shelf : shelves_) {
        if (shelf.height == height && shelf.used_width + width <= k_page_width) return &shelf;
    }
    return nullptr;
}

PictureAtlas::Shelf* PictureAtlas::new_shelf(std::int32_t height) {
    std::size_t page = 0;
    while (page < pages_.size() && pages_[page]->used_height + height > k_page_height) ++page;
    if (page == k_max_pages || height > k_page_height) return nullptr;
    if (page == pages_.size()) {
        pages_.push_back(std::make_unique<Page>());
        ImTextureData& texture = pages_.back()->texture;
        texture.Create(ImTextureFormat_RGBA32, k_page_width, k_page_height);
        texture.UseColors = true;
        texture.SetStatus(ImTextureStatus_WantCreate);
        ImGui::RegisterUserTexture(&texture);
    }
    shelves_.push_back({page, pages_[page]->used_height, height, 0, frame_, {}});
    pages_[page]->used_height += height;
    return &shelves_.back();
}

PictureAtlas::Shelf* PictureAtlas::oldest_shelf(std::int32_t height) {
    Shelf* oldest = nullptr;
    for (Shelf& shelf : shelves_) {
        const bool fits = shelf.height == height && shelf.last_frame < frame_;
        if (fits && (!oldest || shelf.last_frame < oldest->last_frame)) oldest = &shelf;
    }
    return oldest;
}

void PictureAtlas::clear_shelf(Shelf& shelf) {
    for (const std::uint64_t key : shelf.keys) pictures_.erase(key);
    shelf.keys.clear();
    shelf.used_width = 0;
}

/// For when heights have changed, as with another scale: gives up a whole page.
bool PictureAtlas::clear_oldest_page() {
    std::vector<std::uint64_t> last(pages_.size(), 0);
    for (const Shelf& shelf : shelves_) last[shelf.page] = std::max(last[shelf.page], shelf.last_frame);
    const auto oldest = std::min_element(last.begin(), last.end());
    if (oldest == last.end() || *oldest >= frame_) return false;
    const auto page = static_cast<std::size_t>(oldest - last.begin());
    for (Shelf& shelf : shelves_) {
        if (shelf.page == page) clear_shelf(shelf);
    }
    std::erase_if(shelves_, [&](const Shelf& shelf) { return shelf.page == page; });
    for (std::size_t i = 0; i < shelves_.size(); ++i) {
        for (const std::uint64_t key : shelves_[i].keys) pictures_.at(key).shelf = i;
    }
    pages_[page]->used_height = 0;
    return true;
}

const Picture* PictureAtlas::insert(std::uint64_t key, const RunPixels& pixels) {
    const std::int32_t width = std::min(pixels.width, k_page_width - 2 * k_margin);
    const std::int32_t height = std::min(pixels.height, k_page_height - 2 * k_margin);
    const std::int32_t shelf_height = (height + 2 * k_margin + 3) / 4 * 4;
    Shelf* shelf = find_shelf(width + 2 * k_margin, shelf_height);
    if (!shelf) shelf = new_shelf(shelf_height);
    if (!shelf) {
        shelf = oldest_shelf(shelf_height);
        if (shelf) clear_shelf(*shelf);
    }
    if (!shelf && clear_oldest_page()) shelf = new_shelf(shelf_height);
    if (!shelf) return nullptr;

    const std::int32_t x = shelf->used_width + k_margin;
    const std::int32_t y = shelf->y + k_margin;
    shelf->used_width += width + 2 * k_margin;
    shelf->last_frame = frame_;
    shelf->keys.push_back(key);
    ImTextureData& texture = pages_[shelf->page]->texture;
    copy_pixels(texture, pixels, x, y, width, height);

    const auto at = [](std::int32_t px, std::int32_t py) {
        return ImVec2(static_cast<float>(px) / k_page_width, static_cast<float>(py) / k_page_height);
    };
    const Picture picture{&texture, at(x, y), at(x + width, y + height), width, height, is_colored(pixels)};
    const auto place = static_cast<std::size_t>(shelf - shelves_.data());
    return &pictures_.insert_or_assign(key, Kept{picture, place}).first->second.picture;
}

}  // namespace labelscape
