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
