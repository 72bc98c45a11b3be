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

std::string AppState::own_vectors() const {
    const auto& embeddings = *project.embeddings;
    if (!embeddings || !embeddings->model_id.starts_with(k_own_vectors)) return {};
    return embeddings->model_id.substr(k_own_vectors.size());
}

TopicId AppState::topic_of(DocId doc) const {
    const TopicId topic = *project.topics ? (*project.topics)->of(doc) : k_outlier;
    if (topic != k_outlier) return topic;
    switch (project.meaning(doc)) {
        case Meaning::found: return k_outlier;
        case Meaning::none: return k_no_meaning;
        case Meaning::unknown: return k_no_vector;
    }
    return k_outlier;
}

std::string AppState::topic_name(TopicId topic) const {
    if (topic == k_outlier) return "Outliers";
    if (topic == k_no_meaning) return "No meaning found";
    if (topic == k_no_vector) return "No vector yet";
    const auto& topics = *project.topics;
    return topics && topic >= 0 && topic < topics->count() ? topics->infos[static_cast<std::size_t>(topic)].name
                                                           : std::string("?");
}

std::string AppState::why_no_meaning(DocId doc) const {
    switch (project.meaning(doc)) {
        case Meaning::found: return {};
        case Meaning::none:
            if (!own_vectors().empty()) return "No meaning found: the text has no vector, or one of zeros";
            return (*project.dataset)->text(doc).empty() ? "No meaning found: the text is empty"
                                                         : "No meaning found: the model knows no word of this text";
        case Meaning::unknown:
            return own_vectors().empty() ? "No vector yet: compute the map first" : "No vector came with this text";
    }
    return {};
}

std::vector<DocId> AlikeView::chosen() const {
    std::vector<DocId> result;
    for (std::uint32_t place = 0; place < above; ++place) {
        if (!unchecked.test(docs[place])) result.push_back(docs[place]);
    }
    return result;
}

const Opinion& AppState::neighbors_say(DocId doc) const {
    static const Opinion k_nothing;
    const Layer* layer = project.layer(k_neighbors_actor);
    return layer && doc < layer->of_doc.size() ? layer->of_doc[doc] : k_nothing;
}

const Label* AppState::suggested(DocId doc) const {
    const Opinion& opinion = neighbors_say(doc);
    if (opinion.says_nothing() || (*project.annotations)[doc].labeled()) return nullptr;
    return project.scheme->find(opinion.labels[0]);
}

const Label* AppState::labeled_otherwise(DocId doc) const {
    constexpr float k_sure = 0.5f;
    const Opinion& opinion = neighbors_say(doc);
    if (opinion.chance(0) < k_sure || !(*project.annotations)[doc].labeled()) return nullptr;
    return project.annotations->has(doc, opinion.labels[0]) ? nullptr : project.scheme->find(opinion.labels[0]);
}

Bitset AppState::selected_or_current() const {
    if (!selection.docs.none() || !selection.current) return selection.docs;
    const DocId docs[] = {*selection.current};
    return Bitset::of(project.size(), docs);
}

}  // namespace labelscape
