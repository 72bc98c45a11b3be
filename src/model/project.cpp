#include "model/project.hpp"

#include <algorithm>

namespace labelscape {

Bitset Project::active() const {
    Bitset docs(size());
    docs.set_all();
    docs -= *removed;
    docs -= *excluded;
    return docs;
}

Meaning Project::meaning(DocId doc) const {
    const auto& vectors = *embeddings;
    if (!vectors || !vectors->embedded.test(doc))
        return (*dataset)->text(doc).empty() ? Meaning::none : Meaning::unknown;
    return vectors->vectors.is_zero(static_cast<std::int32_t>(doc)) ? Meaning::none : Meaning::found;
}

const Layer* Project::layer(std::string_view actor) const {
    const auto found =
        std::ranges::find(*layers, actor, [](const auto& layer) -> std::string_view { return layer->actor; });
    return found == layers->end() ? nullptr : found->get();
}

void Project::set_layer(std::shared_ptr<const Layer> layer) {
    auto& all = layers.edit();
    const auto found = std::ranges::find(all, layer->actor, [](const auto& known) { return known->actor; });
    if (found == all.end()) {
        all.push_back(std::move(layer));
    } else {
        *found = std::move(layer);
    }
}

void Project::set_dataset(std::shared_ptr<const Dataset> grown) {
    const std::uint32_t rows_before = removed->size(), rows = grown->size();
    dataset.edit() = std::move(grown);
    Bitset& hidden = removed.edit();
    hidden.resize(rows);
    for (DocId doc = rows_before; doc < rows; ++doc) hidden.set(doc);
    excluded.edit().resize(rows);
    annotations.edit().resize(rows);
    copied.edit().present.resize((*dataset)->copy_table().size());
}

}  // namespace labelscape
