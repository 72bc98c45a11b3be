#include "io/import_plan.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "io/own_columns.hpp"
#include "base/trim.hpp"
#include "io/project_json.hpp"

namespace labelscape {
namespace {

/// Whatever the cells look like.
constexpr std::array<std::string_view, 1> k_sure_text_names = {"text"};
constexpr std::array<std::string_view, 2> k_sure_label_names = {"label", "labels"};
constexpr std::array<std::string_view, 10> k_text_names = {
    "text",    "content", "body",        "message", "sentence",
    "comment", "review",  "description", "title",   "column_data"};
constexpr std::array<std::string_view, 8> k_label_names = {
    "label", "labels", "category", "class", "target", "y", "sentiment", "intent"};
constexpr std::array<std::string_view, 6> k_id_names = {"id",   "key",         "_id",
                                                        "uuid", "external_id", "doc_id"};
constexpr std::array<std::string_view, 4> k_split_names = {"split", "fold", "subset", "partition"};
constexpr std::array<std::string_view, 9> k_splits = {
    "train", "training", "test", "testing", "dev", "val", "validation", "eval", "valid"};
/// Names of columns with few values that are rarely what somebody labels.
constexpr std::array<std::string_view, 9> k_metadata_names = {
    "lang", "language", "country", "source", "date", "author", "user", "channel", "status"};
constexpr double k_max_label_bytes = 40;
constexpr std::size_t k_max_id_bytes = 64;
/// A column named as an id holds one if each cell stands for no more rows than this.
constexpr std::size_t k_ids_of_distinct = 2;

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

template <std::size_t n>
bool is_one_of(std::string_view text, const std::array<std::string_view, n>& words) {
    return std::ranges::find(words, lower(text)) != words.end();
}

/// Figures about the cells of a column.
struct Cells {
    std::size_t filled = 0;
    std::size_t distinct = 0;
    double mean_bytes = 0;
};

Cells cells_of(const ColumnPreview& column) {
    Cells result;
    std::set<std::string_view> distinct;
    for (const std::string& cell : column.cells) {
        if (cell.empty()) continue;
        ++result.filled;
        result.mean_bytes += static_cast<double>(cell.size());
        distinct.insert(cell);
    }
    result.distinct = distinct.size();
    if (result.filled > 0) result.mean_bytes /= static_cast<double>(result.filled);
    return result;
}

bool is_number_cell(std::string_view cell) {
    return !cell.empty() &&
           std::ranges::all_of(cell, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Distinct short words with a digit ("0,5" is none), or whole numbers one after the other.
bool looks_like_id(const ColumnPreview& column) {
    const Cells cells = cells_of(column);
    if (cells.filled < 3 || cells.filled != column.cells.size() || cells.distinct != cells.filled)
        return false;
    if (column.type == ColumnType::number) {
        for (std::size_t row = 0; row < column.cells.size(); ++row) {
            if (!is_number_cell(column.cells[row]) || column.cells[row].size() > 15) return false;
            if (row > 0 && std::stoll(column.cells[row]) != std::stoll(column.cells[row - 1]) + 1)
                return false;
        }
        return true;
    }
    return column.type == ColumnType::text &&
           std::ranges::all_of(column.cells, [](const std::string& cell) {
               const bool digit =
                   std::ranges::any_of(cell, [](unsigned char c) { return std::isdigit(c) != 0; });
               return digit && cell.size() <= k_max_id_bytes && cell.find_first_of(" ,") == std::string::npos;
           });
}

bool looks_like_labels(const ColumnPreview& column) {
    if (column.type != ColumnType::text && column.type != ColumnType::list &&
        column.type != ColumnType::boolean) {
        return false;
    }
    const Cells cells = cells_of(column);
    return cells.distinct >= 2 && cells.distinct * 2 <= cells.filled &&
           cells.mean_bytes <= k_max_label_bytes && !is_one_of(column.name, k_metadata_names);
}

bool looks_like_split(const ColumnPreview& column) {
    const bool known = std::ranges::all_of(column.cells, [](const std::string& cell) {
        return cell.empty() || is_one_of(cell, k_splits);
    });
    return column.type == ColumnType::text && known && cells_of(column).filled > 0;
}

/// Makes one choice after the other; a column has one role at most.
class Guesser {
public:
    Guesser(std::span<const ColumnPreview> columns, const PlanRoles& settled) : columns_(columns), settled_(settled) {}

    PlanGuess run() {
        recognize_own_export();
        ImportPlan& plan = guess_.plan;
        plan.text = settled_.text.value_or("");
        plan.label = settled_.label.value_or("");
        plan.id = settled_.id.value_or("");
        plan.split = settled_.split.value_or("");
        choose_vectors();
        if (!settled_.text) choose_text();
        if (!settled_.split) choose_split();
        if (!settled_.id) choose_id();
        if (!settled_.label) choose_label();
        choose_separator();
        return std::move(guess_);
    }

private:
    void take(std::string ImportPlan::*role, const ColumnPreview& column, std::string_view is,
              std::string_view why) {
        guess_.plan.*role = column.name;
        say("\"" + column.name + "\" is the " + std::string(is) + ": " + std::string(why));
    }
    void say(std::string reason) { guess_.reasons.push_back(std::move(reason)); }

    bool is_own_column(const ColumnPreview& column) const {
        return own_ && std::ranges::find(*own_, static_cast<std::size_t>(&column - columns_.data())) != own_->end();
    }

    bool is_free(const ColumnPreview& column) const {
        const ImportPlan& plan = guess_.plan;
        return column.name != plan.text && column.name != plan.id && column.name != plan.split &&
               column.name != plan.vectors && column.name != plan.label && !is_own_column(column);
    }

    template <std::size_t n, class Fits>
    const ColumnPreview* by_name(const std::array<std::string_view, n>& names, Fits fits) const {
        for (const std::string_view name : names) {
            for (const auto& column : columns_) {
                if (lower(trimmed_view(column.name)) == name && is_free(column) && fits(column))
                    return &column;
            }
        }
        return nullptr;
    }
    template <class Fits>
    std::vector<const ColumnPreview*> by_cells(Fits fits) const {
        std::vector<const ColumnPreview*> found;
        for (const auto& column : columns_) {
            if (is_free(column) && fits(column)) found.push_back(&column);
        }
        return found;
    }

    const ColumnPreview* column(std::string_view name) const {
        const auto found = std::ranges::find(columns_, name, &ColumnPreview::name);
        return found == columns_.end() ? nullptr : &*found;
    }

    void recognize_own_export() {
        std::vector<std::string> names;
        for (const auto& each : columns_) names.push_back(each.name);
        own_ = find_own_columns(names);
        if (!own_) return;
        guess_.plan.own_export = true;
        guess_.plan.duplicates = DuplicatePolicy::keep;
        const auto role = [&](OwnColumn own) {
            return (*own_)[own] ? std::optional(std::string(k_own_names[own])) : std::nullopt;
        };
        settled_ = settled_.or_else({role(own_text), role(own_labels), role(own_id), std::nullopt});
        say("The columns are those of an export of this program: labels, marks and copies come back as they were; "
            "microtopics and the map are made anew");
    }

    void choose_vectors() {
        for (const auto& column : columns_) {
            if (column.type != ColumnType::vector) continue;
            return take(&ImportPlan::vectors, column, "vectors", "its cells are lists of as many numbers each");
        }
    }

    void choose_text() {
        const bool has_vectors = !guess_.plan.vectors.empty();
        const auto is_text = [&](const ColumnPreview& column) {
            if (column.type != ColumnType::text) return false;
            // Beside vectors a single short column names the documents that they belong to.
            return !has_vectors || !(is_one_of(trimmed_view(column.name), k_id_names) || looks_like_id(column));
        };
        const auto* named =
            by_name(k_sure_text_names, [](const ColumnPreview& each) { return each.type != ColumnType::vector; });
        if (!named) named = by_name(k_text_names, is_text);
        if (named) {
            return take(&ImportPlan::text, *named, "text", "its name says so");
        }
        const ColumnPreview* best = nullptr;
        double best_score = 0;
        for (const auto* column : by_cells(is_text)) {
            const Cells cells = cells_of(*column);
            const double varied = cells.filled > 0 ? static_cast<double>(cells.distinct) /
                                                         static_cast<double>(cells.filled)
                                                   : 0;
            if (const double score = cells.mean_bytes * varied; score > best_score) {
                best = column;
                best_score = score;
            }
        }
        if (best)
            return take(&ImportPlan::text, *best, "text",
                        "its cells are the longest and most varied");
        if (has_vectors) return say("No column looks like text: the vectors go to documents of the project");
        if (columns_.size() == 1)
            return take(&ImportPlan::text, columns_[0], "text", "there is no other column");
        say("No column looks like text: choose one");
    }

    void choose_split() {
        if (const auto* named = by_name(k_split_names, looks_like_split)) {
            return take(&ImportPlan::split, *named, "split", "its name and cells say so");
        }
        const auto found = by_cells(looks_like_split);
        if (!found.empty())
            take(&ImportPlan::split, *found[0], "split", "its cells are names of splits");
    }

    void choose_id() {
        const auto* named = by_name(k_id_names, [](const ColumnPreview&) { return true; });
        if (named) {
            const Cells cells = cells_of(*named);
            if (cells.distinct == cells.filled)
                return take(&ImportPlan::id, *named, "id", "its name says so");
            // Some that came twice are told apart on import; a group's number is another thing.
            if (cells.distinct * k_ids_of_distinct >= cells.filled)
                return take(&ImportPlan::id, *named, "id",
                            "its name says so; where an id comes again, it gets a number behind it");
            say("\"" + named->name + "\" is not taken as the id: its cells repeat");
        }
        const auto found = by_cells(looks_like_id);
        if (!found.empty())
            return take(&ImportPlan::id, *found[0], "id", "each cell is another short code");
        say(guess_.plan.text.empty() && !guess_.plan.vectors.empty()
                ? "No column is the id: rows belong to the documents in their order"
                : "No column is the id: documents are numbered");
    }

    void choose_label() {
        const auto* label =
            by_name(k_sure_label_names, [](const ColumnPreview& each) { return each.type != ColumnType::vector; });
        if (!label) label = by_name(k_label_names, [&](const ColumnPreview& each) { return can_be_label(each); });
        if (label) return take(&ImportPlan::label, *label, "label", "its name says so");
        const auto found = by_cells(looks_like_labels);
        if (found.empty()) return say("No column looks like labels");
        if (found.size() > 1) {
            return say("Several columns could be the label, such as \"" + found[0]->name + "\" and \"" +
                       found[1]->name + "\": choose one if it is");
        }
        take(&ImportPlan::label, *found[0], "label", "its cells are few and short");
    }

    bool can_be_label(const ColumnPreview& each) const {
        if (each.type == ColumnType::date || cells_of(each).mean_bytes > 2 * k_max_label_bytes) return false;
        // Beside numbers named x a column named y is the other coordinate.
        const auto* x = lower(trimmed_view(each.name)) == "y" ? column("x") : nullptr;
        return !x || x->type != ColumnType::number;
    }

    void choose_separator() {
        const ColumnPreview* label = guess_.plan.label.empty() ? nullptr : column(guess_.plan.label);
        if (!label) return;
        std::string& separator = guess_.plan.label_separator;
        separator = guess_label_separator(*label);
        if (guess_.plan.own_export && label->name == k_own_names[own_labels] && separator != k_json_array)
            separator = k_escaped_list;
        if (guess_.plan.own_export || separator == k_escaped_list) return;
        if (separator == k_json_array) return say("A cell can hold several labels: it is a list");
        if (separator.empty()) return;
        const auto example = std::ranges::find_if(label->cells, [&](const std::string& cell) {
            return cell.find(separator) != std::string::npos;
        });
        say("A cell can hold several labels with \"" + separator + "\" between them, such as \"" +
            *example + "\"");
    }

    std::span<const ColumnPreview> columns_;
    PlanRoles settled_;
    std::optional<OwnColumns> own_;
    PlanGuess guess_;
};

/// Whether the parts between separators are labels of their own: none empty, and some found in
/// other cells too.
bool separates(const ColumnPreview& column, std::string_view separator, bool must_recur) {
    std::set<std::string> cells(column.cells.begin(), column.cells.end());
    std::multiset<std::string> parts;
    std::size_t split_cells = 0;
    for (const std::string& cell : cells) {
        if (cell.find(separator) == std::string::npos) {
            parts.insert(std::string(trimmed_view(cell)));
            continue;
        }
        ++split_cells;
        std::size_t begin = 0;
        while (begin <= cell.size()) {
            const auto end = std::min(cell.find(separator, begin), cell.size());
            const auto part = trimmed_view(std::string_view(cell).substr(begin, end - begin));
            if (part.empty() || part.size() > 2 * static_cast<std::size_t>(k_max_label_bytes))
                return false;
            parts.insert(std::string(part));
            begin = end + separator.size();
        }
    }
    const bool recur =
        std::ranges::any_of(parts, [&](const std::string& part) { return parts.count(part) > 1; });
    return split_cells > 0 && (recur || !must_recur);
}

}  // namespace

PlanRoles PlanRoles::or_else(const PlanRoles& others) const {
    return {text ? text : others.text, label ? label : others.label, id ? id : others.id, split ? split : others.split};
}

PlanGuess guess_plan(std::span<const ColumnPreview> columns, const PlanRoles& settled) {
    return Guesser(columns, settled).run();
}

std::string guess_label_separator(const ColumnPreview& labels) {
    // One list is enough: the other cells hold one label each.
    const bool lists = std::ranges::any_of(labels.cells, [](const std::string& cell) {
        const auto text = trimmed_view(cell);
        return (text.starts_with('[') && parse_text_list(text)) || (text.starts_with('{') && parse_choices(text));
    });
    if (lists || labels.type == ColumnType::list) return std::string(k_json_array);
    // Only our own exports put a backslash there, whichever columns they have.
    const auto escaped = [](const std::string& cell) { return cell.find("\\;") != std::string::npos; };
    if (std::ranges::any_of(labels.cells, escaped)) return std::string(k_escaped_list);
    // ';' and '|' hardly ever stand inside a label; "C#" and "Food, drinks" do.
    for (const std::string_view separator : {";", "|", "#", ","}) {
        if (separates(labels, separator, separator == "#" || separator == ","))
            return std::string(separator);
    }
    return {};
}

}  // namespace labelscape
