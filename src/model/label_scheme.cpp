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

int LabelScheme::index_of(LabelId id) const {
    const auto it = std::ranges::find(labels_, id, &Label::id);
    return it == labels_.end() ? -1 : static_cast<int>(it - labels_.begin());
}

void LabelScheme::insert(std::size_t position, Label label) {
    next_id_ = std::max(next_id_, static_cast<std::uint32_t>(label.id) + 1);
    labels_.insert(labels_.begin() + static_cast<std::ptrdiff_t>(std::min(position, labels_.size())),
                   std::move(label));
}

Label LabelScheme::remove(LabelId id) {
    const auto it = labels_.begin() + index_of(id);
    Label removed = std::move(*it);
    labels_.erase(it);
    return removed;
}

void LabelScheme::replace(const Label& label) {
    labels_[static_cast<std::size_t>(index_of(label.id))] = label;
}

}  // namespace labelscape
