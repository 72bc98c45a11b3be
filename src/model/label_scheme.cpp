#include "model/label_scheme.hpp"

#include <algorithm>

namespace labelscape {

const Label* LabelScheme::find(LabelId id) const {
    const int index = index_of(id);
    return index < 0 ? nullptr : &labels_[static_cast<std::size_t>(index)];
}

const Label* LabelScheme::find(std::string_view name) const {
    const auto it = std::ranges::find(labels_, name, &Label::name);
    return it == labels_.end() ? nullptr : &*it;
}

std::vector<LabelScheme::Place>::const_iterator LabelScheme::place_of(LabelId id) const {
    return std::ranges::lower_bound(places_, id, {}, &Place::id);
}

int LabelScheme::index_of(LabelId id) const {
    const auto place = place_of(id);
    return place == places_.end() || place->id != id ? -1 : place->position;
}

void LabelScheme::insert(std::size_t position, Label label) {
    const int at = static_cast<int>(std::min(position, labels_.size()));
    next_id_ = std::max(next_id_, static_cast<std::uint32_t>(label.id) + 1);
    for (Place& place : places_) place.position += place.position >= at ? 1 : 0;
    places_.insert(place_of(label.id), {label.id, at});
    labels_.insert(labels_.begin() + at, std::move(label));
}

Label LabelScheme::remove(LabelId id) {
    const int at = index_of(id);
    places_.erase(place_of(id));
    for (Place& place : places_) place.position -= place.position > at ? 1 : 0;
    Label removed = std::move(labels_[static_cast<std::size_t>(at)]);
    labels_.erase(labels_.begin() + at);
    return removed;
}

void LabelScheme::replace(const Label& label) {
    labels_[static_cast<std::size_t>(index_of(label.id))] = label;
}

}  // namespace labelscape
