#include "io/project_loader.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/hash.hpp"
#include "edit/topic_edits.hpp"
#include "io/copies_sections.hpp"

namespace labelscape {
namespace {

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
    if (!plausible(rows_)) {
        return Error{ErrorCode::bad_file,
                     "The project claims " + std::to_string(rows_) +
                         " documents but holds far fewer. Open an earlier copy of it."};
    }
    load_dataset();
    load_history(load_work());
    load_embeddings();
    auto layout =
        read("layout", "The map", [&](auto bytes) { return decode_layout(bytes, rows_); });
    if (layout) out_.project.layout.edit() = std::make_shared<const Layout>(std::move(*layout));
    const auto view = read("view.json", "The view",
                           [](auto bytes) { return std::optional(std::string(text_of(bytes))); });
    out_.view = view.value_or("");
    for (const auto& [name, info] : listed_) {
        if (intact_ && health(name) == Health::sound) out_.stored.push_back(info);
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
        if (!chunk || !plausible(std::uint64_t{*chunk} * k_section_rows)) continue;
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
    const bool trusted = documents.ok() && plausible(counted) && counted >= std::min(texts, ids);
    return trusted ? static_cast<std::uint32_t>(counted) : std::max(texts, ids);
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
            column.append_chunk(std::move(decoded));
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
        auto decoded = decode_copied(in, std::min<std::uint64_t>(most_rows(), ~std::uint32_t{0}));
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
            column.texts.append_chunk(cells->texts.chunks()[0]);
        } else {
            for (std::uint32_t row = 0; row < rows; ++row) column.texts.append({});
        }
    }
    return column;
}

bool ProjectLoader::load_work() {
    Project& project = out_.project;
    auto scheme = read("labels.json", "The list of labels",
                       [](auto bytes) { return parse_labels(text_of(bytes)); });
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
    const bool whole = scheme && annotations && topics_known && flags_known;
    if (scheme) project.scheme.edit() = std::move(*scheme);
    if (annotations) project.annotations.edit() = std::move(*annotations);
    if (topics) project.topics.edit() = std::move(topics);
    return whole;
}

/// Labels that documents carry but that the list of labels lost get a name for now.
void ProjectLoader::name_unknown_labels() {
    LabelScheme& scheme = out_.project.scheme.edit();
    const Annotations& annotations = *out_.project.annotations;
    for (DocId doc = 0; doc < annotations.size(); ++doc) {
        for (const LabelId label : annotations.labels(doc)) {
            if (scheme.find(label)) continue;
            std::string name = "Label " + std::to_string(static_cast<std::uint32_t>(label) + 1);
            while (scheme.find(name)) name += "'";
            scheme.insert(scheme.labels().size(), {label, std::move(name), 0x808080, {}, {}, {}});
        }
        if (annotations.labels(doc).size() > 1) scheme.set_mode(LabelMode::multi);
    }
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

void ProjectLoader::load_embeddings() {
    constexpr std::uint64_t k_max_loss = 64;
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
