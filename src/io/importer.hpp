#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/hash_index.hpp"
#include "base/result.hpp"
#include "edit/edit.hpp"
#include "io/column_batch.hpp"
#include "io/import_plan.hpp"
#include "io/imported_vectors.hpp"

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

struct ImportReport {
    std::uint32_t rows = 0;        ///< read, skipped ones included
    std::uint32_t added = 0;       ///< new documents
    std::uint32_t matched = 0;     ///< rows whose id the project already had
    std::uint32_t duplicates = 0;  ///< rows collapsed into a document with the same text
    std::uint32_t empty = 0;       ///< new documents without a text
    std::uint32_t label_conflicts =
        0;  ///< rows whose labels were not taken since the document has others
    std::uint32_t skipped_count = 0;
    std::vector<SkippedRow> skipped;   ///< the first ones
    std::vector<std::string> notices;  ///< one sentence each
};

/// Labels that the file gives to one document.
struct ImportedLabels {
    DocId doc = 0;
    std::uint32_t set = 0;  ///< index into ImportOutcome::label_sets
};

struct ImportOutcome {
    std::shared_ptr<const Dataset> dataset;  ///< the base's rows, then the new ones
    DocId first_new = 0;
    std::vector<std::string> label_names;                ///< most frequent first
    std::vector<std::vector<std::uint32_t>> label_sets;  ///< indexes into label_names
    std::vector<ImportedLabels> labels;                  ///< in ascending order of documents
    bool multi_label = false;                            ///< a cell held several labels
    ImportedVectors vectors;
    ImportReport report;
};

/// Turns the rows of a file into documents, batch by batch.
/// Rows whose id is in the base give it nothing but their labels; exact duplicates collapse or
/// stay, as planned.
class Importer {
public:
    /// `hidden`: documents of the base that count as absent, such as those of an undone import.
    Importer(std::shared_ptr<const Dataset> base, ImportPlan plan, Bitset hidden = {},
             ImportOptions options = {});

    /// The rows read so far. After an error the import is over and the importer must be dropped.
    Result<std::uint32_t> add_batch(std::span<const std::byte> lscb);
    /// Takes up a row that the file's reader had to leave out.
    void add_skipped(std::uint32_t row, std::string reason);
    /// At most once, at the end. bad_file when vectors without ids are not one for each document.
    Result<ImportOutcome> finish();

private:
    static constexpr std::uint32_t k_no_set = ~0u;
    static constexpr std::size_t k_no_column = ~std::size_t{0};

    struct Roles {
        int text = -1, label = -1, id = -1, vectors = -1;
        std::vector<std::size_t> target;  ///< by column of the file: metadata column of the dataset
        std::vector<std::string> names;
        std::vector<ColumnType> types;
    };

    Status set_roles(const ColumnBatch& batch);
    void add_metadata_columns();
    Status add_row(const ColumnBatch& batch, std::uint32_t row);
    Status attach_row(const ColumnBatch& batch, std::uint32_t row);
    Status set_vector(DocId doc, const ColumnBatch& batch, std::uint32_t row);
    Result<std::uint32_t> labels_of(const BatchColumn& column, std::uint32_t row);
    void fill_labels(DocId doc, std::uint32_t set);
    std::optional<DocId> find_duplicate(std::string_view text) const;
    std::string unique_id(std::string wanted);
    DocId append_row(const ColumnBatch& batch, std::uint32_t row, std::string_view text,
                     std::string_view id);
    void order_names(ImportOutcome& outcome);

    ImportPlan plan_;
    Bitset hidden_;
    ImportOptions options_;
    std::shared_ptr<Dataset> dataset_;
    DocId first_new_ = 0;
    Roles roles_;
    bool started_ = false;
    std::uint64_t bytes_ = 0;
    std::uint64_t next_number_ = 1;  ///< for generated ids
    std::uint32_t renamed_ids_ = 0;
    std::unordered_map<std::string, std::uint32_t> id_suffixes_;  ///< next suffix to try
    HashIndex by_text_;  ///< first document with a text, by hash
    std::unordered_map<std::string, std::uint32_t> name_index_;
    std::vector<std::string> names_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> set_index_;
    std::vector<std::vector<std::uint32_t>> sets_;
    std::map<DocId, std::uint32_t> old_labels_;  ///< documents of the base
    std::vector<std::uint32_t> new_labels_;      ///< by new document
    ImportedVectors vectors_;
    DocId next_attached_ = 0;   ///< where vectors are matched by row
    std::uint32_t attached_rows_ = 0;
    ImportReport report_;
};

/// too_large, with the figures, when a file of `unpacked_bytes` cannot fit beside `base`.
/// To be asked before reading; the importer counts exactly while it reads.
Status check_import_size(std::uint64_t unpacked_bytes, const Dataset& base,
                         const ImportOptions& options = {});

struct LabelStyle {
    std::uint32_t color = 0;  ///< 0xRRGGBB
    std::string key;          ///< one character, or empty
};
/// Look of a new label from its position in the list of labels.
using LabelStyler = std::function<LabelStyle(std::size_t position)>;

/// The import as one step: documents, new labels, several labels a document if needed, and labels
/// by Source::import. Labels that documents of the project already have stay; where the file says
/// otherwise it counts as a conflict in the report. Null when the import changes nothing. To carry
/// it out: project.set_dataset(outcome.dataset), then commit the edit.
std::unique_ptr<Edit> make_import_edits(const Project& project, ImportOutcome& outcome,
                                        std::string_view source_name, double at_ms,
                                        const LabelStyler& style);

}  // namespace labelscape
