#pragma once

#include <optional>
#include <vector>

#include "edit/edit.hpp"

namespace labelscape {

/// What happens to the labels that a document already has.
enum class AssignMode : std::uint8_t { set, add, remove };

/// Sets the labels and marks of documents, one or a hundred thousand.
class AssignLabels final : public Edit {
public:
    /// The new state of one document; labels in ascending order.
    struct Row {
        DocId doc = 0;
        std::uint32_t labels = 0;   ///< index into the edit's table of label sets
        Mark mark = Mark::none;
    };

    /// `rows` in ascending order of documents.
    AssignLabels(std::string title, Provenance provenance, std::vector<std::vector<LabelId>> sets,
                 std::vector<Row> rows);

    /// An edit that gives `labels` to all of `docs`, or null when that changes nothing.
    /// Mode set with no labels clears them. In a single-label project `add` replaces.
    static std::unique_ptr<AssignLabels> make(const Project& project, const Bitset& docs,
                                              std::vector<LabelId> labels, AssignMode mode,
                                              std::string title, Provenance provenance);
    /// An edit that marks all of `docs` (and clears their labels), or null when that changes nothing.
    static std::unique_ptr<AssignLabels> make_mark(const Project& project, const Bitset& docs, Mark mark,
                                                   std::string title, Provenance provenance);
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::assign_labels; }
    std::string title() const override { return title_; }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override;
    void encode(ByteWriter& out) const override;

    /// Before it is applied: what the history and the documents will say of it. Its count of documents stays.
    void describe(std::string title, Provenance provenance);
    std::size_t changed() const { return rows_.size(); }

private:
    std::string title_;
    Provenance provenance_;
    std::vector<std::vector<LabelId>> sets_;
    std::vector<Row> rows_;
    std::vector<Annotation> before_;             ///< by row, filled by apply
    std::optional<ProvenanceId> provenance_id_;  ///< the record that the first apply added
};

}  // namespace labelscape
