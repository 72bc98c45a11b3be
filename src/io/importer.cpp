#include "io/importer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "edit/compound_edit.hpp"
#include "edit/document_edits.hpp"
#include "edit/import_labels.hpp"
#include "edit/label_scheme_edits.hpp"
#include "model/limits.hpp"

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
    const CopyTable& copies = dataset.copy_table();
    total += copies.ids.byte_count() + copies.size() * sizeof(DocId);
    for (const Column& column : dataset.columns()) total += column.byte_count();
    for (const Column& column : copies.columns) total += column.byte_count();
    return total;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t k_shown_bytes = 60;
    const auto shown = cut_utf8(text, k_shown_bytes);
    return "\"" + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
}

bool all_missing(const ColumnBatch& batch, std::uint32_t row) {
    return std::ranges::all_of(batch.columns,
                               [&](const BatchColumn& column) { return column.missing.test(row); });
}

}  // namespace

Importer::Importer(std::shared_ptr<const Dataset> base, ImportPlan plan, Bitset hidden,
                   ImportOptions options, Bitset copies)
    : plan_(std::move(plan)),
      hidden_(std::move(hidden)),
      copies_(std::move(copies)),
      options_(options),
      dataset_(std::make_shared<Dataset>(*base)),
      first_new_(base->size()),
      first_copy_(base->copy_table().size()),
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
    if (plan_.own_export) roles.own = find_own_columns(roles.names);
    roles.own_csv = roles.own.has_value() && plan_.label_separator == k_escaped_list;
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
        return Error{ErrorCode::bad_argument,
                     "The column \"" + roles.names[i] + "\" holds vectors. Choose another one."};
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
        if (roles_.own && std::ranges::find(*roles_.own, i) != roles_.own->end()) continue;
        const bool split = !plan_.split.empty() && roles_.names[i] == plan_.split;
        std::string wanted = split ? std::string(k_split_column) : roles_.names[i];
        if (roles_.own) wanted = imported_name(roles_.own_csv ? unescape_formula(wanted) : wanted);
        roles_.target.back() = dataset_->column(wanted, roles_.types[i]);
        const std::string& given = dataset_->columns()[roles_.target.back()].name;
        if (given != wanted) {
            report_.notices.push_back("The column \"" + wanted + "\" is kept as \"" + given +
                                      "\", since the project has one of another type");
        }
    }
}

std::string Importer::cell_text(const BatchColumn& column, std::uint32_t row) const {
    if (!column.numeric()) return std::string(roles_.own_csv ? unescape_formula(column.texts[row]) : column.texts[row]);
    if (!column.spelled.empty() && !column.spelled[row].empty()) return std::string(column.spelled[row]);
    return format_cell(column.type, column.numbers[row]);
}

std::optional<std::string> Importer::own_text_of(const Row& row, OwnColumn own) const {
    const auto at = (*roles_.own)[own];
    return at ? std::optional(cell_text(row.column(*at), row.index)) : std::nullopt;
}

std::optional<double> Importer::own_number_of(const Row& row, OwnColumn own) const {
    const auto at = (*roles_.own)[own];
    return at && row.column(*at).numeric() ? std::optional(row.column(*at).numbers[row.index]) : std::nullopt;
}

Status Importer::add_row(const ColumnBatch& batch, std::uint32_t index) {
    const std::uint32_t row_number = batch.row_numbers[index];
    if (batch.columns.size() > 1 && all_missing(batch, index)) {
        add_skipped(row_number, "All cells are empty");
        return {};
    }
    ++report_.rows;
    if (roles_.text < 0) return attach_row(batch, index);
    Row row{batch, index, row_number};
    row.text = cell_text(row.column(static_cast<std::size_t>(roles_.text)), index);
    if (is_blank(row.text)) row.text.clear();
    if (roles_.id >= 0) row.id = cell_text(row.column(static_cast<std::size_t>(roles_.id)), index);
    if (const Status status = read_decision(row); !status) return status;
    const auto doc = place_row(row);
    if (!doc) return {};
    take_decision(*doc, row.says);
    return set_vector(*doc, batch, index);
}

std::optional<DocId> Importer::place_row(Row& row) {
    if (const auto known = find_known(row)) {
        ++report_.matched;
        return known;
    }
    if (is_copy_of_last(row)) {
        append_copy(row, dataset_->size() - 1);
        return dataset_->size() - 1;
    }
    auto clashing = row.id.empty() ? std::nullopt : dataset_->find_id(row.id, &hidden_);
    if (clashing && *clashing >= first_new_) clashing.reset();  // of this file: it gets a suffix
    if (clashing && plan_.clashes == ClashPolicy::replace) return place_new_row(row, clashing);
    const auto same = find_duplicate(row.text);
    if (!same) return place_new_row(row, clashing);
    if (row.id.empty() && *same < first_new_ && take_known_row(row, *same)) {
        ++report_.matched;
    } else {
        append_copy(row, *same);
    }
    return same;
}

std::optional<DocId> Importer::place_new_row(Row& row, std::optional<DocId> clashing) {
    if (!clashing) return append_row(row, unique_id(row.id));
    const std::string says =
        "The id " + quoted(row.id) + " belongs to another text, " + quoted(dataset_->text(*clashing));
    if (plan_.clashes == ClashPolicy::skip) {
        note_clash(row, says + ": the row is left out");
        --report_.rows;
        add_skipped(row.number, says);
        return std::nullopt;
    }
    if (plan_.clashes == ClashPolicy::replace) {
        note_clash(row, says + ", which it replaces");
        hidden_.resize(std::max(hidden_.size(), first_new_));
        hidden_.set(*clashing);
        replaced_.push_back({*clashing, dataset_->size()});
        return append_row(row, row.id);
    }
    const std::uint32_t renamed_before = renamed_ids_;
    const std::string id = unique_id(row.id);
    renamed_ids_ = renamed_before;
    note_clash(row, says + ": the row got the id " + quoted(id));
    return append_row(row, id);
}

void Importer::note_clash(const Row& row, const std::string& what) {
    ++report_.clashes;
    if (report_.clash_rows.size() < options_.max_skipped_listed) report_.clash_rows.push_back({row.number, what});
}

std::optional<DocId> Importer::find_known(const Row& row) const {
    if (row.id.empty()) return std::nullopt;
    const auto fits = [&](DocId doc) { return row.text.empty() || dataset_->text(doc) == row.text; };
    if (const auto known = dataset_->find_id(row.id, &hidden_); known && *known < first_new_ && fits(*known))
        return known;
    const auto copy = dataset_->find_copy(row.id, copies_);
    if (!copy) return std::nullopt;
    const DocId doc = dataset_->copy_table().of[*copy];
    return !hidden_.test(doc) && fits(doc) ? std::optional(doc) : std::nullopt;
}

/// An export that lists copies has them below their document, as copy number 0.
bool Importer::is_copy_of_last(const Row& row) const {
    if (!roles_.own || new_labels_.empty() || dataset_->text(dataset_->size() - 1) != row.text) return false;
    return own_number_of(row, own_copies) == 0;
}

bool Importer::take_known_row(const Row& row, DocId doc) {
    if (!known_rows_) {
        known_rows_.emplace();
        const CopyTable& table = dataset_->copy_table();
        for (DocId known = 0; known < first_new_; ++known) {
            if (!hidden_.test(known))
                (*known_rows_)[content_hash(dataset_->columns(), known, known)] += dataset_->unlisted_copies(known);
        }
        for (std::uint32_t copy = 0; copy < first_copy_; ++copy) {
            if (copies_.test(copy)) ++(*known_rows_)[content_hash(table.columns, copy, table.of[copy])];
        }
    }
    const auto found = known_rows_->find(content_hash(row, doc));
    if (found == known_rows_->end() || found->second == 0) return false;
    --found->second;
    return true;
}

std::uint64_t Importer::content_hash(const std::vector<Column>& columns, std::uint32_t at, DocId doc) const {
    std::uint64_t hash = doc;
    for (const std::size_t target : roles_.target) {
        if (target != k_no_column)
            hash = hash_text(target < columns.size() ? columns[target].cell(at) : std::string(), hash);
    }
    return hash;
}

std::uint64_t Importer::content_hash(const Row& row, DocId doc) const {
    std::uint64_t hash = doc;
    for (std::size_t i = 0; i < roles_.target.size(); ++i) {
        if (roles_.target[i] != k_no_column) hash = hash_text(cell_text(row.column(i), row.index), hash);
    }
    return hash;
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
            add_skipped(batch.row_numbers[row],
                        id.empty() ? "The id is empty" : "No document has the id \"" + id + "\"");
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
        const std::uint32_t number = batch.row_numbers[row];
        const auto labels = labels_of(batch.columns[static_cast<std::size_t>(roles_.label)], row, number);
        if (!labels) return labels.error();
        take_decision(doc, {.set = *labels, .row = number});
    }
    return set_vector(doc, batch, row);
}

std::optional<DocId> Importer::find_duplicate(std::string_view text) const {
    if (plan_.duplicates == DuplicatePolicy::keep || text.empty()) return std::nullopt;
    const DocId* found = by_text_.find(hash_text(text));
    if (!found || hidden_.test(*found) || dataset_->text(*found) != text) return std::nullopt;
    return *found;
}

Result<std::uint32_t> Importer::labels_of(const BatchColumn& column, std::uint32_t row, std::uint32_t row_number) {
    const std::string_view separator =
        column.type == ColumnType::list ? k_json_array : plan_.label_separator;
    std::vector<std::uint32_t> set;
    for (std::string& name : split_labels(cell_text(column, row), separator)) {
        if (name.size() > k_max_label_name_bytes) {
            return Error{ErrorCode::too_large,
                         "The label " + quoted(name) + " in row " + std::to_string(row_number) + " has " +
                             std::to_string(name.size()) + " bytes, more than the limit of " +
                             std::to_string(k_max_label_name_bytes) + ". Shorten it, or choose another label column."};
        }
        const auto [found, added] =
            name_index_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
        if (added) names_.push_back(std::move(name));
        set.push_back(found->second);
    }
    if (set.empty()) return k_no_label_set;
    if (names_.size() > options_.max_labels) {
        return Error{ErrorCode::too_large,
                     "The column \"" + plan_.label + "\" holds more than " +
                         std::to_string(options_.max_labels) +
                         " different labels. Choose another label column, or none."};
    }
    std::ranges::sort(set);
    return intern(std::move(set));
}

std::uint32_t Importer::intern(std::vector<std::uint32_t> set) {
    const auto [found, added] = set_index_.try_emplace(set, static_cast<std::uint32_t>(sets_.size()));
    if (added) sets_.push_back(std::move(set));
    return found->second;
}

Status Importer::read_decision(Row& row) {
    row.says.row = row.number;
    if (roles_.label >= 0) {
        const auto labels = labels_of(row.column(static_cast<std::size_t>(roles_.label)), row.index, row.number);
        if (!labels) return labels.error();
        row.says.set = *labels;
    }
    if (!roles_.own) return {};
    const auto mark = std::ranges::find(k_mark_names, own_text_of(row, own_mark).value_or(""));
    if (row.says.set == k_no_label_set && mark != k_mark_names.begin() && mark != k_mark_names.end()) {
        row.says.mark = static_cast<Mark>(mark - k_mark_names.begin());
        row.says.set = intern({});
    }
    if (row.says.set != k_no_label_set) row.says.provenance = intern_provenance(row);
    return {};
}

/// 0 where the row does not know where its labels come from.
std::uint32_t Importer::intern_provenance(const Row& row) {
    std::string source(own_text_of(row, own_source).value_or("import"));
    const double at = own_number_of(row, own_labeled_at).value_or(NAN);
    const bool known = std::ranges::find(k_source_names, source) != k_source_names.end();
    if (!known || !(std::abs(at) <= k_max_time_ms)) return 0;
    std::string action(cut_utf8(own_text_of(row, own_action).value_or(""), k_max_action_bytes));
    const auto [found, added] = provenance_index_.try_emplace({source, at, action},
                                                              static_cast<std::uint32_t>(provenances_.size() + 1));
    if (added) provenances_.push_back(from_source(source, 0, at, std::move(action)));
    return found->second;
}

void Importer::take_decision(DocId doc, const ImportedDecision& says) {
    if (says.set == k_no_label_set) return;
    ImportedDecision& present = doc < first_new_ ? old_labels_[doc] : new_labels_[doc - first_new_];
    if (present.set == k_no_label_set) present = says;
    if (present.set == says.set) return;
    ++report_.label_conflicts;
    if (report_.conflict_rows.size() >= options_.max_skipped_listed) return;
    const auto named = [&](const ImportedDecision& decision) {
        std::string names;
        for (const std::uint32_t name : sets_[decision.set])
            names += (names.empty() ? "" : ", ") + quoted(names_[name]);
        return names;
    };
    report_.conflict_rows.push_back({says.row, "It says " + named(says) + ", row " + std::to_string(present.row) +
                                                   " of the same document says " + named(present)});
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

DocId Importer::append_row(const Row& row, std::string_view id) {
    const DocId doc = dataset_->append(row.text, id);
    bytes_ += row.text.size() + id.size();
    set_cells(row, dataset_->edit_columns(), doc);
    if (plan_.duplicates == DuplicatePolicy::collapse && !row.text.empty()) {
        const auto [first, added] = by_text_.try_add(dataset_->text_hash(doc), doc);
        if (hidden_.test(*first)) *first = doc;
    }
    if (roles_.own) {
        const double count = own_number_of(row, own_copies).value_or(1);
        if (count >= 1 && count <= 1e9) dataset_->set_unlisted_copies(doc, static_cast<std::uint32_t>(count));
    }
    new_labels_.push_back({});
    ++report_.added;
    if (row.text.empty()) ++report_.empty;
    return doc;
}

void Importer::append_copy(const Row& row, DocId doc) {
    ++report_.duplicates;
    const std::uint32_t copy = dataset_->append_copy(doc, row.id);
    bytes_ += row.id.size() + sizeof(DocId);
    set_cells(row, dataset_->copy_columns(), copy);
    copy_labels_.push_back(row.says);
}

void Importer::set_cells(const Row& row, std::vector<Column>& columns, std::uint32_t at) {
    std::string spelling;
    for (std::size_t i = 0; i < row.batch.columns.size(); ++i) {
        if (roles_.target[i] == k_no_column) continue;
        const BatchColumn& cells = row.column(i);
        Column& column = columns[roles_.target[i]];
        if (cells.numeric()) {
            const double number = checked_number(cells, row.index, spelling);
            column.set_number(at, number, spelling);
            bytes_ += sizeof(double) + spelling.size();
        } else {
            const std::string_view text = cells.texts[row.index];
            column.set_text(at, roles_.own_csv ? unescape_formula(text) : text);
            bytes_ += text.size();
        }
    }
}

/// A date that no calendar has is kept as text alone.
double Importer::checked_number(const BatchColumn& column, std::uint32_t row, std::string& spelling) {
    spelling.assign(column.spelled.empty() ? std::string_view() : column.spelled[row]);
    const double number = column.numbers[row];
    if (column.type != ColumnType::date || std::isnan(number) || std::abs(number) <= k_max_time_ms) return number;
    ++far_dates_[column.name];
    if (spelling.empty()) spelling = format_cell(ColumnType::number, number) + " ms since 1970";
    return std::numeric_limits<double>::quiet_NaN();
}

Result<ImportOutcome> Importer::finish() {
    if (report_.rows == 0)
        return Error{ErrorCode::bad_file, "The file has no rows below its header: there is nothing to import"};
    if (const std::uint32_t documents = first_new_ - std::min(hidden_.count(), first_new_);
        attached_rows_ > 0 && attached_rows_ != documents) {
        return Error{ErrorCode::bad_file,
                     "The file has " + std::to_string(attached_rows_) + " vectors, the project " +
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
    for (const auto& [name, count] : far_dates_) {
        report_.notices.push_back(std::to_string(count) + (count == 1 ? " date" : " dates") + " of the column \"" +
                                  name + "\" lie outside the calendar and are kept as text");
    }
    ImportOutcome outcome;
    outcome.first_new = first_new_;
    outcome.first_copy = first_copy_;
    outcome.vectors = std::move(vectors_);
    outcome.provenances = std::move(provenances_);
    outcome.copy_labels = std::move(copy_labels_);
    outcome.replaced = std::move(replaced_);
    for (const auto& [doc, says] : old_labels_) outcome.labels.push_back({says, doc});
    for (std::size_t i = 0; i < new_labels_.size(); ++i) {
        if (new_labels_[i].set != k_no_label_set)
            outcome.labels.push_back({new_labels_[i], first_new_ + static_cast<DocId>(i)});
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
    std::vector<bool> used(sets_.size()), named(names_.size());
    const auto use = [&](std::uint32_t set, std::uint32_t documents) {
        used[set] = true;
        for (const std::uint32_t name : sets_[set]) {
            named[name] = true;
            counts[name] += documents;
        }
    };
    for (const ImportedLabels& labels : outcome.labels) use(labels.set, 1);
    for (const ImportedDecision& copy : outcome.copy_labels) {
        if (copy.set != k_no_label_set) use(copy.set, 0);
    }
    std::vector<std::uint32_t> order;
    for (std::uint32_t name = 0; name < names_.size(); ++name) {
        if (named[name]) order.push_back(name);
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

void rename_labels(ImportOutcome& outcome, const std::map<std::string, std::string>& new_names) {
    std::vector<std::string> names;
    std::vector<std::uint32_t> place;
    for (std::string& name : outcome.label_names) {
        const auto renamed = new_names.find(name);
        const std::string& wanted = renamed == new_names.end() ? name : renamed->second;
        const auto found = std::ranges::find(names, wanted);
        place.push_back(static_cast<std::uint32_t>(found - names.begin()));
        if (found == names.end()) names.push_back(wanted);
    }
    outcome.label_names = std::move(names);
    for (auto& set : outcome.label_sets) {
        for (std::uint32_t& name : set) name = place[name];
        std::ranges::sort(set);
        set.erase(std::unique(set.begin(), set.end()), set.end());
    }
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

/// Who has labels already: documents of the project, and those that take the place of one.
class LabeledBefore {
public:
    LabeledBefore(const Project& project, const ImportOutcome& outcome)
        : project_(project), first_new_(outcome.first_new) {
        for (const auto& [old, by] : outcome.replaced) replaced_.emplace(by, old);
    }
    /// The document of the project whose annotation `doc` has, if any.
    std::optional<DocId> find(DocId doc) const {
        if (doc < first_new_) return doc;
        const auto found = replaced_.find(doc);
        return found == replaced_.end() ? std::nullopt : std::optional(found->second);
    }
    const Annotation* annotation(DocId doc) const {
        const auto before = find(doc);
        return before ? &(*project_.annotations)[*before] : nullptr;
    }

private:
    const Project& project_;
    DocId first_new_;
    std::map<DocId, DocId> replaced_;
};

struct ImportRows {
    std::vector<ImportLabels::Row> documents;
    std::vector<ImportCopies::Row> copies;
};

/// Rows for the documents without labels; the others count as conflicts unless they have just these. Rows for the
/// copies whose labels are not what their document has then.
ImportRows make_rows(const Project& project, ImportOutcome& outcome, const std::vector<std::vector<LabelId>>& sets) {
    ImportRows rows;
    const LabeledBefore before(project, outcome);
    std::map<DocId, std::uint32_t> given;
    const auto labels_of = [&](DocId doc) -> std::span<const LabelId> {
        if (const auto set = given.find(doc); set != given.end()) return sets[set->second];
        const auto known = before.find(doc);
        return known ? project.annotations->labels(*known) : std::span<const LabelId>();
    };
    for (const ImportedLabels& labels : outcome.labels) {
        const Annotation* known = before.annotation(labels.doc);
        if (known && (known->labeled() || known->mark != Mark::none) &&
            std::ranges::equal(labels_of(labels.doc), sets[labels.set]) && known->mark == labels.mark) {
            continue;
        }
        if (known && known->labeled()) {
            ++outcome.report.label_conflicts;
            if (outcome.report.conflict_rows.size() < ImportOptions().max_skipped_listed)
                outcome.report.conflict_rows.push_back(
                    {labels.row, "The document has other labels already, which stay"});
        } else {
            rows.documents.push_back({labels.doc, labels.set, labels.provenance, labels.mark});
            if (!outcome.copy_labels.empty()) given.emplace(labels.doc, labels.set);
        }
    }
    for (std::uint32_t i = 0; i < outcome.copy_labels.size(); ++i) {
        const std::uint32_t copy = outcome.first_copy + i, set = outcome.copy_labels[i].set;
        if (set == k_no_label_set || std::ranges::equal(labels_of(outcome.dataset->copy_table().of[copy]), sets[set]))
            continue;
        rows.copies.push_back({copy, set});
    }
    return rows;
}

/// What the import itself says comes first, then what the file knows.
std::vector<Provenance> make_provenances(const ImportOutcome& outcome, const std::vector<ImportLabels::Row>& rows,
                                         double at_ms, const std::string& title) {
    std::vector<Provenance> provenances{from_source("import", 0, at_ms, title)};
    provenances.insert(provenances.end(), outcome.provenances.begin(), outcome.provenances.end());
    for (const ImportLabels::Row& row : rows) ++provenances[row.provenance].documents;
    return provenances;
}

}  // namespace

std::unique_ptr<Edit> make_import_edits(const Project& project, ImportOutcome& outcome,
                                        std::string_view source_name, double at_ms,
                                        const LabelStyler& style) {
    std::vector<std::unique_ptr<Edit>> parts;
    const std::string source(source_name);
    std::string title = "Import labels from " + source;
    const std::uint32_t last_copy = outcome.dataset->copy_table().size();
    if (last_copy > outcome.first_copy) {
        const std::uint32_t count = last_copy - outcome.first_copy;
        title = "Import " + std::to_string(count) + (count == 1 ? " duplicate from " : " duplicates from ") + source;
    }
    if (const DocId last = outcome.dataset->size(); last > outcome.first_new) {
        parts.push_back(std::make_unique<ImportDocuments>(source, outcome.first_new, last));
        title = parts.back()->title();
    }
    if (!outcome.replaced.empty()) parts.push_back(std::make_unique<ReplaceDocuments>(outcome.replaced));
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
    if (last_copy > outcome.first_copy)
        parts.push_back(std::make_unique<ImportCopies>(outcome.first_copy, last_copy, sets, std::move(rows.copies)));
    if (!rows.documents.empty()) {
        auto provenances = make_provenances(outcome, rows.documents, at_ms, title);
        parts.push_back(std::make_unique<ImportLabels>(title, std::move(provenances), std::move(sets),
                                                       std::move(rows.documents)));
    }
    if (parts.empty()) return nullptr;
    if (parts.size() == 1 && parts[0]->kind() != EditKind::import_copies) return std::move(parts[0]);
    return std::make_unique<CompoundEdit>(std::move(title), std::move(parts));
}

}  // namespace labelscape
