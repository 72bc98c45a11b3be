#include "edit/assign_labels.hpp"

#include <algorithm>
#include <map>

#include "edit/checked_fields.hpp"

namespace labelscape {
namespace {

std::vector<LabelId> combined(std::span<const LabelId> present, const std::vector<LabelId>& given,
                              AssignMode mode, LabelMode project_mode) {
    if (mode == AssignMode::set || (mode == AssignMode::add && project_mode == LabelMode::single)) return given;
    std::vector<LabelId> result(present.begin(), present.end());
    for (const LabelId label : given) {
        if (mode == AssignMode::remove) {
            std::erase(result, label);
        } else if (std::ranges::find(result, label) == result.end()) {
            result.push_back(label);
        }
    }
    std::ranges::sort(result);
    return result;
}

/// Collects rows and the distinct label sets they point to.
class RowBuilder {
public:
    void add(DocId doc, std::vector<LabelId> labels, Mark mark) {
        const auto [it, added] = index_.try_emplace(labels, static_cast<std::uint32_t>(sets_.size()));
        if (added) sets_.push_back(std::move(labels));
        rows_.push_back({doc, it->second, mark});
    }
    std::unique_ptr<AssignLabels> finish(std::string title, Provenance provenance) {
        if (rows_.empty()) return nullptr;
        provenance.documents = static_cast<std::uint32_t>(rows_.size());
        return std::make_unique<AssignLabels>(std::move(title), std::move(provenance), std::move(sets_),
                                              std::move(rows_));
    }

private:
    std::map<std::vector<LabelId>, std::uint32_t> index_;
    std::vector<std::vector<LabelId>> sets_;
    std::vector<AssignLabels::Row> rows_;
};

}  // namespace

AssignLabels::AssignLabels(std::string title, Provenance provenance, std::vector<std::vector<LabelId>> sets,
                           std::vector<Row> rows)
    : title_(std::move(title)), provenance_(std::move(provenance)), sets_(std::move(sets)), rows_(std::move(rows)) {}

std::unique_ptr<AssignLabels> AssignLabels::make(const Project& project, const Bitset& docs,
                                                 std::vector<LabelId> labels, AssignMode mode,
                                                 std::string title, Provenance provenance) {
    std::ranges::sort(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    if (project.scheme->mode() == LabelMode::single && labels.size() > 1 && mode != AssignMode::remove)
        labels.resize(1);
    RowBuilder builder;
    docs.for_each([&](DocId doc) {
        const auto present = project.annotations->labels(doc);
        auto next = combined(present, labels, mode, project.scheme->mode());
        const Mark mark = next.empty() && mode == AssignMode::remove ? (*project.annotations)[doc].mark : Mark::none;
        const bool same = std::ranges::equal(present, next) && (*project.annotations)[doc].mark == mark;
        if (!same) builder.add(doc, std::move(next), mark);
    });
    return builder.finish(std::move(title), std::move(provenance));
}

std::unique_ptr<AssignLabels> AssignLabels::make_mark(const Project& project, const Bitset& docs, Mark mark,
                                                      std::string title, Provenance provenance) {
    RowBuilder builder;
    docs.for_each([&](DocId doc) {
        const Annotation& present = (*project.annotations)[doc];
        if (present.labeled() || present.mark != mark) builder.add(doc, {}, mark);
    });
    return builder.finish(std::move(title), std::move(provenance));
}

void AssignLabels::describe(std::string title, Provenance provenance) {
    title_ = std::move(title);
    provenance.documents = provenance_.documents;
    provenance_ = std::move(provenance);
}

void AssignLabels::apply(Project& project) {
    Annotations& annotations = project.annotations.edit();
    if (!provenance_id_) provenance_id_ = annotations.add_provenance(provenance_);
    std::vector<LabelSetId> ids;
    for (const auto& set : sets_) ids.push_back(annotations.intern(set));
    before_.clear();
    before_.reserve(rows_.size());
    for (const Row& row : rows_) {
        before_.push_back(annotations[row.doc]);
        annotations.set(row.doc, {ids[row.labels], *provenance_id_, row.mark});
    }
}

void AssignLabels::revert(Project& project) const {
    Annotations& annotations = project.annotations.edit();
    for (std::size_t i = 0; i < rows_.size(); ++i) annotations.set(rows_[i].doc, before_[i]);
}

std::size_t AssignLabels::bytes() const {
    return sizeof *this + rows_.size() * (sizeof(Row) + sizeof(Annotation)) + title_.size();
}

void AssignLabels::encode(ByteWriter& out) const {
    out.put_text(title_);
    put_provenance(provenance_, out);
    put_label_sets(sets_, out);
    out.put_varint(rows_.size());
    DocId last = 0;
    for (const Row& row : rows_) {
        out.put_varint(row.doc - last);
        out.put_varint(row.labels);
        out.put(row.mark);
        last = row.doc;
    }
}

std::unique_ptr<Edit> AssignLabels::decode(ByteReader& in, const Project& project) {
    std::string title = get_name(in, k_max_action_bytes);
    Provenance provenance = get_provenance(in);
    auto sets = get_label_sets(in, *project.scheme);
    std::vector<Row> rows;
    DocId last = 0;
    for (auto count = in.get_varint(); in.ok() && rows.size() < count;) {
        Row row;
        row.doc = last += static_cast<DocId>(in.get_varint());
        row.labels = static_cast<std::uint32_t>(in.get_varint());
        row.mark = in.get<Mark>();
        const bool ascending = rows.empty() || row.doc > rows.back().doc;
        const bool known = row.doc < project.size() && row.labels < sets.size() && row.mark <= Mark::skipped;
        if (!ascending || !known) in.fail();
        rows.push_back(row);
    }
    if (!in.ok()) return nullptr;
    return std::make_unique<AssignLabels>(std::move(title), std::move(provenance), std::move(sets), std::move(rows));
}

}  // namespace labelscape
