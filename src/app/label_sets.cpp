#include "app/label_sets.hpp"

namespace labelscape {

template <class Add>
void LabelSetsStorage::fill(const Project& project, Add add_labels) {
    label_count_ = static_cast<std::int32_t>(project.scheme->labels().size());
    begin_.reserve(project.size() + 1);
    for (DocId doc = 0; doc < project.size(); ++doc) {
        begin_.push_back(static_cast<std::uint32_t>(labels_.size()));
        add_labels(doc);
    }
    begin_.push_back(static_cast<std::uint32_t>(labels_.size()));
}

LabelSetsStorage::LabelSetsStorage(const Project& project) {
    fill(project, [&](DocId doc) {
        for (const LabelId label : project.annotations->labels(doc)) labels_.push_back(project.scheme->index_of(label));
    });
}

LabelSetsStorage::LabelSetsStorage(const Project& project, const Layer& layer) {
    fill(project, [&](DocId doc) {
        if (doc >= layer.of_doc.size() || layer.of_doc[doc].says_nothing()) return;
        const Label* label = project.scheme->find(layer.of_doc[doc].labels[0]);
        if (label) labels_.push_back(project.scheme->index_of(label->id));
    });
}

}  // namespace labelscape
