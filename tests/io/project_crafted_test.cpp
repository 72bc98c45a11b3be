// Projects that are well-formed, with checksums that fit, and whose parts do not fit each other or any memory.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "edit/checked_fields.hpp"
#include "io/full_project.hpp"
#include "io/project_sections.hpp"
#include "io/project_use.hpp"

namespace labelscape {
namespace {

using Sections = std::vector<Section>;

Sections sections_of(const Project& project, const History& history = History(), const std::string& view = "") {
    return encode_project(project, history, view).sections;
}

Bytes& bytes_of(Sections& sections, std::string_view name) {
    return std::ranges::find(sections, name, &Section::name)->bytes;
}

Bytes bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::string text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// Reads the sections with checksums that fit, and uses what comes of it.
Result<LoadedProject> open(Sections sections) {
    test::fit_manifest(sections);
    auto loaded = decode_project(std::move(sections));
    if (loaded) EXPECT_NO_THROW(test::use(*loaded));
    return loaded;
}

bool says(const LoadedProject& loaded, std::string_view words) {
    return std::ranges::any_of(loaded.notes,
                               [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

bool says(const Error& error, std::string_view words) { return error.message.find(words) != std::string::npos; }

void set_rows(Sections& sections, std::uint32_t rows) {
    Bytes& bytes = bytes_of(sections, k_manifest_section);
    auto manifest = parse_manifest(text_of(bytes));
    ASSERT_TRUE(manifest);
    manifest->rows = rows;
    bytes = bytes_of(write_manifest(*manifest));
}

TEST(CraftedProject, AHistoryThatUsesUnknownLabelsIsDropped) {
    Project project = test::make_project(20, 3);
    Annotations& annotations = project.annotations.edit();
    annotations.set(4, {annotations.intern({LabelId{77}}), annotations.add_provenance({}), Mark::none});
    History history;
    Bitset docs(20);
    docs.set(7);
    history.commit(project, AssignLabels::make(project, docs, {LabelId{1}}, AssignMode::set, "Label", {}), 1);
    const auto loaded = open(sections_of(project, history));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "undo steps"));
    EXPECT_TRUE(says(*loaded, "had no name"));
    EXPECT_TRUE(loaded->history.entries().empty());
    EXPECT_TRUE(loaded->project.scheme->find(LabelId{77}));
    EXPECT_EQ(loaded->project.annotations->labels(7)[0], LabelId{1});
}

TEST(CraftedProject, ALabelOfDocumentsThatTheListLacksGetsAName) {
    Project project = test::make_project(20, 3);
    Annotations& annotations = project.annotations.edit();
    annotations.set(4, {annotations.intern({LabelId{5}, LabelId{9}}), annotations.add_provenance({}), Mark::none});
    Sections sections = sections_of(project);
    std::erase_if(sections, [](const Section& section) { return section.name == "history"; });
    const auto loaded = open(std::move(sections));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "2 labels of documents had no name"));
    EXPECT_TRUE(loaded->project.scheme->find("Label 6") && loaded->project.scheme->find("Label 10"));
    EXPECT_EQ(loaded->project.scheme->mode(), LabelMode::multi);
}

TEST(CraftedProject, MoreUnknownLabelsThanCanBeUsedAreLeftOut) {
    Project project = test::make_project(k_max_labels + 10, 3);
    Annotations& annotations = project.annotations.edit();
    for (DocId doc = 0; doc < project.size(); ++doc)
        annotations.set(
            doc, {annotations.intern({static_cast<LabelId>(100 + doc)}), annotations.add_provenance({}), Mark::none});
    const auto loaded = open(sections_of(project));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "labels of the documents could not be read"));
    EXPECT_EQ(loaded->project.annotations->labeled_count(), 0u);
}

TEST(CraftedProject, DocumentsThatNobodyHasMemoryForAreRefusedWithTheFigure) {
    Sections sections = sections_of(test::make_project(20, 3));
    set_rows(sections, 100'000'000);
    // As many as if the rows were spread over many parts.
    for (int i = 0; i < 200; ++i) sections.push_back({"column-" + std::to_string(i) + "/0", Bytes(3)});
    auto loaded = open(sections);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::bad_file);
    EXPECT_TRUE(says(loaded.error(), "100000000")) << loaded.error().message;
    // With a byte for each row, which take a hundredth of that in a zip.
    set_rows(sections, 40'000'000);
    bytes_of(sections, "annotations").assign(40'000'000, std::byte{0});
    loaded = open(std::move(sections));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::too_large);
    EXPECT_TRUE(says(loaded.error(), "40000000")) << loaded.error().message;
}

TEST(CraftedProject, VectorsThatAreMostlyMissingTakeNoRoom) {
    Project project = test::make_project(20'000, 3);
    project.embeddings.edit() = test::make_embeddings(20'000, 64);
    Sections sections = sections_of(project);
    Bytes& embedded = bytes_of(sections, "embedded");
    ByteReader in(embedded);
    ByteWriter out;
    out.put_text(in.get_text());
    out.put_varint(in.get_varint());
    in.get_varint();
    out.put_varint(65'536);
    out.append(embedded.data() + in.position(), embedded.size() - in.position());
    embedded = out.take();
    const auto loaded = open(std::move(sections));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "vectors are lost"));
    EXPECT_EQ(*loaded->project.embeddings, nullptr);
}

TEST(CraftedProject, TooManyLabelsAreRefusedAndLongNamesCut) {
    Project project = test::make_project(20, 3);
    project.scheme.edit().insert(0, {LabelId{900}, std::string(5'000'000, 'x'), 0, {}, std::string(9'000, 'd'), {}});
    auto loaded = open(sections_of(project));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "shortened"));
    EXPECT_EQ(loaded->project.scheme->find(LabelId{900})->name.size(), k_max_label_name_bytes);
    EXPECT_EQ(loaded->project.scheme->find(LabelId{900})->description.size(), k_max_label_description_bytes);

    Sections sections = sections_of(test::make_project(20, 3));
    std::string labels = R"({"mode":"single","next_id":100000,"labels":[)";
    for (int i = 0; i < 100'000; ++i) {
        labels += (i == 0 ? "" : ",") + std::string(R"({"id":)") + std::to_string(i) + R"(,"name":"L)" +
                  std::to_string(i) + R"(","color":0,"key":"","description":"","keywords":[]})";
    }
    bytes_of(sections, "labels.json") = bytes_of(labels + "]}");
    loaded = open(std::move(sections));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::too_large);
    EXPECT_TRUE(says(loaded.error(), "100000 labels")) << loaded.error().message;
}

TEST(CraftedProject, NamesOfTopicsAndActionsAreCut) {
    Project project = test::make_project(20, 3);
    auto topics = std::make_shared<Topics>();
    topics->infos.push_back({std::string(5'000'000, 't'), {std::string(100'000, 'w')}, true});
    topics->of_doc.assign(20, 0);
    project.topics.edit() = topics;
    Annotations& annotations = project.annotations.edit();
    annotations.set(1,
                    {annotations.intern({LabelId{0}}),
                     annotations.add_provenance(from_source("bulk", 1, 5, std::string(3'000'000, 'a'))), Mark::none});
    const auto loaded = open(sections_of(project));
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ((*loaded->project.topics)->infos[0].name.size(), k_max_topic_name_bytes);
    EXPECT_EQ((*loaded->project.topics)->infos[0].terms[0].size(), k_max_topic_term_bytes);
    const Annotations& read = *loaded->project.annotations;
    EXPECT_EQ(read.provenance(read[1].provenance).action.size(), k_max_action_bytes);
}

TEST(CraftedProject, TimesAreBroughtIntoTheRangeOfTimes) {
    for (const double time :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1e300, 1e300}) {
        Project project = test::make_project(20, 3);
        History history;
        Bitset docs(20);
        docs.set(7);
        history.commit(project,
                       AssignLabels::make(project, docs, {LabelId{1}}, AssignMode::set, "Label",
                                          from_source("human", 1, time, "Label")),
                       time);
        const auto loaded = open(sections_of(project, history));
        ASSERT_TRUE(loaded);
        EXPECT_EQ(loaded->notes, std::vector<std::string>{}) << time;
        const Annotations& read = *loaded->project.annotations;
        EXPECT_LE(std::abs(read.provenance(read[7].provenance).at_ms), k_max_time_ms);
        ASSERT_EQ(loaded->history.entries().size(), 1u);
        EXPECT_LE(std::abs(loaded->history.entries()[0].at_ms), k_max_time_ms);
    }
}

TEST(CraftedProject, TextsThatAreNoTextAreRepairedAndWrittenAnew) {
    Sections sections = sections_of(test::make_full_project(1, 20, 5).project);
    std::vector<std::string> broken;
    for (Section& section : sections) {
        const bool text = section.name.starts_with("texts/") || section.name.starts_with("ids/");
        if (!text) continue;
        section.bytes.back() = std::byte{0xc3};
        broken.push_back(section.name);
    }
    const auto loaded = open(std::move(sections));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "1 of the texts had bytes that are no text"));
    EXPECT_TRUE(says(*loaded, "1 of the ids had bytes that are no text"));
    EXPECT_TRUE((*loaded->project.dataset)->text(loaded->project.size() - 1).ends_with("\xef\xbf\xbd"));
    for (const auto& name : broken) EXPECT_EQ(std::ranges::count(loaded->stored, name, &SectionInfo::name), 0) << name;
    EXPECT_FALSE(loaded->stored.empty());
}

TEST(CraftedProject, CellsThatAreNoListBecomeOne) {
    auto dataset = std::make_shared<Dataset>();
    for (const char* id : {"a", "b", "c", "d"}) dataset->append(id, id);
    const std::size_t column = dataset->column("tags", ColumnType::list);
    const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
    dataset->set_text(column, 0, R"(["x","y"])");
    dataset->set_text(column, 1, R"(plain "words")");
    dataset->set_text(column, 2, R"({"a":1})");
    dataset->set_text(column, 3, deep);
    Project project;
    project.set_dataset(dataset);
    const auto loaded = open(sections_of(project));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "3 of the cells \"tags\" were no lists"));
    const Column& tags = (*loaded->project.dataset)->columns()[0];
    EXPECT_EQ(tags.cell(0), R"(["x","y"])");
    EXPECT_EQ(tags.cell(1), R"(["plain \"words\""])");
    EXPECT_EQ(parse_text_list(tags.cell(3)), std::vector{deep});
}

TEST(CraftedProject, DeepJsonIsNoJson) {
    const std::string deep = std::string(1'000'000, '[');
    EXPECT_FALSE(parse_manifest(deep));
    EXPECT_FALSE(parse_labels(R"({"labels":)" + deep));
    EXPECT_FALSE(parse_text_list(deep + std::string(1'000'000, ']')));
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += R"({"a":)";
    EXPECT_FALSE(parse_manifest(objects + "1" + std::string(100'000, '}')));
}

TEST(CraftedProject, StepsThatWouldTakeForEverAreDropped) {
    Project project = test::make_project(20'000, 3);
    History history;
    for (int i = 0; i < 3; ++i) history.commit(project, std::make_unique<SetLabelMode>(LabelMode::single), i);
    Sections sections = sections_of(project, history);
    Bytes& bytes = bytes_of(sections, "history");
    // 3 steps of 3 bytes and a time become 190,000: two counts, then the steps.
    const std::size_t step = sizeof(double) + 3, head = bytes.size() - 3 * step - 2;
    ByteWriter out;
    out.append(bytes.data(), head);
    out.put_varint(190'000);
    out.put_varint(190'000);
    for (int i = 0; i < 190'000; ++i) out.append(bytes.data() + head + 2, step);
    bytes = out.take();
    test::fit_manifest(sections);
    const auto start = std::chrono::steady_clock::now();
    const auto loaded = decode_project(std::move(sections));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(says(*loaded, "undo steps"));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(CraftedProject, ManyLabelsOfManyDocumentsAreCountedAtOnce) {
    Project project = test::make_project(60'000, 3);
    std::vector<LabelId> all;
    for (std::uint32_t i = 3; i < k_max_labels; ++i) {
        all.push_back(static_cast<LabelId>(i));
        project.scheme.edit().insert(i, {all.back(), "L" + std::to_string(i), 0, {}, {}, {}});
    }
    project.scheme.edit().set_mode(LabelMode::multi);
    Annotations annotations;
    const std::uint32_t count = project.size();
    std::vector<Annotation> rows(count, {annotations.intern(all), annotations.add_provenance({}), Mark::none});
    annotations.set_rows(std::move(rows));
    project.annotations.edit() = std::move(annotations);
    Sections sections = sections_of(project);
    test::fit_manifest(sections);
    const auto loaded = decode_project(std::move(sections));
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->notes, std::vector<std::string>{});
    EXPECT_EQ(loaded->project.annotations->count(all[7]), count);
    EXPECT_EQ(loaded->project.annotations->labeled_count(), count);
}

/// One change of the kind that a broken disk makes, or a person with a text editor.
void damage(Random& random, Sections& sections) {
    const auto some = [&] { return random.below(static_cast<std::uint32_t>(sections.size())); };
    Bytes& bytes = sections[some()].bytes;
    const std::size_t at = bytes.empty() ? 0 : random.below(static_cast<std::uint32_t>(bytes.size()));
    switch (random.below(8)) {
        case 0:
            if (!bytes.empty()) bytes[at] ^= static_cast<std::byte>(1u << random.below(8));
            return;
        case 1: bytes.resize(at); return;
        case 2: std::swap(bytes, sections[some()].bytes); return;
        case 3: sections[some()].bytes = Bytes(bytes); return;
        case 4: sections.erase(sections.begin() + some()); return;
        case 5: sections.push_back({sections[some()].name, Bytes(bytes)}); return;
        case 6:
            for (std::size_t i = at; i < bytes.size(); ++i) {
                if (bytes[i] < std::byte{'0'} || bytes[i] > std::byte{'9'}) continue;
                const std::string figures = std::to_string(random.next() >> random.below(64));
                bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                             reinterpret_cast<const std::byte*>(figures.data()),
                             reinterpret_cast<const std::byte*>(figures.data() + figures.size()));
                return;
            }
            return;
        default:
            for (std::size_t i = at; i < std::min(bytes.size(), at + 1 + random.below(4)); ++i)
                bytes[i] = static_cast<std::byte>(random.next());
    }
}

/// 300 with the checksums that were written, 200 with such that fit; CRAFTED_PROJECTS asks for another number.
TEST(CraftedProject, WhateverIsChangedItOpensOrIsRefusedInTime) {
    const char* wanted = std::getenv("CRAFTED_PROJECTS");
    const int count = wanted ? std::atoi(wanted) : 500;
    int opened = 0;
    for (int trial = 0; trial < count; ++trial) {
        SCOPED_TRACE(trial);
        Random random(static_cast<std::uint64_t>(trial));
        const test::FullProject full = test::make_full_project(trial % 7, 40, 25);
        Sections sections = sections_of(full.project, full.history, full.view);
        for (std::uint32_t changes = 1 + random.below(3); changes > 0 && !sections.empty(); --changes)
            damage(random, sections);
        if (trial % 5 >= 3) test::fit_manifest(sections);
        const auto start = std::chrono::steady_clock::now();
        auto loaded = decode_project(std::move(sections));
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
        if (loaded) {
            ++opened;
            EXPECT_NO_THROW(test::use(*loaded));
        } else {
            EXPECT_GT(loaded.error().message.size(), 20u);
        }
    }
    EXPECT_GT(opened, count / 2);
}

}  // namespace
}  // namespace labelscape
