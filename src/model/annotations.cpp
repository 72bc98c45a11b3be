#include "model/annotations.hpp"

#include <algorithm>

namespace labelscape {
namespace {

/// More changes at once are a bulk step, after which all is looked at again.
constexpr std::size_t k_kept_changes = 1024;

}  // namespace

void Annotations::resize(std::uint32_t size) {
    if (size == rows_.size()) return;
    forget_changes();
    for (DocId doc = size; doc < rows_.size(); ++doc) set(doc, {});
    rows_.resize(size);
    labeled_.resize(size);
}

bool Annotations::has(DocId doc, LabelId label) const {
    const auto set = labels(doc);
    return std::ranges::find(set, label) != set.end();
}

std::uint32_t Annotations::count(LabelId label) const {
    const auto index = static_cast<std::uint32_t>(label);
    return index < counts_.size() ? counts_[index] : 0;
}

Bitset Annotations::with(LabelId label) const {
    Bitset all(size());
    all.set_all();
    return with(label, all);
}

Bitset Annotations::with(LabelId label, const Bitset& within) const {
    std::vector<bool> wanted(sets_.size());
    for (std::size_t set = 0; set < sets_.size(); ++set) {
        wanted[set] = std::ranges::find(sets_[set], label) != sets_[set].end();
    }
    Bitset docs(size());
    within.for_each([&](DocId doc) {
        if (wanted[rows_[doc].labels]) docs.set(doc);
    });
    return docs;
}

LabelSetId Annotations::intern(std::vector<LabelId> labels) {
    std::ranges::sort(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    const auto [it, added] = set_ids_.try_emplace(labels, static_cast<LabelSetId>(sets_.size()));
    if (added) sets_.push_back(std::move(labels));
    return it->second;
}

ProvenanceId Annotations::add_provenance(Provenance provenance) {
    provenances_.push_back(std::move(provenance));
    return static_cast<ProvenanceId>(provenances_.size() - 1);
}

void Annotations::set(DocId doc, const Annotation& annotation) {
    Annotation& row = rows_[doc];
    if (changes_.size() == k_kept_changes) forget_changes();
    changes_.push_back({doc, row.labels, annotation.labels});
    count_labels(row.labels, -1);
    count_labels(annotation.labels, +1);
    if (row.labeled() != annotation.labeled()) {
        annotation.labeled() ? labeled_.set(doc) : labeled_.reset(doc);
        labeled_count_ += annotation.labeled() ? 1u : ~0u;
    }
    row = annotation;
}

void Annotations::set_rows(std::vector<Annotation> rows) {
    forget_changes();
    rows_ = std::move(rows);
    counts_.clear();
    labeled_ = Bitset(size());
    labeled_count_ = 0;
    std::vector<int> documents(sets_.size());
    for (DocId doc = 0; doc < size(); ++doc) {
        if (!rows_[doc].labeled()) continue;
        ++documents[rows_[doc].labels];
        labeled_.set(doc);
        ++labeled_count_;
    }
    for (LabelSetId set = 0; set < sets_.size(); ++set) count_labels(set, documents[set]);
}

std::vector<LabelSetId> Annotations::sets() const {
    std::vector<LabelSetId> sets(rows_.size());
    std::ranges::transform(rows_, sets.begin(), &Annotation::labels);
    return sets;
}

std::optional<std::span<const AnnotationChange>> Annotations::changes_since(std::uint64_t seen) const {
    if (seen < forgotten_ || seen > change_count()) return std::nullopt;
    return std::span(changes_).subspan(static_cast<std::size_t>(seen - forgotten_));
}

/// Counts as one change more, which nobody can have seen.
void Annotations::forget_changes() {
    forgotten_ += changes_.size() + 1;
    changes_.clear();
}

void Annotations::count_labels(LabelSetId set, int documents) {
    for (const LabelId label : sets_[set]) {
        const auto index = static_cast<std::uint32_t>(label);
        if (index >= counts_.size()) counts_.resize(index + 1);
        counts_[index] += static_cast<std::uint32_t>(documents);
    }
}

}  // namespace labelscape
