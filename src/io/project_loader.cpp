#include "io/project_loader.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/hash.hpp"
#include "edit/checked_fields.hpp"
#include "edit/topic_edits.hpp"
#include "io/copies_sections.hpp"
#include "io/text_repair.hpp"

namespace labelscape {
namespace {

/// What a document takes beside its bytes in the file: indexes, hashes, annotation, place on the map, what is derived
/// from it.
constexpr std::uint64_t k_bytes_per_row = 160;
/// Of the 4 GB that a page can have, some is for the work itself.
constexpr std::uint64_t k_memory_budget = 3ull << 30;
constexpr unsigned long long k_max_copies = 20'000'000;

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The number that a text is, as a whole.
std::optional<std::uint32_t> number_in(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

std::string no_text(DocId) {
    return {};
}
std::string lost_id(DocId doc) {
    return "lost-" + std::to_string(doc + 1);
}

}  // namespace

ProjectLoader::ProjectLoader(std::vector<Section> sections) {
    for (Section& section : sections)
        sections_.insert_or_assign(std::move(section.name), std::move(section.bytes));
}

Result<LoadedProject> ProjectLoader::run() {
    if (const Status status = read_manifest(); !status) return status.error();
    check_sections();
    rows_ = count_rows();
    if (const Status status = check_size(); !status) return status.error();
    if (const Status status = load_labels(); !status) return status.error();
    load_dataset();
    load_history(load_work());
    load_embeddings();
    auto layout =
        read("layout", "The map", [&](auto bytes) { return decode_layout(bytes, rows_); });
    if (layout) out_.project.layout.edit() = std::make_shared<const Layout>(std::move(*layout));
    load_layer(k_neighbors_actor);
    const auto view = read("view.json", "The view",
                           [](auto bytes) { return std::optional(std::string(text_of(bytes))); });
    out_.view = view.value_or("");
    note_repairs();
    for (const auto& [name, info] : listed_) {
        if (intact_ && health(name) == Health::sound && !changed_.contains(name)) out_.stored.push_back(info);
    }
    return std::move(out_);
}

Status ProjectLoader::read_manifest() {
    auto manifest = parse_manifest(text_of(bytes_of(k_manifest_section)));
    if (!manifest && !sections_.contains("texts/0") && !sections_.contains("annotations")) {
        return Error{ErrorCode::bad_file,
                     "There is no Labelscape project in this file. Choose another file."};
    }
    if (manifest && manifest->intact && manifest->version > k_project_version) {
        return Error{ErrorCode::unsupported_version,
                     "A newer version of Labelscape wrote this project (format " +
                         std::to_string(manifest->version) + ", this one knows " +
                         std::to_string(k_project_version) +
                         "). Reload the page to get the newest version."};
    }
    intact_ = manifest && manifest->intact;
    if (!intact_) note("The manifest is damaged, so that damage elsewhere may go unnoticed");
    out_.project.name = "Recovered project";
    if (!manifest) return {};
    out_.project.id = std::move(manifest->id);
    out_.project.name = std::move(manifest->name);
    fit_name(out_.project.name, k_max_project_name_bytes);
    manifest_rows_ = manifest->rows;
    for (SectionInfo& info : manifest->sections)
        listed_.insert_or_assign(info.name, std::move(info));
    return {};
}

void ProjectLoader::check_sections() {
    if (!intact_) {
        for (const auto& [name, bytes] : sections_) health_[name] = Health::sound;
        return;
    }
    for (const auto& [name, info] : listed_) {
        const auto section = sections_.find(name);
        const bool found = section != sections_.end();
        const bool same =
            found && section->second.size() == info.size && crc32(section->second) == info.crc32;
        health_[name] = same ? Health::sound : found ? Health::damaged : Health::lost;
    }
}

ProjectLoader::Health ProjectLoader::health(std::string_view name) const {
    const auto found = health_.find(name);
    return found == health_.end() ? Health::absent : found->second;
}

std::span<const std::byte> ProjectLoader::bytes_of(std::string_view name) const {
    const auto section = sections_.find(name);
    return section == sections_.end() ? std::span<const std::byte>()
                                      : std::span<const std::byte>(section->second);
}

template <class Decode>
auto ProjectLoader::read(std::string_view name, std::string_view content, Decode decode)
    -> decltype(decode(std::span<const std::byte>())) {
    const Health state = health(name);
    if (state == Health::sound) {
        if (auto part = decode(bytes_of(name))) return part;
    }
    if (state == Health::lost)
        note(std::string(content) + " could not be read: the part \"" + std::string(name) +
             "\" is missing");
    if (state == Health::damaged || state == Health::sound) {
        note(std::string(content) + " could not be read: the part \"" + std::string(name) +
             "\" is damaged");
    }
    return {};
}

void ProjectLoader::note_rows(std::string_view what, std::uint32_t chunk,
                              std::string_view happened) {
    const std::uint32_t first = chunk * k_section_rows;
    note(std::string(what) + " of documents " + std::to_string(first + 1) + " to " +
         std::to_string(first + rows_in_chunk(rows_, chunk)) + " " + std::string(happened));
}

std::uint32_t ProjectLoader::rows_of_chunks(std::string_view part) const {
    std::uint32_t rows = 0;
    for (const auto& [name, bytes] : sections_) {
        if (!name.starts_with(std::string(part) + "/")) continue;
        const auto chunk = number_in(std::string_view(name).substr(part.size() + 1));
        if (!chunk || std::uint64_t{*chunk} * k_section_rows > rows_held()) continue;
        if (const auto decoded = decode_text_chunk(bytes)) {
            rows = std::max(
                rows, *chunk * k_section_rows + static_cast<std::uint32_t>(decoded->ends.size()));
        }
    }
    return rows;
}

std::uint32_t ProjectLoader::count_rows() const {
    if (intact_) return manifest_rows_;
    const std::uint32_t texts = rows_of_chunks("texts"), ids = rows_of_chunks("ids");
    if (texts == ids) return texts;
    ByteReader documents(bytes_of("documents"));
    const auto counted = documents.get_varint();
    const bool trusted = documents.ok() && counted <= rows_held() && counted >= std::min(texts, ids);
    return trusted ? static_cast<std::uint32_t>(counted) : std::max(texts, ids);
}

std::uint64_t ProjectLoader::rows_held() const {
    // Four bytes of each row say where its text ends, and the other parts have one a row at least.
    std::uint64_t texts = 0, ids = 0;
    for (const auto& [name, bytes] : sections_) {
        if (name.starts_with("texts/")) texts += bytes.size() / 4;
        if (name.starts_with("ids/")) ids += bytes.size() / 4;
    }
    const std::uint64_t documents = bytes_of("documents").size(), annotations = bytes_of("annotations").size();
    return std::max({texts, ids, documents, annotations});
}

Status ProjectLoader::check_size() const {
    if (rows_ > rows_held()) {
        return Error{ErrorCode::bad_file, "The project claims " + std::to_string(rows_) +
                                              " documents but holds far fewer. Open an earlier copy of it."};
    }
    std::uint64_t bytes = 0;
    for (const auto& [name, section] : sections_) bytes += section.size();
    const std::uint64_t needed =
        2 * bytes + rows_ * (k_bytes_per_row + sizeof(double) * column_numbers("column-").size());
    if (needed <= k_memory_budget) return {};
    return Error{ErrorCode::too_large, "The project has " + std::to_string(rows_) + " documents and needs about " +
                                           std::to_string(needed >> 20) + " MB of memory, but a page can have " +
                                           std::to_string(k_memory_budget >> 20) +
                                           " MB. Split it into smaller projects."};
}

std::shared_ptr<const TextColumn::Chunk> ProjectLoader::mended(std::shared_ptr<const TextColumn::Chunk> chunk,
                                                               const std::string& section, std::string_view what,
                                                               bool lists) {
    for (const auto repair : {repair_utf8, repair_lists}) {
        if (repair == repair_lists && !lists) continue;
        RepairedTexts repaired = repair(*chunk);
        if (!repaired.chunk) continue;
        chunk = std::move(repaired.chunk);
        changed_.insert(section);
        repaired_[std::string(what) + (repair == repair_lists ? " were no lists and became lists of one item"
                                                              : " had bytes that are no text, which were replaced")] +=
            repaired.count;
    }
    return chunk;
}

void ProjectLoader::note_repairs() {
    for (const auto& [what, count] : repaired_) note(std::to_string(count) + " of " + what);
}

void ProjectLoader::load_dataset() {
    TextColumn texts = load_texts("texts", "The texts", no_text);
    TextColumn ids = load_texts("ids", "The ids", lost_id);
    std::vector<Column> columns;
    for (const std::uint32_t number : column_numbers("column-")) {
        auto column = load_column("column-" + std::to_string(number), "The cells", rows_);
        if (column) columns.push_back(std::move(*column));
    }
    CopyTable table;
    Copies copied = load_copies(columns, table);
    auto flags = read("documents", "Which documents stand for several or are excluded",
                      [&](auto bytes) { return decode_documents(bytes, rows_); });
    if (!flags)
        flags = DocumentFlags{std::vector<std::uint32_t>(rows_, 1), Bitset(rows_), Bitset(rows_)};
    out_.project.set_dataset(std::make_shared<const Dataset>(Dataset::from_parts(
        std::move(texts), std::move(ids), std::move(flags->copies), std::move(columns), std::move(table))));
    out_.project.copied.edit() = std::move(copied);
    out_.project.removed.edit() = std::move(flags->removed);
    out_.project.excluded.edit() = std::move(flags->excluded);
}

TextColumn ProjectLoader::load_texts(std::string_view part, std::string_view what,
                                     std::string (*filler)(DocId)) {
    TextColumn column;
    for (std::uint32_t chunk = 0; chunk < chunk_count(rows_); ++chunk) {
        const std::string name = chunk_section(part, chunk);
        const std::uint32_t rows = rows_in_chunk(rows_, chunk);
        auto decoded = decode_text_chunk(bytes_of(name));
        if (decoded && decoded->ends.size() == rows) {
            // A changed character is better than a lost text.
            if (health(name) != Health::sound)
                note_rows(what, chunk, "were damaged and may hold errors");
            column.append_chunk(mended(std::move(decoded), name, "the " + std::string(part), false));
            sections_.find(name)->second = {};
            continue;
        }
        note_rows(what, chunk, "are lost");
        for (std::uint32_t row = 0; row < rows; ++row)
            column.append(filler(chunk * k_section_rows + row));
    }
    return column;
}

Copies ProjectLoader::load_copies(const std::vector<Column>& columns, CopyTable& table) {
    auto copied = read("copied", "The list of collapsed duplicates", [&](auto bytes) {
        ByteReader in(bytes);
        auto decoded = decode_copied(in, std::min(64ull * k_section_rows * (sections_.size() + 1), k_max_copies));
        return in.at_end() ? std::move(decoded) : std::nullopt;
    });
    if (!copied) return {};
    const std::uint32_t copies = copied->present.size();
    for (std::uint32_t chunk = 0; chunk < chunk_count(copies); ++chunk) {
        const std::uint32_t first = chunk * k_section_rows, rows = rows_in_chunk(copies, chunk);
        auto decoded = decode_copy_chunk(bytes_of(chunk_section("copies", chunk)), rows_);
        if (decoded && decoded->of.size() == rows) {
            table.of.insert(table.of.end(), decoded->of.begin(), decoded->of.end());
            table.ids.append_chunk(std::move(decoded->ids));
            continue;
        }
        note(std::to_string(rows) + " collapsed duplicates are lost");
        table.of.resize(first + rows);
        for (std::uint32_t row = first; row < first + rows; ++row) {
            table.ids.append({});
            copied->present.reset(row);
        }
    }
    std::map<std::pair<std::string, ColumnType>, Column> found;
    for (const std::uint32_t number : column_numbers("copy-column-")) {
        auto column = load_column("copy-column-" + std::to_string(number), "The duplicates' cells", copies);
        if (column) found.insert_or_assign({column->name, column->type}, std::move(*column));
    }
    for (const Column& column : columns) {
        const auto same = found.find({column.name, column.type});
        table.columns.push_back(same != found.end() ? std::move(same->second)
                                                    : Column{column.name, column.type, {}, {}, {}});
        table.columns.back().pad(copies);
    }
    count_copies(*copied, table, rows_);
    return std::move(*copied);
}

std::set<std::uint32_t> ProjectLoader::column_numbers(std::string_view prefix) const {
    std::set<std::uint32_t> numbers;
    const auto add = [&](std::string_view name) {
        const auto slash = name.find('/');
        if (!name.starts_with(prefix) || slash == std::string_view::npos) return;
        if (const auto number = number_in(name.substr(prefix.size(), slash - prefix.size())))
            numbers.insert(*number);
    };
    for (const auto& [name, bytes] : sections_) add(name);
    if (intact_) {
        for (const auto& [name, info] : listed_) add(name);
    }
    return numbers;
}

std::optional<Column> ProjectLoader::load_column(const std::string& part, std::string_view content,
                                                 std::uint32_t column_rows) {
    std::vector<std::optional<Column>> chunks;
    const Column* first = nullptr;
    for (std::uint32_t chunk = 0; chunk < chunk_count(column_rows); ++chunk) {
        chunks.push_back(decode_column_chunk(bytes_of(chunk_section(part, chunk))));
    }
    for (const auto& chunk : chunks) {
        if (chunk && !first) first = &*chunk;
    }
    if (!first) {
        note("A metadata column could not be read: the part \"" + part + "\" is lost");
        return std::nullopt;
    }
    Column column{first->name, first->type, {}, {}, {}};
    const std::string what = std::string(content) + " \"" + column.name + "\"";
    for (std::uint32_t chunk = 0; chunk < chunk_count(column_rows); ++chunk) {
        const std::uint32_t rows = rows_in_chunk(column_rows, chunk);
        const auto& cells = chunks[chunk];
        const bool fits = cells && cells->name == column.name && cells->type == column.type &&
                          (column.numeric() ? cells->numbers.size() : cells->texts.size()) == rows;
        if (!fits) note_rows(what, chunk, "are lost");
        if (fits && health(chunk_section(part, chunk)) != Health::sound)
            note_rows(what, chunk, "were damaged and may hold errors");
        if (column.numeric()) {
            const auto missing =
                std::vector<double>(rows, std::numeric_limits<double>::quiet_NaN());
            const auto& numbers = fits ? cells->numbers : missing;
            if (fits && cells->spelled.size() > 0) {
                while (column.spelled.size() < chunk * k_section_rows) column.spelled.append({});
                column.spelled.append_chunk(cells->spelled.chunks()[0]);
            }
            column.numbers.insert(column.numbers.end(), numbers.begin(), numbers.end());
        } else if (fits) {
            column.texts.append_chunk(mended(cells->texts.chunks()[0], chunk_section(part, chunk),
                                             "the cells \"" + column.name + "\"", column.type == ColumnType::list));
        } else {
            for (std::uint32_t row = 0; row < rows; ++row) column.texts.append({});
        }
    }
    return column;
}

Status ProjectLoader::load_labels() {
    auto stored = read("labels.json", "The list of labels",
                       [](auto bytes) { return parse_labels(text_of(bytes)); });
    if (!stored) return {};
    if (stored->count > k_max_labels) {
        return Error{ErrorCode::too_large, "The project has " + std::to_string(stored->count) +
                                               " labels, but at most " + std::to_string(k_max_labels) + " can be used"};
    }
    if (stored->shortened > 0)
        note(std::to_string(stored->shortened) + " labels had longer texts than can be used; these were shortened");
    scheme_ = std::move(stored->scheme);
    return {};
}

bool ProjectLoader::load_work() {
    Project& project = out_.project;
    auto annotations = read("annotations", "The labels of the documents", [&](auto bytes) {
        ByteReader in(bytes);
        auto decoded = decode_annotations(in, rows_);
        return in.at_end() ? std::move(decoded) : std::nullopt;
    });
    auto topics = read("topics", "The microtopics", [&](auto bytes) {
        ByteReader in(bytes);
        auto decoded = decode_topics(in, rows_);
        return in.at_end() ? std::move(decoded) : nullptr;
    });
    // Without an intact manifest nobody knows whether there should be topics.
    const bool topics_known = topics || (intact_ && health("topics") == Health::absent);
    const bool flags_known = health("documents") == Health::sound;
    const bool whole = scheme_ && annotations && topics_known && flags_known;
    if (scheme_) project.scheme.edit() = std::move(*scheme_);
    if (annotations) project.annotations.edit() = std::move(*annotations);
    if (topics) project.topics.edit() = std::move(topics);
    return whole;
}

/// Labels that documents carry but that the list of labels lost get a name for now.
void ProjectLoader::name_unknown_labels() {
    LabelScheme& scheme = out_.project.scheme.edit();
    const Annotations& annotations = *out_.project.annotations;
    std::set<LabelId> unknown;
    for (LabelSetId set = 0; set < annotations.set_count(); ++set) {
        for (const LabelId label : annotations.labels_of(set)) {
            if (!scheme.find(label)) unknown.insert(label);
        }
        if (annotations.labels_of(set).size() > 1) scheme.set_mode(LabelMode::multi);
    }
    if (scheme.labels().size() + unknown.size() > k_max_labels) {
        out_.project.annotations.edit() = {};
        out_.project.annotations.edit().resize(rows_);
        return note("The labels of the documents could not be read: " + std::to_string(unknown.size()) +
                    " of them are not in the list of labels");
    }
    for (const LabelId label : unknown) {
        std::string name = "Label " + std::to_string(static_cast<std::uint32_t>(label) + 1);
        while (scheme.find(name)) name += "'";
        scheme.insert(scheme.labels().size(), {label, std::move(name), 0x808080, {}, {}, {}});
    }
    if (!unknown.empty()) note(std::to_string(unknown.size()) + " labels of documents had no name and were given one");
}

void ProjectLoader::load_history(bool whole) {
    const Health state = health("history");
    if (state == Health::sound) {
        Project replayed = out_.project;
        History history;
        const bool fits = decode_history(bytes_of("history"), replayed, history);
        if (fits && (!whole || same_work(replayed, out_.project))) {
            if (!whole && intact_) note("Labels and microtopics were restored from the undo steps");
            out_.project = std::move(replayed);
            out_.history = std::move(history);
            return;
        }
    }
    if (state != Health::absent)
        note("The undo steps are damaged and were dropped; what they did is kept");
    name_unknown_labels();
}

void ProjectLoader::load_layer(std::string_view actor) {
    Layer layer{std::string(actor), {}};
    const std::string part = "layer-" + layer.actor;
    for (std::uint32_t chunk = 0; chunk < chunk_count(rows_); ++chunk) {
        const std::string name = chunk_section(part, chunk);
        if (health(name) != Health::sound) break;
        const auto opinions = decode_opinions(bytes_of(name), *out_.project.scheme);
        if (!opinions || opinions->size() > rows_in_chunk(rows_, chunk)) break;
        layer.of_doc.insert(layer.of_doc.end(), opinions->begin(), opinions->end());
        if (opinions->size() < k_section_rows) break;
    }
    if (!layer.of_doc.empty()) out_.project.set_layer(std::make_shared<const Layer>(std::move(layer)));
}

void ProjectLoader::load_embeddings() {
    // When most are lost, embedding again costs less than room for rows without any.
    constexpr std::uint64_t k_max_loss = 4;
    auto embeddings = read("embedded", "The list of vectors",
                           [&](auto bytes) { return decode_embedded(bytes, rows_); });
    if (!embeddings) return;
    UnitRows& vectors = embeddings->vectors;
    const std::uint32_t rows = embeddings->embedded.size();
    const auto found = sections_.lower_bound("directions/");
    const bool version_1 = found == sections_.end() || !found->first.starts_with("directions/");
    const std::string_view part = version_1 ? "vectors" : "directions";
    std::uint64_t present = 0;
    for (std::uint32_t chunk = 0; chunk < chunk_count(rows); ++chunk)
        present += bytes_of(chunk_section(part, chunk)).size();
    if (std::uint64_t{rows} * static_cast<std::uint64_t>(vectors.columns()) > k_max_loss * present)
        return note("The vectors are lost: the texts must be embedded again");
    vectors.grow(static_cast<std::int32_t>(rows));
    const auto decode = version_1 ? decode_vectors : decode_directions;
    for (std::uint32_t chunk = 0; chunk < chunk_count(rows); ++chunk) {
        const std::string name = chunk_section(part, chunk);
        if (health(name) == Health::sound && decode(bytes_of(name), chunk, vectors)) {
            sections_.find(name)->second = {};
            continue;
        }
        const std::uint32_t first = chunk * k_section_rows;
        for (std::uint32_t row = 0; row < rows_in_chunk(rows, chunk); ++row)
            embeddings->embedded.reset(first + row);
        note_rows("The vectors", chunk, "are lost: these texts must be embedded again");
    }
    out_.project.embeddings.edit() = std::make_shared<const Embeddings>(std::move(*embeddings));
}

}  // namespace labelscape
