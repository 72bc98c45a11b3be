#include <gtest/gtest.h>

#include <map>

#include "edit/history.hpp"
#include "edit/random_project.hpp"
#include "io/batch_builder.hpp"
#include "io/formats/csv.hpp"
#include "io/formats/parquet.hpp"
#include "io/importer.hpp"
#include "io/labels_export.hpp"
#include "io/read_csv.hpp"

namespace labelscape {
namespace {

constexpr const char* k_formats[] = {"csv", "jsonl", "parquet"};

/// What the page's readers make of an export: CSV cells are text, batches keep their types.
Bytes written(const Project& project, std::string_view format, const ExportOptions& options = {}) {
    if (format != "csv") {
        Bytes block;
        EXPECT_TRUE(*BatchExporter(project, {}, options).next(block));
        return block;
    }
    LabelsExporter exporter(project, csv_writer, {}, options);
    std::string text, chunk;
    while (exporter.next(chunk)) text += chunk;
    const auto rows = test::parse_csv(text, options.delimiter);
    std::vector<std::pair<std::string, ColumnType>> columns;
    for (const std::string& name : rows[0]) {
        const bool number = name == "copies" || name == "n";
        columns.emplace_back(name, number                 ? ColumnType::number
                                   : name == "labeled_at" ? ColumnType::date
                                                          : ColumnType::text);
    }
    test::BatchBuilder builder(columns);
    for (std::size_t row = 1; row < rows.size(); ++row) {
        auto cells = rows[row];
        for (std::size_t i = 0; i < cells.size(); ++i) {
            // The only time in these tests.
            if (columns[i].second == ColumnType::date && !cells[i].empty()) cells[i] = "1709164799999";
        }
        builder.row(cells);
    }
    return builder.take();
}

std::vector<ColumnPreview> previews(const Bytes& block, std::size_t rows) {
    const auto batch = decode_column_batch(block);
    std::vector<ColumnPreview> columns;
    for (const BatchColumn& column : batch->columns) {
        ColumnPreview preview{column.name, column.type, {}};
        for (std::uint32_t row = 0; row < std::min<std::size_t>(rows, batch->rows()); ++row)
            preview.cells.push_back(column.numeric() ? format_cell(column.type, column.numbers[row])
                                                     : std::string(column.texts[row]));
        columns.push_back(std::move(preview));
    }
    return columns;
}

Project read_back(const Bytes& block) {
    const PlanGuess guess = guess_plan(previews(block, 50));
    EXPECT_TRUE(guess.plan.own_export);
    Importer importer(std::make_shared<const Dataset>(), guess.plan);
    const auto added = importer.add_batch(block);
    EXPECT_TRUE(added) << added.error().message;
    ImportOutcome outcome = *importer.finish();
    Project project;
    auto edit = make_import_edits(project, outcome, "back", 7, [](std::size_t) { return LabelStyle{}; });
    project.set_dataset(outcome.dataset);
    edit->apply(project);
    return project;
}

/// All that a person would miss.
std::vector<std::string> described(const Project& project) {
    std::vector<std::string> rows;
    const ExportTable table(project, {}, {.expand_copies = true});
    std::string names;
    for (const std::string& name : table.names()) names += name + "|";
    rows.push_back(names);
    for (const ExportRow& row : table.rows()) {
        std::string& line = rows.emplace_back();
        for (std::size_t column = 0; column < table.names().size(); ++column)
            line += table.text(column, row).value_or("") + "|";
    }
    return rows;
}

struct Sample {
    std::string id, text;
    std::vector<std::string> labels{};
    Mark mark = Mark::none;
    std::string source = "human";
};

Project make_project(const std::vector<Sample>& samples) {
    auto dataset = std::make_shared<Dataset>();
    for (const char* name : {"source", "x", "y", "mark", "copies", "source_2"}) dataset->column(name, ColumnType::text);
    dataset->column("n", ColumnType::number);
    for (const Sample& sample : samples) {
        const DocId doc = dataset->append(sample.text, sample.id);
        for (std::size_t i = 0; i < 6; ++i) dataset->set_text(i, doc, "=cell " + std::to_string(i));
        dataset->set_number(6, doc, -1.5);
    }
    dataset->pad_columns();
    Project project;
    project.set_dataset(dataset);
    const auto count = static_cast<DocId>(samples.size());
    ImportDocuments("x", 0, count).apply(project);
    SetLabelMode(LabelMode::multi).apply(project);
    for (DocId doc = 0; doc < count; ++doc) {
        const Sample& sample = samples[doc];
        std::vector<LabelId> ids;
        for (const std::string& name : sample.labels) {
            if (!project.scheme->find(name))
                project.scheme.edit().insert(999, {project.scheme->next_id(), name, 0, "", "", {}});
            ids.push_back(project.scheme->find(name)->id);
        }
        const Provenance by = from_source(sample.source, 1, 1709164799999, "Label \"" + sample.id + "\", quickly");
        Bitset docs(count);
        docs.set(doc);
        if (!ids.empty()) AssignLabels::make(project, docs, ids, AssignMode::set, "t", by)->apply(project);
        if (sample.mark != Mark::none) AssignLabels::make_mark(project, docs, sample.mark, "t", by)->apply(project);
    }
    return project;
}

std::vector<Sample> hard_samples() {
    std::vector<Sample> samples;
    for (int i = 0; i < 70; ++i)
        samples.push_back({"plain" + std::to_string(i), "text " + std::to_string(i), {"docs"}});
    samples.push_back({"d1", "=cmd|' /C calc'!A0", {"bug; ui", "a\\;b", "docs"}});
    samples.push_back({"d2", "'=1+1", {"Sports, football"}, Mark::none, "suggestion"});
    samples.push_back({"d3",
                       "two\nlines \"quoted\"",
                       {"line\nbreak", "\"quoted\"", "a|b", "#x", "back\\slash\\"},
                       Mark::none,
                       "bulk"});
    samples.push_back({"d4", "", {}, Mark::skipped});
    samples.push_back({"d5", " spaces ", {}, Mark::unsure});
    samples.push_back({"d6", "long", {std::string(300, 'l'), std::string(200, 'm'), "=label"}});
    samples.push_back({"d7", "text 1", {"docs"}});
    return samples;
}

TEST(ExportRoundTrip, AnExportComesBackAsItWas) {
    const Project project = make_project(hard_samples());
    const auto expected = described(project);
    for (const std::string_view format : k_formats) {
        for (const bool escapes : {false, true}) {
            Project back = project;
            for (int trip = 0; trip < 3; ++trip) {
                back = read_back(written(back, format, {.escape_formulas = escapes, .delimiter = escapes ? ';' : ','}));
                const auto found = described(back);
                ASSERT_EQ(found.size(), expected.size()) << format;
                for (std::size_t row = 0; row < found.size(); ++row)
                    ASSERT_EQ(found[row], expected[row]) << format << trip;
            }
        }
    }
}

TEST(ExportRoundTrip, CopiesComeBackAsCopies) {
    test::BatchBuilder builder(
        {{"id", ColumnType::text}, {"text", ColumnType::text}, {"label", ColumnType::text}, {"n", ColumnType::number}});
    builder.row({"a", "same", "x", "1"})
        .row({"b", "other", "", "2"})
        .row({"c", "same", "y", "3"})
        .row({"d", "same", "x", "4"});
    Importer importer(std::make_shared<const Dataset>(), {"text", "label", "id", "", ""});
    ASSERT_TRUE(importer.add_batch(builder.take()));
    ImportOutcome outcome = *importer.finish();
    Project project;
    auto edit = make_import_edits(project, outcome, "f", 1709164799999, [](std::size_t) { return LabelStyle{}; });
    project.set_dataset(outcome.dataset);
    edit->apply(project);
    const auto expected = described(project);
    ASSERT_EQ(expected.size(), 5u);
    EXPECT_NE(expected[2].find("c|same|[\"y\"]|"), std::string::npos) << expected[2];
    for (const std::string_view format : k_formats) {
        const Project back = read_back(written(project, format, {.expand_copies = true}));
        EXPECT_EQ(described(back), expected) << format;
        EXPECT_EQ(back.copies(0), 3u);
        EXPECT_EQ(read_back(written(project, format)).copies(0), 3u) << "only their number, where they are not listed";
    }
    project.annotations.edit().add_provenance({});
    Bitset docs(2);
    docs.set(0);
    AssignLabels::make(project, docs, {project.scheme->find("x")->id}, AssignMode::set, "t", {});
    AssignLabels::make(project, docs, {}, AssignMode::set, "t", {})->apply(project);
    AssignLabels::make(project, docs, {project.scheme->find("x")->id}, AssignMode::set, "t",
                       from_source("human", 1, 1, ""))
        ->apply(project);
    EXPECT_NE(described(project)[2].find("c|same|[\"x\"]|"), std::string::npos) << "a decision counts for all copies";
}

TEST(ExportRoundTrip, ChosenColumnsStandInTheirOrder) {
    const Project project = make_project({{"a", "one"}});
    const ExportTable table(project, {}, {.columns = {"n", "text", "source_2", "nothing"}});
    EXPECT_EQ(table.names(), (std::vector<std::string>{"n", "text", "source_2"}));
    EXPECT_EQ(table.text(2, DocId{0}), "=cell 0") << "the user's column named source";
    EXPECT_EQ(export_columns(project).size(), own_count + 7);
}

TEST(ExportRoundTrip, ChosenColumnsComeBackAsWhatTheyWere) {
    const Project project =
        make_project({{"a", "one", {"x;y", "z"}}, {"b", "two", {}, Mark::unsure}, {"c", "three", {"x;y"}}});
    const auto back = [&](std::vector<std::string> columns) {
        return written(project, "csv", {.columns = std::move(columns)});
    };
    const Project some = read_back(back({"text", "labels", "mark", "action", "source_2"}));
    EXPECT_EQ((*some.dataset)->columns().size(), 1u) << "none of ours became metadata";
    EXPECT_EQ((*some.dataset)->columns()[0].name, "source");
    EXPECT_EQ(some.scheme->labels().size(), 2u);
    EXPECT_EQ((*some.annotations)[1].mark, Mark::unsure);

    const PlanGuess few = guess_plan(previews(back({"id", "text", "labels"}), 50));
    EXPECT_FALSE(few.plan.own_export) << "any table could have these";
    EXPECT_EQ(few.plan.label_separator, k_escaped_list);
}

}  // namespace
}  // namespace labelscape
