#include "io/importer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/hash.hpp"
#include "edit/assign_labels.hpp"
#include "edit/compound_edit.hpp"
#include "edit/document_edits.hpp"
#include "edit/label_scheme_edits.hpp"

namespace labelscape {
namespace {

std::string megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f MB", std::ceil(static_cast<double>(bytes) / 1e6));
    return text;
}

Error too_many_bytes(std::uint64_t bytes, const ImportOptions& options) {
    return {ErrorCode::too_large,
            "The texts would take " + megabytes(bytes) + " of memory, more than the limit of " +
                megabytes(options.max_bytes) + ". Import fewer rows or fewer columns."};
}

/// Bytes of everything that grows with the rows.
std::uint64_t bytes_of(const Dataset& dataset) {
    std::uint64_t total = dataset.texts().byte_count() + dataset.ids().byte_count();
    for (const Column& column : dataset.columns()) {
        total +=
            column.numeric() ? column.numbers.size() * sizeof(double) : column.texts.byte_count();
    }
    return total;
}

/// A cell of any type as text; empty where missing.
std::string cell_text(const BatchColumn& column, std::uint32_t row) {
    if (!column.numeric()) return std::string(column.texts[row]);
    return Column{column.name, column.type, {column.numbers[row]}, {}}.cell(0);
}

bool all_missing(const ColumnBatch& batch, std::uint32_t row) {
    return std::ranges::all_of(batch.columns,
                               [&](const BatchColumn& column) { return column.missing.test(row); });
}

}  // namespace

Importer::Importer(std::shared_ptr<const Dataset> base, ImportPlan plan, Bitset hidden,
                   ImportOptions options)
    : plan_(std::move(plan)),
      hidden_(std::move(hidden)),
      options_(options),
      dataset_(std::make_shared<Dataset>(*base)),
      first_new_(base->size()),
      bytes_(bytes_of(*base)) {
    for (DocId doc = 0; doc < first_new_; ++doc) {
        if (hidden_.test(doc)) continue;
        ++next_number_;
        if (plan_.duplicates == DuplicatePolicy::collapse)
            by_text_.try_add(dataset_->text_hash(doc), doc);
    }
}

Result<std::uint32_t> Importer::add_batch(std::span<const std::byte> lscb) {
    auto decoded = decode_column_batch(lscb);
    if (!decoded) return decoded.error();
    if (const Status status = set_roles(*decoded); !status) return status.error();
    for (std::uint32_t row = 0; row < decoded->rows(); ++row) {
        if (const Status status = add_row(*decoded, row); !status) return status.error();
        if (bytes_ > options_.max_bytes) return too_many_bytes(bytes_, options_);
    }
    return report_.rows;
}

void Importer::add_skipped(std::uint32_t row, std::string reason) {
    ++report_.rows;
    ++report_.skipped_count;
    if (report_.skipped.size() < options_.max_skipped_listed)
        report_.skipped.push_back({row, std::move(reason)});
}

Status Importer::set_roles(const ColumnBatch& batch) {
    Roles roles;
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
        const BatchColumn& column = batch.columns[i];
        roles.names.push_back(column.name);
        roles.types.push_back(column.type);
        const int index = static_cast<int>(i);
        if (column.name == plan_.text && roles.text < 0)
            roles.text = index;
        else if (column.name == plan_.label && !plan_.label.empty() && roles.label < 0)
            roles.label = index;
        else if (column.name == plan_.id && !plan_.id.empty() && roles.id < 0)
            roles.id = index;
        else if (column.name == plan_.vectors && column.type == ColumnType::vector && roles.vectors < 0)
            roles.vectors = index;
    }
    if (started_) {
        if (roles.names == roles_.names && roles.types == roles_.types) return {};
        return Error{ErrorCode::bad_file,
                     "The columns change in the middle of the file. Read the file again."};
    }
    const auto absent = [](const std::string& name) {
        return Error{ErrorCode::bad_argument,
                     "The file has no column \"" + name + "\". Choose another one."};
    };
    const bool attaches = plan_.text.empty() && !plan_.vectors.empty();
    if (roles.text < 0 && !attaches) return absent(plan_.text);
    if (roles.vectors < 0 && !plan_.vectors.empty()) return absent(plan_.vectors);
    if (roles.label < 0 && !plan_.label.empty()) return absent(plan_.label);
    if (roles.id < 0 && !plan_.id.empty()) return absent(plan_.id);
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
        if (batch.columns[i].type != ColumnType::vector || static_cast<int>(i) == roles.vectors) continue;
        return Error{ErrorCode::bad_argument, "The column \"" + roles.names[i] + "\" holds vectors. Choose another one."};
    }
    roles_ = std::move(roles);
    if (!attaches) add_metadata_columns();
    started_ = true;
    return {};
}

void Importer::add_metadata_columns() {
    for (std::size_t i = 0; i < roles_.names.size(); ++i) {
        roles_.target.push_back(k_no_column);
        const int index = static_cast<int>(i);
        if (index == roles_.text || index == roles_.label || index == roles_.id || index == roles_.vectors) continue;
        const bool split = !plan_.split.empty() && roles_.names[i] == plan_.split;
        const std::string wanted = split ? std::string(k_split_column) : roles_.names[i];
        roles_.target.back() = dataset_->column(wanted, roles_.types[i]);
        const std::string& given = dataset_->columns()[roles_.target.back()].name;
        if (given != wanted) {
            report_.notices.push_back("The column \"" + wanted + "\" is kept as \"" + given +
                                      "\", since the project has one of another type");
        }
    }
}

Status Importer::add_row(const ColumnBatch& batch, std::uint32_t row) {
    const std::uint32_t row_number = batch.row_numbers[row];
    if (batch.columns.size() > 1 && all_missing(batch, row)) {
        add_skipped(row_number, "All cells are empty");
        return {};
    }
    ++report_.rows;
    if (roles_.text < 0) return attach_row(batch, row);
    const auto column = [&](int index) -> const BatchColumn& {
        return batch.columns[static_cast<std::size_t>(index)];
    };
    auto labels =
        roles_.label < 0 ? Result<std::uint32_t>(k_no_set) : labels_of(column(roles_.label), row);
    if (!labels) return labels.error();
    std::string id = roles_.id < 0 ? std::string() : cell_text(column(roles_.id), row);
    if (const auto known = id.empty() ? std::nullopt : dataset_->find_id(id, &hidden_);
        known && *known < first_new_) {
        ++report_.matched;
        fill_labels(*known, *labels);
        return set_vector(*known, batch, row);
    }
    const std::string text = cell_text(column(roles_.text), row);
    if (const auto same = find_duplicate(text)) {
        ++report_.duplicates;
        dataset_->add_copy(*same);
        fill_labels(*same, *labels);
        return set_vector(*same, batch, row);
    }
    const DocId doc = append_row(batch, row, text, unique_id(std::move(id)));
    fill_labels(doc, *labels);
    return set_vector(doc, batch, row);
}

Status Importer::set_vector(DocId doc, const ColumnBatch& batch, std::uint32_t row) {
    if (roles_.vectors < 0) return {};
    const BatchColumn& column = batch.columns[static_cast<std::size_t>(roles_.vectors)];
    bytes_ += static_cast<std::uint64_t>(column.dimension);
    return vectors_.set(doc, column, row);
}

/// A row without a text: its vector goes to a document that is there.
Status Importer::attach_row(const ColumnBatch& batch, std::uint32_t row) {
    DocId doc = 0;
    if (roles_.id >= 0) {
        const std::string id = cell_text(batch.columns[static_cast<std::size_t>(roles_.id)], row);
        const auto known = id.empty() ? std::nullopt : dataset_->find_id(id, &hidden_);
        if (!known) {
            --report_.rows;
            add_skipped(batch.row_numbers[row], id.empty() ? "The id is empty" : "No document has the id \"" + id + "\"");
            return {};
        }
        doc = *known;
    } else {
        ++attached_rows_;
        while (next_attached_ < first_new_ && hidden_.test(next_attached_)) ++next_attached_;
        if (next_attached_ == first_new_) return {};   // finish() says so
        doc = next_attached_++;
    }
    ++report_.matched;
    if (roles_.label >= 0) {
        const auto labels = labels_of(batch.columns[static_cast<std::size_t>(roles_.label)], row);
        if (!labels) return labels.error();
        fill_labels(doc, *labels);
    }
    return set_vector(doc, batch, row);
}

std::optional<DocId> Importer::find_duplicate(std::string_view text) const {
    if (plan_.duplicates == DuplicatePolicy::keep || text.empty()) return std::nullopt;
    const DocId* found = by_text_.find(hash_text(text));
    if (!found || dataset_->text(*found) != text) return std::nullopt;
    return *found;
}

Result<std::uint32_t> Importer::labels_of(const BatchColumn& column, std::uint32_t row) {
    const std::string_view separator =
        column.type == ColumnType::list ? k_json_array : plan_.label_separator;
    std::vector<std::uint32_t> set;
    for (std::string& name : split_labels(cell_text(column, row), separator)) {
        const auto [found, added] =
            name_index_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
        if (added) names_.push_back(std::move(name));
        set.push_back(found->second);
    }
    if (set.empty()) return k_no_set;
    if (names_.size() > options_.max_labels) {
        return Error{ErrorCode::too_large,
                     "The column \"" + plan_.label + "\" holds more than " +
                         std::to_string(options_.max_labels) +
                         " different labels. Choose another label column, or none."};
    }
    std::ranges::sort(set);
    const auto [found, added] =
        set_index_.try_emplace(set, static_cast<std::uint32_t>(sets_.size()));
    if (added) sets_.push_back(std::move(set));
    return found->second;
}

void Importer::fill_labels(DocId doc, std::uint32_t set) {
    if (set == k_no_set) return;
    std::uint32_t& present = doc < first_new_ ? old_labels_.try_emplace(doc, k_no_set).first->second
                                              : new_labels_[doc - first_new_];
    if (present == k_no_set) present = set;
    if (present != set) ++report_.label_conflicts;
}

std::string Importer::unique_id(std::string wanted) {
    if (wanted.empty()) {
        do wanted = std::to_string(next_number_++);
        while (dataset_->find_id(wanted, &hidden_));
        return wanted;
    }
    if (!dataset_->find_id(wanted, &hidden_)) return wanted;
    ++renamed_ids_;
    // Rows with the same id go on where the last one stopped, or a column of one value would take
    // for ever.
    std::uint32_t& suffix = id_suffixes_.try_emplace(wanted, 2).first->second;
    std::string candidate;
    do candidate = wanted + "_" + std::to_string(suffix++);
    while (dataset_->find_id(candidate, &hidden_));
    return candidate;
}

DocId Importer::append_row(const ColumnBatch& batch, std::uint32_t row, std::string_view text,
                           std::string_view id) {
    const DocId doc = dataset_->append(text, id);
    bytes_ += text.size() + id.size();
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
        if (roles_.target[i] == k_no_column) continue;
        const BatchColumn& column = batch.columns[i];
        if (column.numeric()) {
            dataset_->set_number(roles_.target[i], doc, column.numbers[row]);
            bytes_ += sizeof(double);
        } else {
            dataset_->set_text(roles_.target[i], doc, column.texts[row]);
            bytes_ += column.texts[row].size();
        }
    }
    if (plan_.duplicates == DuplicatePolicy::collapse && !text.empty()) {
        by_text_.try_add(dataset_->text_hash(doc), doc);
    }
    new_labels_.push_back(k_no_set);
    ++report_.added;
    if (text.empty()) ++report_.empty;
    return doc;
}

Result<ImportOutcome> Importer::finish() {
    if (const std::uint32_t documents = first_new_ - std::min(hidden_.count(), first_new_);
        attached_rows_ > 0 && attached_rows_ != documents) {
        return Error{ErrorCode::bad_file, "The file has " + std::to_string(attached_rows_) + " vectors, the project " +
                                              std::to_string(documents) +
                                              " documents: without ids it must be one for each, in their order. Exact "
                                              "duplicates may have been collapsed: import the table with its duplicates, "
                                              "or give the file the documents' ids"};
    }
    dataset_->pad_columns();
    if (renamed_ids_ > 0) {
        report_.notices.push_back(std::to_string(renamed_ids_) +
                                  (renamed_ids_ == 1 ? " row has an id" : " rows have ids") +
                                  " of an earlier row and got a suffix such as \"_2\"");
    }
    ImportOutcome outcome;
    outcome.first_new = first_new_;
    outcome.vectors = std::move(vectors_);
    for (const auto& [doc, set] : old_labels_) outcome.labels.push_back({doc, set});
    for (std::size_t i = 0; i < new_labels_.size(); ++i) {
        if (new_labels_[i] != k_no_set)
            outcome.labels.push_back({first_new_ + static_cast<DocId>(i), new_labels_[i]});
    }
    for (const ImportedLabels& labels : outcome.labels)
        outcome.multi_label |= sets_[labels.set].size() > 1;
    order_names(outcome);
    outcome.report = std::move(report_);
    outcome.dataset = std::move(dataset_);
    return outcome;
}

void Importer::order_names(ImportOutcome& outcome) {
    std::vector<std::uint32_t> counts(names_.size());
    std::vector<bool> used(sets_.size());
    for (const ImportedLabels& labels : outcome.labels) {
        used[labels.set] = true;
        for (const std::uint32_t name : sets_[labels.set]) ++counts[name];
    }
    std::vector<std::uint32_t> order;
    for (std::uint32_t name = 0; name < names_.size(); ++name) {
        if (counts[name] > 0) order.push_back(name);
    }
    std::ranges::stable_sort(
        order, [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    std::vector<std::uint32_t> place(names_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        outcome.label_names.push_back(std::move(names_[order[i]]));
    }
    for (std::size_t set = 0; set < sets_.size(); ++set) {
        if (!used[set]) sets_[set].clear();
        for (std::uint32_t& name : sets_[set]) name = place[name];
    }
    outcome.label_sets = std::move(sets_);
}

Status check_import_size(std::uint64_t unpacked_bytes, const Dataset& base,
                         const ImportOptions& options) {
    const std::uint64_t bytes = bytes_of(base) + unpacked_bytes;
    if (bytes > options.max_bytes) return too_many_bytes(bytes, options);
    return {};
}

namespace {

/// Labels of the import by their place in label_names: those of the project, and new ones that
/// `parts` will add.
std::vector<LabelId> make_labels(const Project& project, const ImportOutcome& outcome,
                                 const LabelStyler& style,
                                 std::vector<std::unique_ptr<Edit>>& parts) {
    std::vector<LabelId> ids;
    std::size_t position = project.scheme->labels().size();
    auto next_id = static_cast<std::uint32_t>(project.scheme->next_id());
    for (const std::string& name : outcome.label_names) {
        if (const Label* known = project.scheme->find(name)) {
            ids.push_back(known->id);
            continue;
        }
        LabelStyle look = style(position);
        const auto id = static_cast<LabelId>(next_id++);
        parts.push_back(std::make_unique<AddLabel>(
            position++, Label{id, name, look.color, std::move(look.key), {}, {}}));
        ids.push_back(id);
    }
    return ids;
}

/// Rows for the documents without labels; the others count as conflicts unless they have just
/// these.
std::vector<AssignLabels::Row> make_rows(const Project& project, ImportOutcome& outcome,
                                         const std::vector<std::vector<LabelId>>& sets) {
    std::vector<AssignLabels::Row> rows;
    for (const auto& [doc, set] : outcome.labels) {
        if (doc < outcome.first_new && (*project.annotations)[doc].labeled()) {
            if (!std::ranges::equal(project.annotations->labels(doc), sets[set]))
                ++outcome.report.label_conflicts;
        } else {
            rows.push_back({doc, set, Mark::none});
        }
    }
    return rows;
}

}  // namespace

std::unique_ptr<Edit> make_import_edits(const Project& project, ImportOutcome& outcome,
                                        std::string_view source_name, double at_ms,
                                        const LabelStyler& style) {
    std::vector<std::unique_ptr<Edit>> parts;
    std::string title = "Import labels from " + std::string(source_name);
    if (const DocId last = outcome.dataset->size(); last > outcome.first_new) {
        parts.push_back(
            std::make_unique<ImportDocuments>(std::string(source_name), outcome.first_new, last));
        title = parts.back()->title();
    }
    if (outcome.multi_label && project.scheme->mode() == LabelMode::single) {
        parts.push_back(std::make_unique<SetLabelMode>(LabelMode::multi));
    }
    const std::vector<LabelId> ids = make_labels(project, outcome, style, parts);
    std::vector<std::vector<LabelId>> sets;
    for (const auto& names : outcome.label_sets) {
        auto& set = sets.emplace_back();
        for (const std::uint32_t name : names) set.push_back(ids[name]);
        std::ranges::sort(set);
    }
    auto rows = make_rows(project, outcome, sets);
    if (!rows.empty()) {
        Provenance provenance{Source::import, static_cast<std::uint32_t>(rows.size()), at_ms,
                              title};
        parts.push_back(std::make_unique<AssignLabels>(title, std::move(provenance),
                                                       std::move(sets), std::move(rows)));
    }
    if (parts.empty()) return nullptr;
    if (parts.size() == 1) return std::move(parts[0]);
    return std::make_unique<CompoundEdit>(std::move(title), std::move(parts));
}

}  // namespace labelscape
