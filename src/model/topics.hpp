#pragma once

#include <string>
#include <vector>

#include "base/ids.hpp"

namespace labelscape {

struct TopicInfo {
    std::string name;                  ///< shown; by key terms until the user gives one
    std::vector<std::string> terms;    ///< key terms, strongest first
    bool named_by_user = false;

    bool operator==(const TopicInfo&) const = default;
};

/// The split of the documents into microtopics.
struct Topics {
    std::vector<TopicId> of_doc;       ///< by document; k_outlier where none
    std::vector<TopicInfo> infos;      ///< by topic
    int min_size = 0;                  ///< fewest documents of a topic
    float granularity = 0.5f;          ///< 0: few and large, 1: many and small

    TopicId of(DocId doc) const { return doc < of_doc.size() ? of_doc[doc] : k_outlier; }
    int count() const { return static_cast<int>(infos.size()); }
};

}  // namespace labelscape
