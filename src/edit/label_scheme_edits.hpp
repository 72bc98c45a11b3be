#pragma once

#include <vector>

#include "edit/edit.hpp"

namespace labelscape {

/// Adds a label at a position of the list.
class AddLabel final : public Edit {
public:
    /// `label.id` is project.scheme->next_id(); its name is new.
    AddLabel(std::size_t position, Label label) : position_(position), label_(std::move(label)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::add_label; }
    std::string title() const override { return "Add label " + label_.name; }
    void apply(Project& project) override { project.scheme.edit().insert(position_, label_); }
    void revert(Project& project) const override { project.scheme.edit().remove(label_.id); }
    std::size_t bytes() const override { return sizeof *this; }
    void encode(ByteWriter& out) const override;

private:
    std::size_t position_;
    Label label_;
};

/// Removes a label from the list and from every document; keeps what it removes.
class RemoveLabel final : public Edit {
public:
    RemoveLabel(LabelId id, std::string name) : id_(id), name_(std::move(name)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::remove_label; }
    std::string title() const override { return "Remove label " + name_; }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this + before_.size() * sizeof before_[0]; }
    void encode(ByteWriter& out) const override;

private:
    LabelId id_;
    std::string name_;
    std::size_t position_ = 0;
    Label label_;
    std::vector<std::pair<DocId, Annotation>> before_;
};

/// Changes name, color, key, description or keywords of a label.
class ChangeLabel final : public Edit {
public:
    ChangeLabel(std::string title, Label after) : title_(std::move(title)), after_(std::move(after)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::change_label; }
    std::string title() const override { return title_; }
    void apply(Project& project) override;
    void revert(Project& project) const override { project.scheme.edit().replace(before_); }
    std::size_t bytes() const override { return sizeof *this; }
    void encode(ByteWriter& out) const override;

private:
    std::string title_;
    Label after_;
    Label before_;
};

/// One label a document, or several. Going to one keeps the first label of each document.
class SetLabelMode final : public Edit {
public:
    explicit SetLabelMode(LabelMode mode) : mode_(mode) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::set_label_mode; }
    std::string title() const override {
        return mode_ == LabelMode::multi ? "Allow several labels" : "Allow one label";
    }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this + before_.size() * sizeof before_[0]; }
    void encode(ByteWriter& out) const override { out.put(mode_); }

private:
    LabelMode mode_;
    LabelMode mode_before_ = LabelMode::single;
    std::vector<std::pair<DocId, Annotation>> before_;
};

}  // namespace labelscape
