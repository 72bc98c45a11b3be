#pragma once

#include <cstdint>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Documents alike one: ordered by similarity, threshold on a histogram, borderline ones first, one key labels all.
class AlikePanel {
public:
    /// Only while state.alike is set.
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    void reference_ui(const PanelArgs& args);
    void threshold_ui(const PanelArgs& args);
    void documents_ui(const PanelArgs& args, float footer);
    void borderline_ui(const PanelArgs& args);
    void list_ui(const PanelArgs& args);
    void footer_ui(const PanelArgs& args, std::uint32_t chosen);

    float threshold_ = 0.8f;      ///< what the handle shows while the app has not answered yet
    float asked_ = -1;            ///< the last threshold that was asked for
    double asked_at_s_ = 0;
};

}  // namespace labelscape
