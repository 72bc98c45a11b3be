#include "ui/panels/topic_selection.hpp"

namespace labelscape {
namespace {

std::size_t place_of(TopicId topic) { return static_cast<std::size_t>(topic - k_no_vector); }

}  // namespace

void TopicSelection::update(const AppState& state) {
    if (derived_version_ == state.derived_version && docs_ == state.selection.docs) return;
    derived_version_ = state.derived_version;
    docs_ = state.selection.docs;
    selected_.clear();
    const auto& topics = *state.project.topics;
    if (!topics) return;
    selected_.resize(topics->infos.size() + place_of(0));
    docs_.for_each([&](DocId doc) {
        const std::size_t place = place_of(state.topic_of(doc));
        if (state.active.test(doc) && place < selected_.size()) ++selected_[place];
    });
}

bool TopicSelection::whole(TopicId topic, std::uint32_t size) const {
    const std::size_t place = place_of(topic);
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
