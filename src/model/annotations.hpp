#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bitset.hpp"
#include "base/ids.hpp"
#include "model/provenance.hpp"

namespace labelscape {

/// A decision that is no label.
enum class Mark : std::uint8_t { none, unsure, skipped };

using LabelSetId = std::uint32_t;
using ProvenanceId = std::uint32_t;
inline constexpr LabelSetId k_no_labels = 0;

/// What is known about one document.
struct Annotation {
    LabelSetId labels = k_no_labels;
    ProvenanceId provenance = 0;   ///< meaningless without labels and mark
    Mark mark = Mark::none;

    bool labeled() const { return labels != k_no_labels; }
    bool operator==(const Annotation&) const = default;
};

/// What became of one document.
struct AnnotationChange {
    DocId doc = 0;
    LabelSetId before = k_no_labels, after = k_no_labels;
};

/// Labels by document. Sets of labels are interned, so a document costs 12 bytes whatever it carries,
/// and the number of documents of each label is kept exact.
class Annotations {
public:
    std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
    /// New rows carry nothing.
    void resize(std::uint32_t size);

    const Annotation& operator[](DocId doc) const { return rows_[doc]; }
    /// Labels of a document in ascending id order.
    std::span<const LabelId> labels(DocId doc) const { return labels_of(rows_[doc].labels); }
    bool has(DocId doc, LabelId label) const;
    const Provenance& provenance(ProvenanceId id) const { return provenances_[id]; }
    const std::vector<Provenance>& provenances() const { return provenances_; }

    std::uint32_t labeled_count() const { return labeled_count_; }
    std::uint32_t count(LabelId label) const;
    /// All documents with at least one label.
    const Bitset& labeled() const { return labeled_; }
    /// Those of `within` that carry the label.
    Bitset with(LabelId label, const Bitset& within) const;
    Bitset with(LabelId label) const;

    /// The set with exactly these labels; duplicates and order do not matter.
    LabelSetId intern(std::vector<LabelId> labels);
    std::span<const LabelId> labels_of(LabelSetId set) const { return sets_[set]; }
    std::size_t set_count() const { return sets_.size(); }
    ProvenanceId add_provenance(Provenance provenance);
    void set(DocId doc, const Annotation& annotation);
    /// All rows at once: counting by sets takes no longer where documents carry many labels.
    void set_rows(std::vector<Annotation> rows);
    /// The set of every document.
    std::vector<LabelSetId> sets() const;

    /// Counts all changes.
    std::uint64_t change_count() const { return forgotten_ + changes_.size(); }
    /// Those since change_count() was `seen`, oldest first; nothing when there were too many to be kept: any document
    /// may be another. So whoever derives something from all documents need not go through all of them after each
    /// label.
    std::optional<std::span<const AnnotationChange>> changes_since(std::uint64_t seen) const;

private:
    void forget_changes();
    void count_labels(LabelSetId set, int documents);

    std::vector<Annotation> rows_;
    std::vector<std::vector<LabelId>> sets_{{}};
    std::map<std::vector<LabelId>, LabelSetId> set_ids_{{{}, k_no_labels}};
    std::vector<Provenance> provenances_;
    std::vector<std::uint32_t> counts_;   ///< by label id
    Bitset labeled_;
    std::uint32_t labeled_count_ = 0;
    std::vector<AnnotationChange> changes_;   ///< the last ones
    std::uint64_t forgotten_ = 0;             ///< so many before them
};

}  // namespace labelscape
