#include "edit/document_edits.hpp"

#include <algorithm>

#include "edit/checked_fields.hpp"

namespace labelscape {

std::string ImportDocuments::title() const {
    const DocId count = last_ - first_;
    return "Import " + std::to_string(count) + (count == 1 ? " document from " : " documents from ") + source_;
}

void ImportDocuments::apply(Project& project) {
    Bitset& removed = project.removed.edit();
    for (DocId doc = first_; doc < last_; ++doc) removed.reset(doc);
}

void ImportDocuments::revert(Project& project) const {
    Bitset& removed = project.removed.edit();
    for (DocId doc = first_; doc < last_; ++doc) removed.set(doc);
}

void ImportDocuments::encode(ByteWriter& out) const {
    out.put_text(source_);
    out.put_varint(first_);
    out.put_varint(last_);
}

std::unique_ptr<Edit> ImportDocuments::decode(ByteReader& in, const Project& project) {
    std::string source = get_name(in, k_max_action_bytes);
    const auto first = in.get_varint(), last = in.get_varint();
    if (!in.ok() || first > last || last > project.size()) return nullptr;
    return std::make_unique<ImportDocuments>(std::move(source), static_cast<DocId>(first), static_cast<DocId>(last));
}

std::string ImportCopies::title() const {
    return "Import " + std::to_string(last_ - first_) + (last_ - first_ == 1 ? " duplicate" : " duplicates");
}

void ImportCopies::apply(Project& project) {
    const CopyTable& table = (*project.dataset)->copy_table();
    Copies& copies = project.copied.edit();
    if (copies.counts.size() < project.size()) copies.counts.resize(project.size());
    for (std::uint32_t copy = first_; copy < last_; ++copy) {
        copies.present.set(copy);
        ++copies.counts[table.of[copy]];
    }
    for (const Row& row : rows_) copies.labels[row.copy] = sets_[row.labels];
}

void ImportCopies::revert(Project& project) const {
    const CopyTable& table = (*project.dataset)->copy_table();
    Copies& copies = project.copied.edit();
    for (std::uint32_t copy = first_; copy < last_; ++copy) {
        copies.present.reset(copy);
        --copies.counts[table.of[copy]];
    }
    for (const Row& row : rows_) copies.labels.erase(row.copy);
}

void ImportCopies::encode(ByteWriter& out) const {
    out.put_varint(first_);
    out.put_varint(last_);
    put_label_sets(sets_, out);
    out.put_array(std::span(rows_));
}

std::unique_ptr<Edit> ImportCopies::decode(ByteReader& in, const Project& project) {
    const auto first = in.get_varint(), last = in.get_varint();
    auto sets = get_label_sets(in, *project.scheme);
    auto rows = in.get_array<Row>();
    if (!in.ok() || first > last || last > (*project.dataset)->copy_table().size()) return nullptr;
    for (auto copy = static_cast<std::uint32_t>(first); copy < last; ++copy) {
        if (project.copied->present.test(copy)) return nullptr;
    }
    const bool fit = std::ranges::all_of(rows, [&](const Row& row) {
        return row.copy >= first && row.copy < last && row.labels < sets.size();
    });
    if (!fit) return nullptr;
    return std::make_unique<ImportCopies>(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
                                          std::move(sets), std::move(rows));
}

std::string ReplaceDocuments::title() const {
    return "Replace " + std::to_string(pairs_.size()) + (pairs_.size() == 1 ? " document" : " documents");
}

void ReplaceDocuments::apply(Project& project) {
    for (const auto& [old, by] : pairs_) {
        project.removed.edit().set(old);
        if (project.excluded->test(old)) project.excluded.edit().set(by);
        project.annotations.edit().set(by, (*project.annotations)[old]);
    }
}

void ReplaceDocuments::revert(Project& project) const {
    for (const auto& [old, by] : pairs_) {
        project.removed.edit().reset(old);
        project.excluded.edit().reset(by);
        project.annotations.edit().set(by, {});
    }
}

std::unique_ptr<Edit> ReplaceDocuments::decode(ByteReader& in, const Project& project) {
    auto pairs = in.get_array<Pair>();
    const bool fit = std::ranges::all_of(pairs, [&](const Pair& pair) {
        return pair.old < pair.by && pair.by < project.size() && !project.removed->test(pair.old) &&
               !(*project.annotations)[pair.by].labeled();
    });
    return in.ok() && fit ? std::make_unique<ReplaceDocuments>(std::move(pairs)) : nullptr;
}

std::string ExcludeDocuments::title() const {
    return (excluded_ ? "Exclude " : "Bring back ") + std::to_string(docs_.size()) +
           (docs_.size() == 1 ? " document" : " documents");
}

void ExcludeDocuments::set(Project& project, bool excluded) const {
    Bitset& set = project.excluded.edit();
    for (const DocId doc : docs_) excluded ? set.set(doc) : set.reset(doc);
}

void ExcludeDocuments::encode(ByteWriter& out) const {
    out.put(excluded_);
    out.put_array(std::span(docs_));
}

std::unique_ptr<Edit> ExcludeDocuments::decode(ByteReader& in, const Project& project) {
    const bool excluded = in.get<std::uint8_t>() != 0;
    auto docs = in.get_array<DocId>();
    const bool fits = std::ranges::all_of(docs, [&](DocId doc) { return doc < project.size(); });
    if (!in.ok() || !fits) return nullptr;
    return std::make_unique<ExcludeDocuments>(std::move(docs), excluded);
}

}  // namespace labelscape
