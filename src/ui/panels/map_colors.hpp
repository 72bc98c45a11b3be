#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/app_state.hpp"
#include "render/color.hpp"

namespace labelscape {

/// One line of the legend.
struct LegendEntry {
    std::string name;
    Rgba8 color;
    std::uint32_t count = 0;
};

/// What explains the colors: categories, or a ramp between two values.
struct MapLegend {
    std::vector<LegendEntry> entries;     ///< by falling count; labels in the order of the scheme
    std::uint32_t others = 0;             ///< categories that are not listed
    std::vector<Rgba8> ramp;              ///< not empty: from `low` to `high`
    std::string low, high;
};

/// Colors of the points by what the user chose. Computed again only when something they come from has changed.
class MapColors {
public:
    /// True when the colors are new.
    bool update(const AppState& state, Theme theme);

    const std::vector<std::uint16_t>& colors() const { return colors_; }
    const std::vector<Rgba8>& palette() const { return palette_; }
    std::uint64_t version() const { return version_; }
    /// The points that have other colors than in the version before; empty where that may be any.
    std::span<const std::uint32_t> recolored() const { return recolored_; }
    const MapLegend& legend() const { return legend_; }

private:
    struct Key {
        ColorBy by;
        std::string project;
        std::uint64_t dataset = 0, scheme = 0, topics = 0, active = 0, layers = 0, vectors = 0;
        Theme theme = Theme::dark;
        bool operator==(const Key&) const = default;
    };
    static Key key_of(const AppState& state, Theme theme);
    bool follows_labels() const {
        return key_.by.kind == ColorBy::Kind::label || key_.by.kind == ColorBy::Kind::suggestion;
    }
    void recolor(const AppState& state, std::span<const AnnotationChange> changes);
    LegendEntry& entry_of(std::uint16_t label_color);
    void by_label(const AppState& state, Theme theme);
    void by_suggestion(const AppState& state, Theme theme);
    void by_topic(const AppState& state, Theme theme);
    void by_category(const AppState& state, const Column& column, Theme theme);
    void by_number(const AppState& state, const Column& column, Theme theme);
    void start(const AppState& state, Theme theme);
    void finish_labels(const AppState& state, const std::vector<std::uint32_t>& counts, const char* rest);

    Key key_;
    std::uint64_t version_ = 0;
    std::uint64_t seen_changes_ = 0;
    std::vector<std::uint32_t> recolored_;
    std::vector<std::uint16_t> colors_;
    std::vector<Rgba8> palette_;
    MapLegend legend_;
};

/// How a number or a date of a column is written in the legend.
std::string column_value_text(const Column& column, double value);

}  // namespace labelscape
