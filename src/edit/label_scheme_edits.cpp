#include "edit/label_scheme_edits.hpp"

#include <algorithm>

#include "edit/checked_fields.hpp"

namespace labelscape {
namespace {

void encode_label(const Label& label, ByteWriter& out) {
    out.put(label.id);
    out.put_text(label.name);
    out.put(label.color);
    out.put_text(label.key);
    out.put_text(label.description);
    out.put_varint(label.keywords.size());
    for (const auto& keyword : label.keywords) out.put_text(keyword);
}

Label decode_label(ByteReader& in) {
    Label label;
    label.id = in.get<LabelId>();
    label.name = in.get_text();
    label.color = in.get<std::uint32_t>();
    label.key = in.get_text();
    label.description = in.get_text();
    for (auto count = in.get_varint(); in.ok() && label.keywords.size() < count;) {
        label.keywords.push_back(in.get_text());
    }
    fit_label(label);
    if (label.name.empty() || static_cast<std::uint32_t>(label.id) >= k_label_id_limit) in.fail();
    return label;
}

}  // namespace

void AddLabel::encode(ByteWriter& out) const {
    out.put_varint(position_);
    encode_label(label_, out);
}

std::unique_ptr<Edit> AddLabel::decode(ByteReader& in, const Project& project) {
    const auto position = static_cast<std::size_t>(in.get_varint());
    Label label = decode_label(in);
    if (!in.ok() || project.scheme->find(label.id) || project.scheme->find(label.name)) return nullptr;
    if (project.scheme->labels().size() >= k_max_labels) return nullptr;
    return std::make_unique<AddLabel>(position, std::move(label));
}

void RemoveLabel::apply(Project& project) {
    Annotations& annotations = project.annotations.edit();
    before_.clear();
    annotations.with(id_).for_each([&](DocId doc) {
        Annotation row = annotations[doc];
        before_.emplace_back(doc, row);
        const auto present = annotations.labels(doc);
        std::vector<LabelId> rest(present.begin(), present.end());
        std::erase(rest, id_);
        row.labels = annotations.intern(std::move(rest));
        annotations.set(doc, row);
    });
    position_ = static_cast<std::size_t>(project.scheme->index_of(id_));
    label_ = project.scheme.edit().remove(id_);
}

void RemoveLabel::revert(Project& project) const {
    project.scheme.edit().insert(position_, label_);
    Annotations& annotations = project.annotations.edit();
    for (const auto& [doc, annotation] : before_) annotations.set(doc, annotation);
}

void RemoveLabel::encode(ByteWriter& out) const {
    out.put(id_);
    out.put_text(name_);
}

std::unique_ptr<Edit> RemoveLabel::decode(ByteReader& in, const Project& project) {
    const auto id = in.get<LabelId>();
    std::string name = get_name(in, k_max_label_name_bytes);
    if (!in.ok() || !project.scheme->find(id)) return nullptr;
    return std::make_unique<RemoveLabel>(id, std::move(name));
}

void ChangeLabel::apply(Project& project) {
    before_ = *project.scheme->find(after_.id);
    project.scheme.edit().replace(after_);
}

void ChangeLabel::encode(ByteWriter& out) const {
    out.put_text(title_);
    encode_label(after_, out);
}

std::unique_ptr<Edit> ChangeLabel::decode(ByteReader& in, const Project& project) {
    std::string title = get_name(in, k_max_action_bytes);
    Label label = decode_label(in);
    if (!in.ok() || !project.scheme->find(label.id)) return nullptr;
    const Label* namesake = project.scheme->find(label.name);
    if (namesake && namesake->id != label.id) return nullptr;
    return std::make_unique<ChangeLabel>(std::move(title), std::move(label));
}

void SetLabelMode::apply(Project& project) {
    mode_before_ = project.scheme->mode();
    project.scheme.edit().set_mode(mode_);
    before_.clear();
    if (mode_ == LabelMode::multi) return;
    Annotations& annotations = project.annotations.edit();
    for (DocId doc = 0; doc < annotations.size(); ++doc) {
        const auto labels = annotations.labels(doc);
        if (labels.size() < 2) continue;
        Annotation row = annotations[doc];
        before_.emplace_back(doc, row);
        row.labels = annotations.intern({labels[0]});
        annotations.set(doc, row);
    }
}

void SetLabelMode::revert(Project& project) const {
    project.scheme.edit().set_mode(mode_before_);
    Annotations& annotations = project.annotations.edit();
    for (const auto& [doc, annotation] : before_) annotations.set(doc, annotation);
}

std::unique_ptr<Edit> SetLabelMode::decode(ByteReader& in, const Project&) {
    const auto mode = in.get<LabelMode>();
    if (!in.ok() || mode > LabelMode::multi) return nullptr;
    return std::make_unique<SetLabelMode>(mode);
}

}  // namespace labelscape
