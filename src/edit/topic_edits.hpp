#pragma once

#include "edit/edit.hpp"

namespace labelscape {

/// Replaces the split into microtopics. Successive ones of one slider gesture are one step.
class ReplaceTopics final : public Edit {
public:
    /// `gesture` joins edits with the same number above zero.
    ReplaceTopics(std::shared_ptr<const Topics> after, std::uint32_t gesture = 0)
        : after_(std::move(after)), gesture_(gesture) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::replace_topics; }
    std::string title() const override;
    void apply(Project& project) override;
    void revert(Project& project) const override { project.topics.edit() = before_; }
    std::size_t bytes() const override;
    void encode(ByteWriter& out) const override;
    bool merge_with(const Edit& next) override;

private:
    std::shared_ptr<const Topics> after_;
    std::shared_ptr<const Topics> before_;
    std::uint32_t gesture_;
};

/// Gives a microtopic a name of the user's own.
class RenameTopic final : public Edit {
public:
    RenameTopic(TopicId topic, std::string name) : topic_(topic), name_(std::move(name)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::rename_topic; }
    std::string title() const override { return "Rename microtopic to " + name_; }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this; }
    void encode(ByteWriter& out) const override;

private:
    TopicId topic_;
    std::string name_;
    TopicInfo before_;
};

/// Moves documents to microtopics, such as outliers to the nearest one.
class AssignTopic final : public Edit {
public:
    /// `topics` by document, as long as `docs`.
    AssignTopic(std::string title, std::vector<DocId> docs, std::vector<TopicId> topics)
        : title_(std::move(title)), docs_(std::move(docs)), topics_(std::move(topics)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::assign_topic; }
    std::string title() const override { return title_; }
    void apply(Project& project) override;
    void revert(Project& project) const override { project.topics.edit() = before_; }
    std::size_t bytes() const override {
        return sizeof *this + docs_.size() * 8 + (before_ ? before_->of_doc.size() * sizeof(TopicId) : 0);
    }
    void encode(ByteWriter& out) const override;

private:
    std::string title_;
    std::vector<DocId> docs_;
    std::vector<TopicId> topics_;
    std::shared_ptr<const Topics> before_;
};

/// How topics stand in the journal and in project files.
void encode_topics(const Topics& topics, ByteWriter& out);
/// Null when damaged or when a topic is out of range.
std::shared_ptr<const Topics> decode_topics(ByteReader& in, std::uint32_t document_count);

}  // namespace labelscape
