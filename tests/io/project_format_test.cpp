#include "io/project_format.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "io/full_project.hpp"
#include "io/journal.hpp"
#include "io/project_json.hpp"

namespace labelscape {
namespace {

using test::describe;
using test::FullProject;
using test::make_full_project;
using test::parts_of;

using Storage = std::map<std::string, Bytes>;

void store(Storage& storage, const EncodedProject& encoded) {
    for (const Section& section : encoded.sections) storage[section.name] = section.bytes;
    for (const std::string& name : encoded.obsolete) storage.erase(name);
}

Storage stored(const FullProject& full) {
    Storage storage;
    store(storage, encode_project(full.project, full.history, full.view));
    return storage;
}

Result<LoadedProject> load(const Storage& storage) {
    std::vector<Section> sections;
    for (const auto& [name, bytes] : storage) sections.push_back({name, bytes});
    return decode_project(std::move(sections));
}

std::map<std::string, std::string> parts_of(const FullProject& full) {
    return parts_of(full.project, full.history, full.view);
}
std::map<std::string, std::string> parts_of(const LoadedProject& loaded) {
    return parts_of(loaded.project, loaded.history, loaded.view);
}

/// Parts that may suffer when a section does: everything that stands nowhere else.
std::set<std::string> parts_in(const std::string& section) {
    if (section.starts_with("texts/")) return {"texts"};
    if (section.starts_with("ids/")) return {"ids"};
    if (section.starts_with("column-")) return {"columns"};
    if (section == "documents") return {"copies"};
    if (section == "history") return {"history"};
    if (section == "embedded" || section.starts_with("directions/")) return {"vectors"};
    if (section == "layout") return {"layout"};
    if (section == "view.json") return {"view"};
    if (section == k_manifest_section) return {"name"};
    return {};  // labels.json, annotations and topics are rebuilt from the history
}

void expect_only(const std::set<std::string>& lost, const LoadedProject& loaded,
                 const std::map<std::string, std::string>& truth) {
    for (const auto& [part, value] : parts_of(loaded)) {
        if (!lost.contains(part)) EXPECT_EQ(value, truth.at(part)) << part;
    }
}

TEST(ProjectFormat, EverythingComesBack) {
    for (std::uint64_t seed = 0; seed < 15; ++seed) {
        FullProject full = make_full_project(seed, 50, 40);
        auto loaded = load(stored(full));
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_EQ(loaded->notes, std::vector<std::string>{});
        EXPECT_EQ(parts_of(*loaded), parts_of(full));
        Project& project = loaded->project;
        while (full.history.can_redo()) {
            full.history.redo(full.project);
            loaded->history.redo(project);
            ASSERT_EQ(describe(project), describe(full.project));
        }
        while (full.history.can_undo()) {
            ASSERT_TRUE(loaded->history.can_undo());
            full.history.undo(full.project);
            loaded->history.undo(project);
            ASSERT_EQ(describe(project), describe(full.project));
        }
        EXPECT_FALSE(loaded->history.can_undo());
    }
}

TEST(ProjectFormat, WhatAnActorSaysComesBackOrIsMadeAgain) {
    FullProject full = make_full_project(5, 40000, 5);
    Layer layer{std::string(k_neighbors_actor), std::vector<Opinion>(40000)};
    const std::vector<Label>& labels = full.project.scheme->labels();
    ASSERT_GE(labels.size(), 2u);
    for (DocId doc = 0; doc < 40000; doc += 3) layer.of_doc[doc] = {{labels[0].id, labels[1].id}, {200, 7}, 1};
    full.project.set_layer(std::make_shared<const Layer>(layer));
    Storage storage = stored(full);
    auto loaded = load(storage);
    ASSERT_TRUE(loaded && loaded->project.layer(k_neighbors_actor));
    EXPECT_EQ(*loaded->project.layer(k_neighbors_actor), layer);
    EXPECT_EQ(loaded->project.layer("nobody"), nullptr);

    storage.at("layer-neighbors/1").back() ^= std::byte{1};
    loaded = load(storage);
    EXPECT_EQ(loaded->project.layer(k_neighbors_actor)->of_doc.size(), 16384u) << "the rest is made again";
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});

    Layer stranger = layer;
    for (Opinion& opinion : stranger.of_doc) opinion.labels[1] = LabelId{999999};
    full.project.set_layer(std::make_shared<const Layer>(stranger));
    loaded = load(stored(full));
    const auto& of_doc = loaded->project.layer(k_neighbors_actor)->of_doc;
    EXPECT_TRUE(std::ranges::all_of(of_doc, &Opinion::says_nothing)) << "a label that the project lacks";
}

TEST(ProjectFormat, SavingAgainAndAgainAddsNothing) {
    const FullProject full = make_full_project(3, 50, 40);
    Storage storage = stored(full);
    auto first = load(storage);
    ASSERT_TRUE(first);
    const auto second = encode_project(first->project, first->history, first->view);
    Storage again;
    store(again, second);
    EXPECT_EQ(again, storage);
}

TEST(ProjectFormat, AnEmptyProjectIsOne) {
    const auto loaded = load(stored({Project(), History(), ""}));
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->project.size(), 0u);
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
}

TEST(ProjectFormat, SnapshotAndJournalMeet) {
    for (std::uint64_t seed = 20; seed < 26; ++seed) {
        FullProject full = make_full_project(seed, 40, 30);
        const Storage snapshot = stored(full);
        Random random(seed);
        std::vector<JournalRecord> journal;
        for (std::uint64_t step = 0; step < 60; ++step) {
            if (full.history.can_undo() && random.below(3) != 0) {
                journal.push_back({step, encode_undo()});
                full.history.undo(full.project);
            } else {
                auto edit = test::random_edit(random, full.project);
                journal.push_back({step, encode_commit(*edit, static_cast<double>(step))});
                full.history.commit(full.project, std::move(edit), static_cast<double>(step));
            }
        }
        auto loaded = load(snapshot);
        ASSERT_TRUE(loaded);
        const Replayed result = replay(loaded->project, loaded->history, journal);
        EXPECT_EQ(result.note, "");
        EXPECT_EQ(result.applied, journal.size());
        EXPECT_EQ(parts_of(*loaded), parts_of(full));
    }
}

TEST(ProjectFormat, OnlyChangedSectionsAreWritten) {
    const std::uint32_t rows = TextColumn::k_chunk_rows + 50;
    FullProject full{test::make_project(rows), History()};
    full.project.embeddings.edit() = test::make_embeddings(rows, 4);
    Storage storage;
    const auto first = encode_project(full.project, full.history, full.view);
    store(storage, first);
    Bitset docs(rows);
    docs.set(20'000 % rows);
    full.history.commit(
        full.project,
        AssignLabels::make(full.project, docs, {LabelId{0}}, AssignMode::set, "Label", {}), 1);
    const auto second = encode_project(full.project, full.history, full.view, first.infos);
    for (const Section& section : second.sections) {
        EXPECT_FALSE(section.name.starts_with("texts/") || section.name.starts_with("ids/") ||
                     section.name.starts_with("column-") || section.name.starts_with("directions/"))
            << section.name;
    }
    EXPECT_EQ(second.infos.size(), first.infos.size());
    EXPECT_TRUE(second.obsolete.empty());
    store(storage, second);
    auto loaded = load(storage);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(parts_of(*loaded), parts_of(full));
    EXPECT_EQ(loaded->stored, [&] {
        auto infos = second.infos;
        std::ranges::sort(infos, {}, &SectionInfo::name);
        return infos;
    }());

    full.project.set_dataset(test::make_dataset(rows + 10));
    full.project.embeddings.edit() = nullptr;
    const auto third = encode_project(full.project, full.history, full.view, loaded->stored);
    std::set<std::string> written;
    for (const Section& section : third.sections) written.insert(section.name);
    EXPECT_FALSE(written.contains("texts/0"));
    EXPECT_TRUE(written.contains("texts/1"));
    EXPECT_EQ(third.obsolete.size(), 3u) << "embedded and two chunks of vectors";
    store(storage, third);
    loaded = load(storage);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(parts_of(*loaded), parts_of(full));
}

TEST(ProjectFormat, ALostSectionCostsNothingElse) {
    const FullProject full = make_full_project(4, 60, 40);
    const Storage storage = stored(full);
    const auto truth = parts_of(full);
    for (const auto& [name, bytes] : storage) {
        SCOPED_TRACE(name);
        Storage partial = storage;
        partial.erase(name);
        const auto loaded = load(partial);
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_FALSE(loaded->notes.empty());
        expect_only(parts_in(name), *loaded, truth);
    }
}

TEST(ProjectFormat, TruncationCostsNothingElse) {
    const FullProject full = make_full_project(5, 40, 25);
    const Storage storage = stored(full);
    const auto truth = parts_of(full);
    for (const auto& [name, bytes] : storage) {
        for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 40) {
            // The line break at the end of the JSON carries nothing.
            if (name == "manifest.json" && size + 1 == bytes.size()) continue;
            SCOPED_TRACE(name + " cut to " + std::to_string(size));
            Storage partial = storage;
            partial[name].resize(size);
            const auto loaded = load(partial);
            ASSERT_TRUE(loaded) << loaded.error().message;
            EXPECT_FALSE(loaded->notes.empty());
            expect_only(parts_in(name), *loaded, truth);
        }
    }
}

TEST(ProjectFormat, FlippedBitsCostNothingElse) {
    const FullProject full = make_full_project(6, 40, 25);
    const Storage storage = stored(full);
    const auto truth = parts_of(full);
    Random random(1);
    for (const auto& [name, bytes] : storage) {
        for (int trial = 0; trial < 60; ++trial) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
            SCOPED_TRACE(name + " byte " + std::to_string(at));
            Storage damaged = storage;
            damaged[name][at] ^= static_cast<std::byte>(1u << random.below(8));
            const auto loaded = load(damaged);
            ASSERT_TRUE(loaded) << loaded.error().message;
            EXPECT_FALSE(loaded->notes.empty());
            expect_only(parts_in(name), *loaded, truth);
        }
    }
}

TEST(ProjectFormat, LabelsSurviveWithoutTheHistoryAndItWithoutThem) {
    const FullProject full = make_full_project(8, 40, 30);
    const auto truth = parts_of(full);
    Storage no_history = stored(full);
    no_history.erase("history");
    const auto labels = load(no_history);
    ASSERT_TRUE(labels);
    EXPECT_EQ(parts_of(*labels).at("work"), truth.at("work"));
    EXPECT_FALSE(labels->history.can_undo());
    Storage no_labels = stored(full);
    for (const char* name : {"labels.json", "annotations", "topics", "documents"})
        no_labels.erase(name);
    const auto history = load(no_labels);
    ASSERT_TRUE(history);
    EXPECT_EQ(parts_of(*history).at("work"), truth.at("work"));
    EXPECT_EQ(parts_of(*history).at("history"), truth.at("history"));
    Storage neither = no_history;
    neither.erase("labels.json");
    const auto named = load(neither);
    ASSERT_TRUE(named);
    EXPECT_EQ(named->project.annotations->labeled_count(),
              full.project.annotations->labeled_count());
    named->project.annotations->labeled().for_each([&](DocId doc) {
        for (const LabelId label : named->project.annotations->labels(doc))
            EXPECT_TRUE(named->project.scheme->find(label));
    });
}

TEST(ProjectFormat, RefusesNewerVersionsAndForeignFiles) {
    Storage storage = stored(make_full_project(9, 20, 5));
    const auto& bytes = storage[std::string(k_manifest_section)];
    auto manifest = parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    ASSERT_TRUE(manifest && manifest->intact);
    manifest->version = k_project_version + 1;
    const std::string newer = write_manifest(*manifest);
    const auto newer_bytes = std::as_bytes(std::span(newer));
    storage[std::string(k_manifest_section)] = Bytes(newer_bytes.begin(), newer_bytes.end());
    EXPECT_EQ(load(storage).error().code, ErrorCode::unsupported_version);
    EXPECT_EQ(load({}).error().code, ErrorCode::bad_file);
    EXPECT_EQ(load({{"word/document.xml", Bytes(10)}}).error().code, ErrorCode::bad_file);
}

TEST(ProjectFormat, ADamagedCountAsksForNoMemory) {
    Storage storage = stored(make_full_project(9, 20, 5));
    auto& bytes = storage[std::string(k_manifest_section)];
    auto manifest = parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    ASSERT_TRUE(manifest);
    manifest->rows = 4'000'000'000;
    const std::string text = write_manifest(*manifest);
    const auto changed = std::as_bytes(std::span(text));
    bytes = Bytes(changed.begin(), changed.end());
    EXPECT_EQ(load(storage).error().code, ErrorCode::bad_file);
}

/// Two imports with duplicates, spellings and a label of a copy's own, the second one undone.
FullProject make_project_with_copies() {
    FullProject full = make_full_project(1, 30, 20);
    auto dataset = std::make_shared<Dataset>(**full.project.dataset);
    Column& priority = dataset->edit_columns()[0];
    priority.set_number(dataset->size(), 1.1, "1.10");
    dataset->append("one more", "more");
    for (const DocId doc : {3u, 4u, 3u}) {
        const auto copy = dataset->append_copy(doc, "copy" + std::to_string(doc));
        dataset->copy_columns()[0].set_number(copy, 2, "2.0");
    }
    dataset->pad_columns();
    const DocId last = dataset->size();
    full.project.set_dataset(dataset);
    full.history.commit(full.project, std::make_unique<ImportDocuments>("more.csv", last - 1, last), 8);
    const LabelId label = full.project.scheme->next_id();
    full.history.commit(full.project, std::make_unique<AddLabel>(0, Label{label, "of a copy", 1, "", "", {}}), 8);
    full.history.commit(full.project,
                        std::make_unique<ImportCopies>(0, 2, std::vector<std::vector<LabelId>>{{label}},
                                                       std::vector<ImportCopies::Row>{{1, 0}}), 9);
    full.history.commit(full.project, std::make_unique<ImportCopies>(2, 3, std::vector<std::vector<LabelId>>{},
                                                                     std::vector<ImportCopies::Row>{}), 10);
    full.history.undo(full.project);
    return full;
}

TEST(ProjectFormat, CopiesAndSpellingsComeBack) {
    FullProject full = make_project_with_copies();
    ASSERT_EQ(full.project.copied->labels.size(), 1u);
    auto loaded = load(stored(full));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(parts_of(*loaded), parts_of(full));
    EXPECT_EQ((*loaded->project.dataset)->columns()[0].cell(loaded->project.size() - 1), "1.10");
    EXPECT_EQ((*loaded->project.dataset)->find_copy("copy4", loaded->project.copied->present), 1u);
    EXPECT_FALSE((*loaded->project.dataset)->find_copy("copy5", loaded->project.copied->present));
    full.history.redo(full.project);
    loaded->history.redo(loaded->project);
    EXPECT_EQ(loaded->project.copied->of(3), 2u);
    for (int step = 0; step < 3; ++step) {
        full.history.undo(full.project);
        loaded->history.undo(loaded->project);
        EXPECT_EQ(parts_of(*loaded)["copies"], parts_of(full)["copies"]);
    }
}

TEST(ProjectFormat, ALostPartOfTheCopiesIsSaid) {
    const FullProject full = make_project_with_copies();
    for (const char* part : {"copies/0", "copied", "copy-column-0/0"}) {
        Storage storage = stored(full);
        storage.erase(part);
        const auto loaded = load(storage);
        ASSERT_TRUE(loaded) << part;
        EXPECT_FALSE(loaded->notes.empty()) << part;
        expect_only({"copies", "copied", "history", "work"}, *loaded, parts_of(full));
    }
}

const std::string k_golden = SOURCE_DIR "/tests/golden/project_v";

Result<LoadedProject> load_golden(int version) {
    namespace fs = std::filesystem;
    const fs::path golden = k_golden + std::to_string(version);
    Storage storage;
    for (const auto& entry : fs::recursive_directory_iterator(golden)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        const auto bytes = std::as_bytes(std::span(text));
        storage[fs::relative(entry.path(), golden).generic_string()] =
            Bytes(bytes.begin(), bytes.end());
    }
    return load(storage);
}

/// What the file beside a golden project says about its parts.
std::map<std::string, std::string> golden_parts(int version) {
    std::ifstream file(k_golden + std::to_string(version) + ".txt", std::ios::binary);
    std::map<std::string, std::string> parts;
    std::string* part = nullptr;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("== ")) {
            part = &parts[line.substr(3)];
        } else {
            *part += line + "\n";
        }
    }
    for (auto& [name, value] : parts) value.pop_back();
    return parts;
}

/// The smallest cosine between rows of two texts of parts_of(); -1 when they differ otherwise.
double least_cosine(const std::string& a, const std::string& b) {
    std::istringstream left(a), right(b);
    double least = 1;
    for (std::string one, other; std::getline(left, one) && std::getline(right, other);) {
        if (one[0] != other[0]) return -1;
        std::istringstream x(one.substr(1)), y(other.substr(1));
        double xy = 0, xx = 0, yy = 0;
        for (double p = 0, q = 0; x >> p && y >> q;) {
            xy += p * q;
            xx += p * p;
            yy += q * q;
        }
        if (one[0] == '+') least = std::min(least, xy / std::sqrt(xx * yy));
    }
    return left.eof() && (right.peek(), right.eof()) ? least : -1;
}

TEST(ProjectFormat, OpensTheGoldenProjectOfVersion1) {
    const auto loaded = load_golden(1);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    auto found = parts_of(*loaded), expected = golden_parts(1);
    // It has floats of any length.
    EXPECT_GT(least_cosine(found["vectors"], expected["vectors"]), 0.9999);
    found.erase("vectors");
    expected.erase("vectors");
    EXPECT_EQ(found, expected);
    const auto saved = encode_project(loaded->project, loaded->history, loaded->view, loaded->stored);
    EXPECT_EQ(saved.obsolete, std::vector<std::string>{"vectors/0"});
}

TEST(ProjectFormat, OpensTheGoldenProjectOfVersion2) {
    const auto loaded = load_golden(2);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(parts_of(*loaded), golden_parts(2));
}

// LABELSCAPE_UPDATE_GOLDEN=1 writes the files anew; only before a version is first released.
TEST(ProjectFormat, OpensTheGoldenProjectOfVersion3) {
    namespace fs = std::filesystem;
    if (std::getenv("LABELSCAPE_UPDATE_GOLDEN")) {
        const FullProject full = make_project_with_copies();
        const fs::path golden = k_golden + "3";
        for (const auto& [name, bytes] : stored(full)) {
            fs::create_directories((golden / name).parent_path());
            std::ofstream(golden / name, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        }
        std::ofstream text(k_golden + "3.txt", std::ios::binary);
        for (const auto& [part, value] : parts_of(full))
            text << "== " << part << "\n" << value << "\n";
    }
    const auto loaded = load_golden(3);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(parts_of(*loaded), golden_parts(3));
}

}  // namespace
}  // namespace labelscape
