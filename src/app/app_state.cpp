#include "app/app_state.hpp"

#include <algorithm>

namespace labelscape {

const ModelInfo* ModelsView::find(const std::string& id) const {
    const auto at = std::ranges::find(list, id, &ModelInfo::id);
    return at == list.end() ? nullptr : &*at;
}

bool AppState::model_fits() const {
    const auto& embeddings = *project.embeddings;
    return embeddings && embeddings->model_id == models.current.id;
}

std::vector<DocId> AlikeView::chosen() const {
    std::vector<DocId> result;
    for (std::uint32_t place = 0; place < above; ++place) {
        if (!unchecked.test(docs[place])) result.push_back(docs[place]);
    }
    return result;
}

const Label* AppState::suggested(DocId doc) const {
    if (doc >= suggestions.size() || suggestions[doc].label < 0) return nullptr;
    const auto index = static_cast<std::size_t>(suggestions[doc].label);
    return index < suggestion_labels.size() ? project.scheme->find(suggestion_labels[index]) : nullptr;
}

Bitset AppState::selected_or_current() const {
    if (!selection.docs.none() || !selection.current) return selection.docs;
    const DocId docs[] = {*selection.current};
    return Bitset::of(project.size(), docs);
}

}  // namespace labelscape
