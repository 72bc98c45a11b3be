#pragma once

#include <vector>

#include "edit/edit.hpp"

namespace labelscape {

/// Gives documents the labels and marks of a file, each with the provenance that the file knows.
class ImportLabels final : public Edit {
public:
    struct Row {
        DocId doc = 0;
        std::uint32_t labels = 0;      ///< index into the edit's table of label sets
        std::uint32_t provenance = 0;  ///< index into its table of provenances
        Mark mark = Mark::none;
    };

    /// `rows` in ascending order of documents.
    ImportLabels(std::string title, std::vector<Provenance> provenances, std::vector<std::vector<LabelId>> sets,
                 std::vector<Row> rows);
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::import_labels; }
    std::string title() const override { return title_; }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override;
    void encode(ByteWriter& out) const override;

private:
    std::string title_;
    std::vector<Provenance> provenances_;
    std::vector<std::vector<LabelId>> sets_;
    std::vector<Row> rows_;
    std::vector<Annotation> before_;              ///< by row, filled by apply
    std::vector<ProvenanceId> provenance_ids_;    ///< the records that the first apply added
};

}  // namespace labelscape
