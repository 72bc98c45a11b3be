#include "app/label_sets.hpp"

namespace labelscape {

LabelSetsStorage::LabelSetsStorage(const Project& project)
    : set_of_(project.annotations->sets()), label_count_(static_cast<std::int32_t>(project.scheme->labels().size())) {
    set_of_.resize(project.size(), k_no_labels);
    for (LabelSetId set = 0; set < project.annotations->set_count(); ++set) {
        for (const LabelId label : project.annotations->labels_of(set)) {
            // A set that nobody has any more may name labels that are gone.
            if (const std::int32_t index = project.scheme->index_of(label); index >= 0) labels_.push_back(index);
        }
        begin_.push_back(static_cast<std::uint32_t>(labels_.size()));
    }
}

/// Set 0 is empty, and each label is a set of its own.
LabelSetsStorage::LabelSetsStorage(const Project& project, const Layer& layer)
    : set_of_(project.size()), label_count_(static_cast<std::int32_t>(project.scheme->labels().size())) {
    begin_.push_back(0);
    for (std::int32_t label = 0; label < label_count_; ++label) {
        labels_.push_back(label);
        begin_.push_back(static_cast<std::uint32_t>(labels_.size()));
    }
    for (DocId doc = 0; doc < project.size() && doc < layer.of_doc.size(); ++doc) {
        if (layer.of_doc[doc].says_nothing()) continue;
        set_of_[doc] = static_cast<std::uint32_t>(project.scheme->index_of(layer.of_doc[doc].labels[0]) + 1);
    }
}

}  // namespace labelscape
