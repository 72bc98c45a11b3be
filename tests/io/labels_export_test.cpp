#include "io/labels_export.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "edit/random_project.hpp"
#include "io/formats/csv.hpp"
#include "io/formats/jsonl.hpp"
#include "io/formats/parquet.hpp"
#include "io/import_plan.hpp"
#include "io/importer.hpp"
#include "io/read_csv.hpp"

namespace labelscape {
namespace {

using test::make_project;
using test::parse_csv;

std::string export_all(const Project& project, MakeTableWriter make,
                       std::optional<Bitset> filter = {}) {
    LabelsExporter exporter(project, make, std::move(filter));
    std::string all, chunk;
    while (exporter.next(chunk)) all += chunk;
    EXPECT_EQ(exporter.rows_done(), exporter.rows_total());
    return all;
}

/// Labeled, marked, placed and split, with a metadata column whose name is taken.
Project make_labeled(std::uint32_t rows) {
    auto dataset = std::make_shared<Dataset>(*test::make_dataset(rows));
    dataset->column("labels", ColumnType::text);
    dataset->pad_columns();
    Project project;
    project.set_dataset(dataset);
    ImportDocuments("x", 0, rows).apply(project);
    Project sample = make_project(rows);
    project.scheme.edit() = *sample.scheme;
    SetLabelMode(LabelMode::multi).apply(project);
    Bitset two(rows), one(rows), skipped(rows);
    for (const DocId doc : {1u, 2u}) two.set(doc);
    one.set(3);
    skipped.set(4);
    const Provenance by = from_source("bulk", 2, 1709164799999, "Label 2 alike, \"quick\"");
    AssignLabels::make(project, two, {LabelId{0}, LabelId{1}}, AssignMode::set, "t", by)
        ->apply(project);
    AssignLabels::make(project, one, {LabelId{2}}, AssignMode::set, "t", by)->apply(project);
    AssignLabels::make_mark(project, skipped, Mark::skipped, "t", by)->apply(project);
    auto topics = std::make_shared<Topics>();
    topics->infos.push_back({"refund, money", {}, false});
    topics->of_doc = {k_outlier, 0, 0};
    project.topics.edit() = topics;
    auto layout = std::make_shared<Layout>();
    layout->xy = {0.1f, -2.5f, std::numeric_limits<float>::quiet_NaN(), 0, 1e-7f, 3};
    project.layout.edit() = layout;
    return project;
}

TEST(LabelsExport, CsvReadsBackCellByCell) {
    const Project project = make_labeled(40);
    const auto rows = parse_csv(export_all(project, csv_writer));
    const ExportTable table(project, {});
    ASSERT_EQ(rows.size(), 41u);
    EXPECT_EQ(rows[0], table.names());
    EXPECT_EQ(std::ranges::count(rows[0], "labels"), 1);
    EXPECT_EQ(std::ranges::count(rows[0], "labels_2"), 1);
    for (DocId doc = 0; doc < 40; ++doc) {
        ASSERT_EQ(rows[doc + 1].size(), table.names().size());
        for (std::size_t column = 0; column < table.names().size(); ++column) {
            if (table.names()[column] == "labels") continue;
            EXPECT_EQ(rows[doc + 1][column], table.text(column, doc).value_or(""))
                << doc << " " << table.names()[column];
        }
    }
    EXPECT_EQ(rows[2][2], "Refund;Delivery");
    EXPECT_EQ(rows[4][2], "Größe\\; XL") << "';' stands in the label";
    EXPECT_EQ(rows[2][4], "bulk");
    EXPECT_EQ(rows[2][6], "2024-02-28T23:59:59.999Z");
    EXPECT_EQ(rows[5][3], "skipped");
    EXPECT_EQ(rows[2][7], "refund, money");
    EXPECT_EQ(std::stof(rows[1][8]), 0.1f);
    EXPECT_EQ(rows[2][8], "") << "not placed";
    EXPECT_EQ(rows[1][10], "2");
}

TEST(LabelsExport, JsonLinesKeepTypes) {
    const Project project = make_labeled(40);
    std::istringstream lines(export_all(project, jsonl_writer));
    std::string line;
    std::vector<nlohmann::json> rows;
    while (std::getline(lines, line)) rows.push_back(nlohmann::json::parse(line));
    ASSERT_EQ(rows.size(), 40u);
    const Dataset& dataset = **project.dataset;
    for (DocId doc = 0; doc < 40; ++doc) {
        EXPECT_EQ(rows[doc]["id"], dataset.id(doc));
        EXPECT_EQ(rows[doc]["text"], dataset.text(doc));
        const double priority = dataset.columns()[0].numbers[doc];
        if (std::isnan(priority)) {
            EXPECT_TRUE(rows[doc]["priority"].is_null());
        } else {
            EXPECT_EQ(rows[doc]["priority"].get<double>(), priority);
        }
        EXPECT_EQ(rows[doc]["urgent"], doc % 2 != 0);
    }
    EXPECT_EQ(rows[1]["labels"], (nlohmann::json{"Refund", "Delivery"}));
    EXPECT_EQ(rows[0]["labels"], nlohmann::json::array());
    EXPECT_EQ(rows[1]["tags"], (nlohmann::json{"x", "y, z"}));
    EXPECT_EQ(rows[2]["x"].get<float>(), 1e-7f);
    EXPECT_TRUE(rows[1]["x"].is_null());
    EXPECT_EQ(rows[1]["copies"], 1);
}

TEST(LabelsExport, BatchesHoldTheSameTable) {
    const Project project = make_labeled(40);
    const ExportTable table(project, {});
    BatchExporter exporter(project);
    Bytes block;
    const auto more = exporter.next(block);
    ASSERT_TRUE(more && *more);
    const auto batch = decode_column_batch(block);
    ASSERT_TRUE(batch) << batch.error().message;
    ASSERT_EQ(batch->columns.size(), table.names().size());
    for (std::size_t column = 0; column < table.names().size(); ++column) {
        const BatchColumn& cells = batch->columns[column];
        EXPECT_EQ(cells.name, table.names()[column]);
        EXPECT_EQ(cells.type, table.type(column));
        for (DocId doc = 0; doc < 40; ++doc) {
            EXPECT_EQ(cells.missing.test(doc), !table.text(column, doc).has_value())
                << cells.name << doc;
            if (!cells.numeric()) EXPECT_EQ(cells.texts[doc], table.text(column, doc).value_or(""));
        }
    }
    EXPECT_FALSE(*exporter.next(block));
}

TEST(LabelsExport, FilterNeverBringsBackRemovedDocuments) {
    Project project = make_labeled(20);
    project.removed.edit().set(1);
    project.excluded.edit().set(2);
    EXPECT_EQ(parse_csv(export_all(project, csv_writer)).size(), 19u);
    Bitset filter(20);
    for (const DocId doc : {0u, 1u, 2u}) filter.set(doc);
    const auto rows = parse_csv(export_all(project, csv_writer, filter));
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[1][0], "d0");
    EXPECT_EQ(rows[2][0], "d2");
    EXPECT_EQ(parse_csv(export_all(Project(), csv_writer)).size(), 1u) << "a header";
    EXPECT_EQ(export_all(Project(), jsonl_writer), "");
    BatchExporter none{Project()};
    Bytes block;
    EXPECT_TRUE(*none.next(block));
    EXPECT_EQ(decode_column_batch(block)->rows(), 0u);
    EXPECT_FALSE(*none.next(block));
}

TEST(LabelsExport, ComesInPieces) {
    auto dataset = std::make_shared<Dataset>();
    for (int i = 0; i < 50; ++i) dataset->append(std::string(100'000, 'a'), std::to_string(i));
    Project project;
    project.set_dataset(dataset);
    ImportDocuments("x", 0, 50).apply(project);
    LabelsExporter exporter(project, jsonl_writer);
    std::string chunk;
    int pieces = 0;
    while (exporter.next(chunk)) {
        EXPECT_LT(chunk.size(), 1'300'000u);
        ++pieces;
    }
    EXPECT_EQ(pieces, 5);
    BatchExporter batches(project);
    Bytes block;
    std::uint32_t rows = 0;
    while (*batches.next(block)) rows += decode_column_batch(block)->rows();
    EXPECT_EQ(rows, 50u);
}

TEST(LabelsExport, AnExportImportsAgain) {
    const Project project = make_labeled(40);
    BatchExporter exporter(project);
    Bytes block;
    ASSERT_TRUE(*exporter.next(block));
    Importer importer(std::make_shared<const Dataset>(),
                      {"text", "labels", "id", "", "", DuplicatePolicy::keep});
    ASSERT_TRUE(importer.add_batch(block));
    const ImportOutcome outcome = *importer.finish();
    EXPECT_EQ(outcome.report.added, 40u);
    EXPECT_TRUE(outcome.multi_label);
    EXPECT_EQ(outcome.labels.size(), 3u);
    EXPECT_EQ(outcome.dataset->id(7), "d7");
}

}  // namespace
}  // namespace labelscape
