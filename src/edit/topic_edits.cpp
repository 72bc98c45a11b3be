#include "edit/topic_edits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "edit/checked_fields.hpp"

namespace labelscape {

void encode_topics(const Topics& topics, ByteWriter& out) {
    out.put_varint(static_cast<std::uint64_t>(topics.min_size));
    out.put(topics.granularity);
    out.put_varint(topics.infos.size());
    for (const auto& info : topics.infos) {
        out.put_text(info.name);
        out.put(info.named_by_user);
        out.put_varint(info.terms.size());
        for (const auto& term : info.terms) out.put_text(term);
    }
    out.put_varint(topics.of_doc.size());
    for (const TopicId topic : topics.of_doc) out.put_varint(static_cast<std::uint64_t>(topic + 1));
}

namespace {

TopicInfo get_info(ByteReader& in) {
    TopicInfo info;
    info.name = get_name(in, k_max_topic_name_bytes);
    info.named_by_user = in.get<std::uint8_t>() != 0;
    const auto count = in.get_varint();
    if (count > k_max_topic_terms) in.fail();
    while (in.ok() && info.terms.size() < count) info.terms.push_back(get_name(in, k_max_topic_term_bytes));
    return info;
}

}  // namespace

std::shared_ptr<const Topics> decode_topics(ByteReader& in, std::uint32_t document_count) {
    auto topics = std::make_shared<Topics>();
    const auto min_size = in.get_varint();
    topics->min_size = static_cast<int>(std::min<std::uint64_t>(min_size, std::numeric_limits<int>::max()));
    topics->granularity = in.get<float>();
    const auto count = in.get_varint();
    // Each has a document at least.
    if (!std::isfinite(topics->granularity) || count > document_count) in.fail();
    while (in.ok() && topics->infos.size() < count) topics->infos.push_back(get_info(in));
    const auto rows = in.get_varint();
    if (rows > document_count) in.fail();
    for (std::uint64_t row = 0; in.ok() && row < rows; ++row) {
        const auto topic = in.get_varint();
        if (topic > topics->infos.size()) in.fail();
        topics->of_doc.push_back(static_cast<TopicId>(topic) - 1);
    }
    return in.ok() ? topics : nullptr;
}

std::string ReplaceTopics::title() const {
    return "Split into " + std::to_string(after_->count()) + " microtopics";
}

void ReplaceTopics::apply(Project& project) {
    before_ = *project.topics;
    project.topics.edit() = after_;
}

std::size_t ReplaceTopics::bytes() const {
    return sizeof *this + after_->of_doc.size() * sizeof(TopicId) + after_->infos.size() * 256;
}

void ReplaceTopics::encode(ByteWriter& out) const {
    out.put_varint(gesture_);
    encode_topics(*after_, out);
}

std::unique_ptr<Edit> ReplaceTopics::decode(ByteReader& in, const Project& project) {
    const auto gesture = static_cast<std::uint32_t>(in.get_varint());
    auto topics = decode_topics(in, project.size());
    if (!topics) return nullptr;
    return std::make_unique<ReplaceTopics>(std::move(topics), gesture);
}

bool ReplaceTopics::merge_with(const Edit& next) {
    const auto* later = dynamic_cast<const ReplaceTopics*>(&next);
    if (!later || gesture_ == 0 || later->gesture_ != gesture_) return false;
    after_ = later->after_;
    return true;
}

void RenameTopic::apply(Project& project) {
    auto topics = std::make_shared<Topics>(**project.topics);
    TopicInfo& info = topics->infos[static_cast<std::size_t>(topic_)];
    before_ = info;
    info.name = name_;
    info.named_by_user = true;
    project.topics.edit() = std::move(topics);
}

void RenameTopic::revert(Project& project) const {
    auto topics = std::make_shared<Topics>(**project.topics);
    topics->infos[static_cast<std::size_t>(topic_)] = before_;
    project.topics.edit() = std::move(topics);
}

void RenameTopic::encode(ByteWriter& out) const {
    out.put(topic_);
    out.put_text(name_);
}

std::unique_ptr<Edit> RenameTopic::decode(ByteReader& in, const Project& project) {
    const auto topic = in.get<TopicId>();
    std::string name = get_name(in, k_max_topic_name_bytes);
    if (!in.ok() || !*project.topics || topic < 0 || topic >= (*project.topics)->count()) return nullptr;
    return std::make_unique<RenameTopic>(topic, std::move(name));
}

void AssignTopic::apply(Project& project) {
    before_ = *project.topics;
    auto topics = std::make_shared<Topics>(*before_);
    topics->of_doc.resize(project.size(), k_outlier);
    for (std::size_t i = 0; i < docs_.size(); ++i) topics->of_doc[docs_[i]] = topics_[i];
    project.topics.edit() = std::move(topics);
}

void AssignTopic::encode(ByteWriter& out) const {
    out.put_text(title_);
    out.put_array(std::span(docs_));
    out.put_array(std::span(topics_));
}

std::unique_ptr<Edit> AssignTopic::decode(ByteReader& in, const Project& project) {
    std::string title = get_name(in, k_max_action_bytes);
    auto docs = in.get_array<DocId>();
    auto topics = in.get_array<TopicId>();
    if (!in.ok() || !*project.topics || docs.size() != topics.size()) return nullptr;
    const int count = (*project.topics)->count();
    if (std::ranges::any_of(docs, [&](DocId doc) { return doc >= project.size(); })) return nullptr;
    if (std::ranges::any_of(topics, [&](TopicId topic) { return topic < k_outlier || topic >= count; })) return nullptr;
    return std::make_unique<AssignTopic>(std::move(title), std::move(docs), std::move(topics));
}

}  // namespace labelscape
