#include "ui/panels/topic_selection.hpp"

namespace labelscape {

void TopicSelection::update(const AppState& state) {
    if (derived_version_ == state.derived_version && docs_ == state.selection.docs) return;
    derived_version_ = state.derived_version;
    docs_ = state.selection.docs;
    selected_.clear();
    const auto& topics = *state.project.topics;
    if (!topics) return;
    selected_.resize(topics->infos.size() + 1);
    docs_.for_each([&](DocId doc) {
        const auto place = static_cast<std::size_t>(topics->of(doc) + 1);
        if (state.active.test(doc) && place < selected_.size()) ++selected_[place];
    });
}

bool TopicSelection::whole(TopicId topic, std::uint32_t size) const {
    const auto place = static_cast<std::size_t>(topic + 1);
    return size > 0 && place < selected_.size() && selected_[place] >= size;
}

std::vector<DocId> topic_docs(const AppState& state, TopicId topic, bool unlabeled_only) {
    std::vector<DocId> docs;
    if (!*state.project.topics) return docs;
    const Topics& topics = **state.project.topics;
    const Bitset& labeled = state.project.annotations->labeled();
    state.active.for_each([&](DocId doc) {
        if (topics.of(doc) == topic && !(unlabeled_only && labeled.test(doc))) docs.push_back(doc);
    });
    return docs;
}

}  // namespace labelscape
