#include "edit/import_labels.hpp"

#include "edit/checked_fields.hpp"

namespace labelscape {

ImportLabels::ImportLabels(std::string title, std::vector<Provenance> provenances,
                           std::vector<std::vector<LabelId>> sets, std::vector<Row> rows)
    : title_(std::move(title)), provenances_(std::move(provenances)), sets_(std::move(sets)), rows_(std::move(rows)) {}

void ImportLabels::apply(Project& project) {
    Annotations& annotations = project.annotations.edit();
    while (provenance_ids_.size() < provenances_.size())
        provenance_ids_.push_back(annotations.add_provenance(provenances_[provenance_ids_.size()]));
    std::vector<LabelSetId> ids;
    for (const auto& set : sets_) ids.push_back(annotations.intern(set));
    before_.clear();
    before_.reserve(rows_.size());
    for (const Row& row : rows_) {
        before_.push_back(annotations[row.doc]);
        annotations.set(row.doc, {ids[row.labels], provenance_ids_[row.provenance], row.mark});
    }
}

void ImportLabels::revert(Project& project) const {
    Annotations& annotations = project.annotations.edit();
    for (std::size_t i = 0; i < rows_.size(); ++i) annotations.set(rows_[i].doc, before_[i]);
}

std::size_t ImportLabels::bytes() const {
    return sizeof *this + rows_.size() * (sizeof(Row) + sizeof(Annotation)) + provenances_.size() * sizeof(Provenance);
}

void ImportLabels::encode(ByteWriter& out) const {
    out.put_text(title_);
    out.put_varint(provenances_.size());
    for (const Provenance& provenance : provenances_) put_provenance(provenance, out);
    put_label_sets(sets_, out);
    out.put_varint(rows_.size());
    DocId last = 0;
    for (const Row& row : rows_) {
        out.put_varint(row.doc - last);
        out.put_varint(row.labels);
        out.put_varint(row.provenance);
        out.put(row.mark);
        last = row.doc;
    }
}

std::unique_ptr<Edit> ImportLabels::decode(ByteReader& in, const Project& project) {
    std::string title = get_name(in, k_max_action_bytes);
    std::vector<Provenance> provenances;
    for (auto count = in.get_varint(); in.ok() && provenances.size() < count;)
        provenances.push_back(get_provenance(in));
    auto sets = get_label_sets(in, *project.scheme);
    std::vector<Row> rows;
    DocId last = 0;
    for (auto count = in.get_varint(); in.ok() && rows.size() < count;) {
        Row row;
        row.doc = last += static_cast<DocId>(in.get_varint());
        row.labels = static_cast<std::uint32_t>(in.get_varint());
        row.provenance = static_cast<std::uint32_t>(in.get_varint());
        row.mark = in.get<Mark>();
        const bool ascending = rows.empty() || row.doc > rows.back().doc;
        const bool known = row.doc < project.size() && row.labels < sets.size() && row.provenance < provenances.size();
        if (!ascending || !known || row.mark > Mark::skipped) in.fail();
        rows.push_back(row);
    }
    if (!in.ok()) return nullptr;
    return std::make_unique<ImportLabels>(std::move(title), std::move(provenances), std::move(sets), std::move(rows));
}

}  // namespace labelscape
