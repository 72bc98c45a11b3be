#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Where a view stands. The middle column is `center` with `dock` below it and `overlay` over both.
enum class Place : std::uint8_t { top, page, left, center, right, dock, overlay, dialog };
constexpr std::size_t k_place_count = 8;

/// Something that is drawn at its place and keeps its widget state from frame to frame.
class View {
public:
    virtual ~View() = default;
    virtual void draw_ui(const PanelArgs& args, const Area& area) = 0;
    /// The selected part of the text that it shows; empty when nothing is.
    virtual std::string_view selected_text(const AppState&) const { return {}; }
};

/// A view as the table lists it.
struct ViewRow {
    std::string_view id;      ///< of its region or dialog too
    std::string_view title;   ///< of its region
    Place place;
    bool (*shown)(const AppState& state, std::string_view id);
    std::unique_ptr<View> (*make)();
};

/// The view of any class that draws, with or without an area, and may know a selected text.
template <class Panel>
class PanelView final : public View {
public:
    static std::unique_ptr<View> make() { return std::make_unique<PanelView>(); }
    void draw_ui(const PanelArgs& args, const Area& area) override {
        if constexpr (requires { panel_.draw_ui(args, area); }) {
            panel_.draw_ui(args, area);
        } else {
            panel_.draw_ui(args);
        }
    }
    std::string_view selected_text(const AppState& state) const override {
        if constexpr (requires { panel_.selected_text(state); }) return panel_.selected_text(state);
        return {};
    }

private:
    Panel panel_;
};

}  // namespace labelscape
