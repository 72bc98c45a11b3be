#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/hash_index.hpp"
#include "base/result.hpp"
#include "edit/document_edits.hpp"
#include "edit/edit.hpp"
#include "io/column_batch.hpp"
#include "io/import_plan.hpp"
#include "io/imported_vectors.hpp"
#include "io/own_columns.hpp"

namespace labelscape {

struct ImportOptions {
    /// Texts, ids and metadata of base and file together, in bytes; more is refused.
    std::uint64_t max_bytes = 1'500'000'000;
    /// Different labels; more means that the label column is none.
    std::uint32_t max_labels = 5'000;
    /// Skipped rows that are listed; the rest is only counted.
    std::uint32_t max_skipped_listed = 10'000;
};

struct SkippedRow {
    std::uint32_t row = 0;  ///< as in the file, from 1
    std::string reason;
};

inline constexpr std::uint32_t k_no_label_set = ~0u;

struct ImportReport {
    std::uint32_t rows = 0;        ///< read, skipped ones included
    std::uint32_t added = 0;       ///< new documents
    std::uint32_t matched = 0;  ///< rows that the project already had: the same id and text, or without an id all cells
    std::uint32_t duplicates = 0;  ///< rows collapsed into a document with the same text, as its copies
    std::uint32_t empty = 0;       ///< new documents without a text
    std::uint32_t label_conflicts =
        0;  ///< rows whose labels were not taken since the document has others
    std::vector<SkippedRow> conflict_rows = {};  ///< the first of them, with both labels
    std::uint32_t clashes = 0;         ///< rows whose id the project had with another text
    std::vector<SkippedRow> clash_rows = {};     ///< the first of them, with what became of each
    /// Labels that differ only in case, spaces, invisible characters or composition; the most frequent first.
    std::vector<std::vector<std::string>> alike_labels = {};
    std::uint32_t skipped_count = 0;
    std::vector<SkippedRow> skipped;   ///< the first ones
    std::vector<std::string> notices;  ///< one sentence each
};

/// What a row says of its document.
struct ImportedDecision {
    /// Index into ImportOutcome::label_sets: an empty set where the row has only a mark; k_no_label_set: nothing.
    std::uint32_t set = k_no_label_set;
    std::uint32_t provenance = 0;  ///< index into ImportOutcome::provenances plus 1; 0: this import
    std::uint32_t row = 0;         ///< in the file
    Mark mark = Mark::none;
};

/// Labels that the file gives to one document.
struct ImportedLabels : ImportedDecision {
    DocId doc = 0;
};

struct ImportOutcome {
    std::shared_ptr<const Dataset> dataset;  ///< the base's rows, then the new ones
    DocId first_new = 0;
    std::vector<std::string> label_names;                ///< most frequent first
    std::vector<std::vector<std::uint32_t>> label_sets;  ///< indexes into label_names
    std::vector<ImportedLabels> labels;                  ///< in ascending order of documents
    std::vector<Provenance> provenances;                 ///< that the file knows
    std::uint32_t first_copy = 0;                        ///< in the dataset's table of copies
    std::vector<ImportedDecision> copy_labels;           ///< by new copy; set is k_no_label_set where it has none
    std::vector<ReplaceDocuments::Pair> replaced;
    bool multi_label = false;                            ///< a cell held several labels
    ImportedVectors vectors;
    ImportReport report;
};

/// Turns the rows of a file into documents, batch by batch.
/// A row whose id and text are in the base gives it nothing but its labels; so does a row without an id whose text and
/// metadata are. An id with another text is a clash. Exact duplicates collapse, as copies with their id, metadata and
/// label, or stay, as planned.
class Importer {
public:
    /// `hidden`: documents of the base that count as absent, such as those of an undone import; `copies`: which of its
    /// copies count.
    Importer(std::shared_ptr<const Dataset> base, ImportPlan plan, Bitset hidden = {},
             ImportOptions options = {}, Bitset copies = {});

    /// The rows read so far. After an error the import is over and the importer must be dropped.
    Result<std::uint32_t> add_batch(std::span<const std::byte> lscb);
    /// Takes up a row that the file's reader had to leave out.
    void add_skipped(std::uint32_t row, std::string reason);
    /// At most once, at the end. bad_file when there was no row at all, and when vectors without ids are not one for
    /// each document.
    Result<ImportOutcome> finish();

private:
    static constexpr std::size_t k_no_column = ~std::size_t{0};

    struct Roles {
        int text = -1, label = -1, id = -1, vectors = -1;
        std::optional<OwnColumns> own;  ///< of an export of this program
        bool own_csv = false;           ///< and cells may be escaped formulas
        std::vector<std::size_t> target;  ///< by column of the file: metadata column of the dataset
        std::vector<std::string> names;
        std::vector<ColumnType> types;
    };
    /// A row of the file, read but not yet placed.
    struct Row {
        const ColumnBatch& batch;
        std::uint32_t index = 0;    ///< in the batch
        std::uint32_t number = 0;   ///< in the file
        std::string id{}, text{};
        ImportedDecision says{};

        const BatchColumn& column(std::size_t i) const { return batch.columns[i]; }
    };

    Status set_roles(const ColumnBatch& batch);
    /// A cell of one of our own columns; nothing where the file has none.
    std::optional<std::string> own_text_of(const Row& row, OwnColumn own) const;
    std::optional<double> own_number_of(const Row& row, OwnColumn own) const;
    void add_metadata_columns();
    /// A cell of any type as text; empty where missing.
    std::string cell_text(const BatchColumn& column, std::uint32_t row) const;
    Status add_row(const ColumnBatch& batch, std::uint32_t index);
    /// The document that the row belongs to or became; none when it is left out.
    std::optional<DocId> place_row(Row& row);
    std::optional<DocId> place_new_row(Row& row, std::optional<DocId> clashing);
    bool is_copy_of_last(const Row& row) const;
    /// The document of the base that a row with an id belongs to, if any.
    std::optional<DocId> find_known(const Row& row) const;
    /// Whether a row without an id stands in the base as it is, and no earlier row of the file was the same one.
    bool take_known_row(const Row& row, DocId doc);
    std::uint64_t content_hash(const std::vector<Column>& columns, std::uint32_t at, DocId doc) const;
    std::uint64_t content_hash(const Row& row, DocId doc) const;
    void note_clash(const Row& row, const std::string& what);
    double checked_number(const BatchColumn& column, std::uint32_t row, std::string& spelling);
    std::uint32_t intern_provenance(const Row& row);
    Status attach_row(const ColumnBatch& batch, std::uint32_t row);
    Status set_vector(DocId doc, const ColumnBatch& batch, std::uint32_t row);
    Result<std::uint32_t> labels_of(const BatchColumn& column, std::uint32_t row, std::uint32_t row_number);
    Status read_decision(Row& row);
    std::uint32_t intern(std::vector<std::uint32_t> set);
    void take_decision(DocId doc, const ImportedDecision& says);
    std::optional<DocId> find_duplicate(std::string_view text) const;
    std::string unique_id(std::string wanted);
    DocId append_row(const Row& row, std::string_view id);
    void append_copy(const Row& row, DocId doc);
    void set_cells(const Row& row, std::vector<Column>& columns, std::uint32_t at);
    void order_names(ImportOutcome& outcome);

    ImportPlan plan_;
    Bitset hidden_;
    Bitset copies_;
    ImportOptions options_;
    std::shared_ptr<Dataset> dataset_;
    DocId first_new_ = 0;
    std::uint32_t first_copy_ = 0;
    Roles roles_;
    bool started_ = false;
    std::uint64_t bytes_ = 0;
    std::uint64_t next_number_ = 1;  ///< for generated ids
    std::uint32_t renamed_ids_ = 0;
    std::unordered_map<std::string, std::uint32_t> id_suffixes_;  ///< next suffix to try
    HashIndex by_text_;  ///< first document with a text, by hash
    std::optional<std::unordered_map<std::uint64_t, std::uint32_t>>
        known_rows_;  ///< rows of the base not yet met, by content
    std::unordered_map<std::string, std::uint32_t> name_index_;
    std::vector<std::string> names_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> set_index_;
    std::vector<std::vector<std::uint32_t>> sets_;
    std::vector<Provenance> provenances_;
    std::map<std::tuple<std::string, double, std::string>, std::uint32_t> provenance_index_;
    std::map<DocId, ImportedDecision> old_labels_;  ///< documents of the base
    std::vector<ImportedDecision> new_labels_;      ///< by new document
    std::vector<ImportedDecision> copy_labels_;     ///< by new copy
    std::vector<ReplaceDocuments::Pair> replaced_;
    ImportedVectors vectors_;
    DocId next_attached_ = 0;   ///< where vectors are matched by row
    std::uint32_t attached_rows_ = 0;
    std::map<std::string, std::uint32_t> far_dates_;   ///< by column
    ImportReport report_;
};

/// too_large, with the figures, when a file of `unpacked_bytes` cannot fit beside `base`.
/// To be asked before reading; the importer counts exactly while it reads.
Status check_import_size(std::uint64_t unpacked_bytes, const Dataset& base,
                         const ImportOptions& options = {});

/// Gives labels other names; those that get the same one become one label.
void rename_labels(ImportOutcome& outcome, const std::map<std::string, std::string>& new_names);

struct LabelStyle {
    std::uint32_t color = 0;  ///< 0xRRGGBB
    std::string key;          ///< one character, or empty
};
/// Look of a new label from its position in the list of labels.
using LabelStyler = std::function<LabelStyle(std::size_t position)>;

/// The import as one step: documents, new labels, several labels a document if needed, and labels
/// by the import. Labels that documents of the project already have stay; where the file says
/// otherwise it counts as a conflict in the report. Null when the import changes nothing. To carry
/// it out: project.set_dataset(outcome.dataset), then commit the edit.
std::unique_ptr<Edit> make_import_edits(const Project& project, ImportOutcome& outcome,
                                        std::string_view source_name, double at_ms,
                                        const LabelStyler& style);

}  // namespace labelscape
