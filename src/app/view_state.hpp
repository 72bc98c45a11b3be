#pragma once

#include <cstdint>
#include <string>

#include "app/export_choices.hpp"
#include "app/filter.hpp"
#include "app/models.hpp"
#include "app/open_views.hpp"

namespace labelscape {

enum class ThemeChoice : std::uint8_t { system, light, dark };

/// What the points of the map are colored by.
struct ColorBy {
    enum class Kind : std::uint8_t { label, topic, suggestion, column };
    Kind kind = Kind::label;
    std::string column;

    bool operator==(const ColorBy&) const = default;
};

enum class ListOrder : std::uint8_t { imported, similarity, least_sure, shuffled };

/// How wide the sides and how high the dock should be, in CSS pixels; a small page gives them less.
struct PlaceSizes {
    float left = 380, right = 360, dock = 230;

    bool operator==(const PlaceSizes&) const = default;
};

/// What is open and the like: kept with the project, not undoable.
struct ViewState {
    ThemeChoice theme = ThemeChoice::system;
    ColorBy color_by;
    Filter filter;
    std::string search_text;
    bool semantic_search = false;
    ListOrder list_order = ListOrder::imported;
    OpenViews open;
    PlaceSizes sizes;
    ModelChoice model;                ///< what the project's vectors are made with; its key is never saved
    ExportChoices exporting;          ///< as they were last chosen
    bool show_density = true;
    float granularity = 0.5f;
    float alike_threshold = 0.8f;     ///< cosine
    bool alike_threshold_chosen = false;   ///< else it is measured with each neighbor graph
    double center_x = 0, center_y = 0, px_per_unit = 0;   ///< map camera; 0: fit
};

}  // namespace labelscape
