#include "ui/panels/map_colors.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "model/date.hpp"
#include "render/palette.hpp"

namespace labelscape {
namespace {

constexpr int k_ramp_steps = 64;
/// Categories with a color of their own; the rest share one.
constexpr std::size_t k_colored_categories = 24;
constexpr std::size_t k_listed_topics = 12;
/// Palette indices are 16 bits.
constexpr std::int32_t k_most_colors = std::numeric_limits<std::uint16_t>::max();

Rgba8 label_color(std::uint32_t rgb, Theme theme) {
    const auto channel = [rgb](int shift) { return static_cast<std::uint8_t>(rgb >> shift); };
    return on_theme({channel(16), channel(8), channel(0), 255}, theme);
}

Rgba8 other_color(Theme theme) { return mix(unlabeled_color(theme), map_ink(theme), 0.4f); }

const Column* find_column(const AppState& state, const std::string& name) {
    for (const Column& column : (*state.project.dataset)->columns()) {
        if (column.name == name) return &column;
    }
    return nullptr;
}

/// Where the ramp begins and ends: without the outermost hundredth at both ends, so one far value does not make all
/// others equal.
std::pair<double, double> robust_range(std::vector<double> values) {
    if (values.empty()) return {0, 1};
    const std::size_t cut = values.size() / 100;
    const auto low = values.begin() + static_cast<std::ptrdiff_t>(cut);
    std::nth_element(values.begin(), low, values.end());
    const double from = *low;
    const auto high = values.end() - 1 - static_cast<std::ptrdiff_t>(cut);
    std::nth_element(values.begin(), high, values.end());
    return {from, *high};
}

}  // namespace

std::string column_value_text(const Column& column, double value) {
    if (column.type == ColumnType::date) return format_date(value);
    char text[32];
    std::snprintf(text, sizeof(text), "%.4g", value);
    return text;
}

MapColors::Key MapColors::key_of(const AppState& state, Theme theme) {
    const Project& project = state.project;
    const ColorBy& by = state.view.color_by;
    Key key{by, project.id, project.dataset.version(), 0, 0, state.active_version, 0, 0, theme};
    const bool labels = by.kind == ColorBy::Kind::label, suggestions = by.kind == ColorBy::Kind::suggestion;
    if (labels || suggestions) key.scheme = project.scheme.version();
    if (suggestions) key.layers = project.layers.version();
    if (by.kind == ColorBy::Kind::topic) {
        key.topics = project.topics.version();
        key.vectors = project.embeddings.version();   // which documents stand in no microtopic
    }
    return key;
}

bool MapColors::update(const AppState& state, Theme theme) {
    Key key = key_of(state, theme);
    const Annotations& annotations = *state.project.annotations;
    const auto changes = annotations.changes_since(seen_changes_);
    seen_changes_ = annotations.change_count();
    if (version_ != 0 && key == key_ && colors_.size() == state.project.size()) {
        if (!follows_labels() || (changes && changes->empty())) return false;
        if (changes && key_.by.kind == ColorBy::Kind::label) {
            recolor(state, *changes);
            return true;
        }
    }
    key_ = std::move(key);
    ++version_;
    recolored_.clear();
    start(state, theme);
    const Column* column = nullptr;
    switch (key_.by.kind) {
        case ColorBy::Kind::label: by_label(state, theme); break;
        case ColorBy::Kind::topic: by_topic(state, theme); break;
        case ColorBy::Kind::suggestion: by_suggestion(state, theme); break;
        case ColorBy::Kind::column:
            column = find_column(state, key_.by.column);
            if (!column) break;
            const bool ordered = column->type == ColumnType::number || column->type == ColumnType::date;
            ordered ? by_number(state, *column, theme) : by_category(state, *column, theme);
            break;
    }
    return true;
}

void MapColors::start(const AppState& state, Theme theme) {
    colors_.assign(state.project.size(), 0);
    palette_.assign(1, unlabeled_color(theme));
    legend_ = {};
}

void MapColors::by_label(const AppState& state, Theme theme) {
    const LabelScheme& scheme = *state.project.scheme;
    const Annotations& annotations = *state.project.annotations;
    for (const Label& label : scheme.labels()) palette_.push_back(label_color(label.color, theme));
    std::vector<std::uint16_t> of_set(annotations.set_count(), 0);
    for (LabelSetId set = 0; set < of_set.size(); ++set) {
        const auto labels = annotations.labels_of(set);
        if (!labels.empty()) of_set[set] = static_cast<std::uint16_t>(scheme.index_of(labels.front()) + 1);
    }
    std::vector<std::uint32_t> counts(palette_.size(), 0);
    const std::uint32_t size = std::min(annotations.size(), static_cast<std::uint32_t>(colors_.size()));
    for (DocId doc = 0; doc < size; ++doc) {
        colors_[doc] = of_set[annotations[doc].labels];
        if (state.active.test(doc)) ++counts[colors_[doc]];
    }
    finish_labels(state, counts, "Not labeled");
}

/// A few documents have other labels.
void MapColors::recolor(const AppState& state, std::span<const AnnotationChange> changes) {
    ++version_;
    recolored_.clear();
    const Annotations& annotations = *state.project.annotations;
    for (const AnnotationChange& change : changes) {
        if (change.doc >= colors_.size()) continue;
        const auto labels = annotations.labels(change.doc);
        const auto color =
            static_cast<std::uint16_t>(labels.empty() ? 0 : state.project.scheme->index_of(labels.front()) + 1);
        if (state.active.test(change.doc)) {
            --entry_of(colors_[change.doc]).count;
            ++entry_of(color).count;
        }
        colors_[change.doc] = color;
        recolored_.push_back(change.doc);
    }
}

/// The legend lists the labels in their order, and then what carries none.
LegendEntry& MapColors::entry_of(std::uint16_t label_color) {
    return label_color == 0 ? legend_.entries.back() : legend_.entries[label_color - 1u];
}

void MapColors::by_suggestion(const AppState& state, Theme theme) {
    const LabelScheme& scheme = *state.project.scheme;
    for (const Label& label : scheme.labels()) palette_.push_back(label_color(label.color, theme));
    std::vector<std::uint32_t> counts(palette_.size(), 0);
    for (DocId doc = 0; doc < colors_.size(); ++doc) {
        if (const Label* label = state.suggested(doc)) {
            colors_[doc] = static_cast<std::uint16_t>(scheme.index_of(label->id) + 1);
        }
        if (state.active.test(doc)) ++counts[colors_[doc]];
    }
    finish_labels(state, counts, "No suggestion");
}

void MapColors::finish_labels(const AppState& state, const std::vector<std::uint32_t>& counts, const char* rest) {
    const auto& labels = state.project.scheme->labels();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        legend_.entries.push_back({labels[i].name, palette_[i + 1], counts[i + 1]});
    }
    legend_.entries.push_back({rest, palette_[0], counts[0]});
}

void MapColors::by_topic(const AppState& state, Theme theme) {
    const auto& topics = *state.project.topics;
    if (!topics) return;
    const std::int32_t count = std::min(topics->count(), k_most_colors);
    for (std::int32_t topic = 0; topic < count; ++topic) palette_.push_back(on_theme(category_color(topic), theme));
    for (DocId doc = 0; doc < colors_.size(); ++doc) {
        const TopicId topic = topics->of(doc);
        if (topic >= 0 && topic < count) colors_[doc] = static_cast<std::uint16_t>(topic + 1);
    }
    for (const TopicRow& row : state.topic_rows) {
        if (row.topic < 0 || row.topic >= count) continue;
        if (legend_.entries.size() == k_listed_topics) {
            ++legend_.others;
            continue;
        }
        const auto place = static_cast<std::size_t>(row.topic);
        legend_.entries.push_back({topics->infos[place].name, palette_[place + 1], row.size});
    }
    const auto outliers = std::ranges::find(state.topic_rows, k_outlier, &TopicRow::topic);
    if (outliers != state.topic_rows.end()) legend_.entries.push_back({"Outliers", palette_[0], outliers->size});
}

void MapColors::by_category(const AppState& state, const Column& column, Theme theme) {
    const std::uint32_t rows =
        std::min(static_cast<std::uint32_t>(colors_.size()),
                 column.numeric() ? static_cast<std::uint32_t>(column.numbers.size()) : column.texts.size());
    const auto value_of = [&](DocId doc) -> std::string_view {
        if (!column.numeric()) return column.texts[doc];
        const double number = column.numbers[doc];
        return std::isnan(number) ? "" : number != 0 ? "yes" : "no";
    };
    std::unordered_map<std::string_view, std::uint32_t> counts;
    state.active.for_each([&](DocId doc) {
        if (doc < rows) ++counts[value_of(doc)];
    });
    const std::uint32_t missing = counts.contains("") ? counts[""] : 0;
    counts.erase("");
    std::vector<std::pair<std::string_view, std::uint32_t>> order(counts.begin(), counts.end());
    std::ranges::sort(order, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::unordered_map<std::string_view, std::uint16_t> color_of;
    const std::size_t colored = std::min(order.size(), k_colored_categories);
    for (std::size_t i = 0; i < colored; ++i) {
        palette_.push_back(on_theme(category_color(static_cast<std::int32_t>(i)), theme));
        color_of[order[i].first] = static_cast<std::uint16_t>(i + 1);
        legend_.entries.push_back({std::string(order[i].first), palette_.back(), order[i].second});
    }
    palette_.push_back(other_color(theme));
    const auto other = static_cast<std::uint16_t>(palette_.size() - 1);
    for (DocId doc = 0; doc < rows; ++doc) {
        const std::string_view value = value_of(doc);
        if (value.empty()) continue;
        const auto found = color_of.find(value);
        colors_[doc] = found == color_of.end() ? other : found->second;
    }
    legend_.others = static_cast<std::uint32_t>(order.size() - colored);
    if (missing > 0) legend_.entries.push_back({"Missing", palette_[0], missing});
}

void MapColors::by_number(const AppState& state, const Column& column, Theme theme) {
    std::vector<double> values;
    state.active.for_each([&](DocId doc) {
        if (doc < column.numbers.size() && std::isfinite(column.numbers[doc])) values.push_back(column.numbers[doc]);
    });
    const auto [low, high] = robust_range(std::move(values));
    for (int step = 0; step < k_ramp_steps; ++step) {
        palette_.push_back(ramp_color(Ramp::sequential, static_cast<float>(step) / (k_ramp_steps - 1), theme));
    }
    const double span = high > low ? high - low : 1;
    const std::size_t rows = std::min(colors_.size(), column.numbers.size());
    for (DocId doc = 0; doc < rows; ++doc) {
        const double value = column.numbers[doc];
        if (!std::isfinite(value)) continue;
        const double share = std::clamp((value - low) / span, 0.0, 1.0);
        colors_[doc] = static_cast<std::uint16_t>(1 + std::lround(share * (k_ramp_steps - 1)));
    }
    legend_.ramp.assign(palette_.begin() + 1, palette_.end());
    legend_.low = column_value_text(column, low);
    legend_.high = column_value_text(column, high);
}

}  // namespace labelscape
