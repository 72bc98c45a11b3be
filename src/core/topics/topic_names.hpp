#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/step.hpp"
#include "core/text/texts.hpp"

namespace labelscape {

struct TopicNameOptions {
    std::int32_t terms = 10;  ///< key terms kept per topic, at most
    std::int32_t name_terms =
        2;  ///< how many of them make the name; one more where two topics would be named alike
};

struct TopicTerm {
    std::string text;  ///< as it is written most often in the topic
    float weight = 0;  ///< c-TF-IDF, comparable within the topic
};

struct TopicName {
    std::string name;  ///< "card arrival · delivery"; empty where the texts hold no words
    std::vector<TopicTerm> terms;  ///< falling weight
};

/// Names topics by class-based TF-IDF (Grootendorst 2022, "BERTopic: neural topic modeling with a
/// class-based TF-IDF procedure") over words and pairs of neighboring words: the share of a topic's
/// documents that hold a term, times log(1 + mean number of terms per topic / documents that hold
/// the term anywhere). Words that all topics share weigh little by themselves; a list of function
/// words (stop_words.hpp) helps where there are few topics. In scripts without spaces the terms are
/// pairs of characters, grown to what surrounds them in most places.
class TopicNames {
public:
    /// `topic_of` holds per document a topic below `topic_count` or k_outlier, which is not named.
    TopicNames(Texts texts, std::vector<TopicId> topic_of, std::int32_t topic_count,
               const TopicNameOptions& options = {});
    TopicNames(TopicNames&&) noexcept;
    TopicNames& operator=(TopicNames&&) noexcept;
    ~TopicNames();

    Step step(const Budget& budget);
    double progress() const;
    /// When done: one per topic.
    const std::vector<TopicName>& result() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
