#include "io/importer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "base/random.hpp"
#include "edit/history.hpp"
#include "edit/random_project.hpp"
#include "io/batch_builder.hpp"

namespace labelscape {
namespace {

using test::BatchBuilder;
using test::describe;

const std::vector<std::pair<std::string, ColumnType>> k_columns = {{"id", ColumnType::text},
                                                                   {"text", ColumnType::text},
                                                                   {"label", ColumnType::text},
                                                                   {"n", ColumnType::number}};

ImportPlan plan_with(DuplicatePolicy duplicates = DuplicatePolicy::collapse) {
    return {"text", "label", "id", "", ";", duplicates};
}

std::shared_ptr<const Dataset> nothing() {
    return std::make_shared<const Dataset>();
}

ImportOutcome import_rows(const std::vector<std::vector<std::string>>& rows,
                          const ImportPlan& plan = plan_with(),
                          std::shared_ptr<const Dataset> base = nothing(), Bitset hidden = {}) {
    BatchBuilder builder(k_columns);
    for (const auto& row : rows) builder.row(row);
    Importer importer(std::move(base), plan, std::move(hidden));
    const auto added = importer.add_batch(builder.take());
    EXPECT_TRUE(added) << added.error().message;
    return *importer.finish();
}

LabelStyle style(std::size_t position) {
    return {0x100000u + static_cast<std::uint32_t>(position),
            position < 9 ? std::to_string(position + 1) : ""};
}

/// Names of the labels of each document, joined.
std::vector<std::string> labels_of(const Project& project) {
    std::vector<std::string> result;
    for (DocId doc = 0; doc < project.size(); ++doc) {
        std::string joined;
        for (const LabelId label : project.annotations->labels(doc))
            joined += project.scheme->find(label)->name + " ";
        result.push_back(joined);
    }
    return result;
}

void carry_out(Project& project, History& history, ImportOutcome& outcome) {
    auto edit = make_import_edits(project, outcome, "file.csv", 5, style);
    project.set_dataset(outcome.dataset);
    if (edit) history.commit(project, std::move(edit), 5);
}

TEST(Importer, RowsBecomeDocuments) {
    const ImportOutcome outcome = import_rows({{"a", "first", "x", "1.5"},
                                               {"b", "second", "", ""},
                                               {"", "", "y", "2"},
                                               {"", "", "", ""}});
    const Dataset& dataset = *outcome.dataset;
    ASSERT_EQ(dataset.size(), 3u);
    EXPECT_EQ(dataset.text(1), "second");
    EXPECT_EQ(dataset.id(0), "a");
    EXPECT_EQ(dataset.id(2), "1") << "no id in the file";
    ASSERT_EQ(dataset.columns().size(), 1u);
    EXPECT_EQ(dataset.columns()[0].cell(0), "1.5");
    EXPECT_EQ(dataset.columns()[0].cell(1), "");
    const ImportReport& report = outcome.report;
    EXPECT_EQ(report.rows, 4u);
    EXPECT_EQ(report.added, 3u);
    EXPECT_EQ(report.empty, 1u);
    EXPECT_EQ(report.skipped_count, 1u);
    ASSERT_EQ(report.skipped.size(), 1u);
    EXPECT_EQ(report.skipped[0].row, 5u) << "the header is row 1";
    EXPECT_FALSE(outcome.multi_label);
}

TEST(Importer, DuplicatesCollapseAndFillLabels) {
    const std::vector<std::vector<std::string>> rows{{"", "same", "", ""},  {"", "same", "x", ""},
                                                     {"", "same", "y", ""}, {"", "other", "x", ""},
                                                     {"", "", "", "1"},     {"", "", "", "1"}};
    const ImportOutcome collapsed = import_rows(rows);
    EXPECT_EQ(collapsed.dataset->size(), 4u) << "texts that are empty are not the same text";
    EXPECT_EQ(collapsed.dataset->copy_table().of, (std::vector<DocId>{0, 0}));
    EXPECT_EQ(collapsed.report.duplicates, 2u);
    EXPECT_EQ(collapsed.report.label_conflicts, 1u);
    ASSERT_EQ(collapsed.labels.size(), 2u);
    EXPECT_EQ(collapsed.label_names, (std::vector<std::string>{"x", "y"})) << "a copy keeps its label";
    ASSERT_EQ(collapsed.report.conflict_rows.size(), 1u);
    EXPECT_EQ(collapsed.report.conflict_rows[0].row, 4u);
    const ImportOutcome kept = import_rows(rows, plan_with(DuplicatePolicy::keep));
    EXPECT_EQ(kept.dataset->size(), 6u);
    EXPECT_EQ(kept.report.duplicates, 0u);
    EXPECT_EQ(kept.dataset->copy_table().size(), 0u);
}

TEST(Importer, RepeatedIdsGetASuffix) {
    const ImportOutcome outcome = import_rows({{"a", "1", "", ""},
                                               {"a", "2", "", ""},
                                               {"a_2", "3", "", ""},
                                               {"a", "4", "", ""},
                                               {"", "5", "", ""}});
    std::set<std::string> ids;
    for (DocId doc = 0; doc < outcome.dataset->size(); ++doc)
        ids.insert(std::string(outcome.dataset->id(doc)));
    EXPECT_EQ(ids, (std::set<std::string>{"a", "a_2", "a_2_2", "a_3", "1"}));
    EXPECT_EQ(outcome.report.notices.size(), 1u);
}

TEST(Importer, SeveralLabelsInACellMakeTheProjectMultiLabel) {
    ImportOutcome outcome = import_rows({{"a", "1", "x;y", ""}, {"b", "2", "y", ""}});
    EXPECT_TRUE(outcome.multi_label);
    EXPECT_EQ(outcome.label_names, (std::vector<std::string>{"y", "x"})) << "most frequent first";
    Project project;
    History history;
    const std::string before = describe(project);
    carry_out(project, history, outcome);
    EXPECT_EQ(project.scheme->mode(), LabelMode::multi);
    EXPECT_EQ(labels_of(project), (std::vector<std::string>{"y x ", "y "}));
    EXPECT_EQ(project.scheme->labels()[0].key, "1");
    EXPECT_EQ(project.annotations->provenance((*project.annotations)[0].provenance).actor, k_import);
    ASSERT_EQ(history.entries().size(), 1u);
    EXPECT_EQ(history.entries()[0].edit->title(), "Import 2 documents from file.csv");
    history.undo(project);
    EXPECT_EQ(project.active().count(), 0u);
    EXPECT_TRUE(project.scheme->labels().empty());
    EXPECT_EQ(project.scheme->mode(), LabelMode::single);
    history.redo(project);
    EXPECT_EQ(project.active().count(), 2u);
    EXPECT_EQ(labels_of(project), (std::vector<std::string>{"y x ", "y "}));
}

TEST(Importer, KnownIdsOnlyReceiveLabels) {
    Project project;
    History history;
    ImportOutcome first =
        import_rows({{"a", "first", "x", "1"}, {"b", "second", "", "2"}, {"c", "third", "", ""}});
    carry_out(project, history, first);
    ImportOutcome second = import_rows({{"a", "first", "y", "9"},
                                        {"b", "second", "y", "9"},
                                        {"new", "fourth", "x", "4"},
                                        {"b", "", "x", ""},
                                        {"d", "third", "y", ""}},
                                       plan_with(), *project.dataset);
    EXPECT_EQ(second.report.matched, 3u);
    EXPECT_EQ(second.report.added, 1u);
    EXPECT_EQ(second.report.duplicates, 1u);
    EXPECT_EQ(second.report.label_conflicts, 1u);
    const std::string before = describe(project);
    carry_out(project, history, second);
    EXPECT_EQ(second.report.label_conflicts, 2u)
        << "one more: the document has another label already";
    EXPECT_EQ((*project.dataset)->text(0), "first");
    EXPECT_EQ((*project.dataset)->columns()[0].cell(1), "2");
    EXPECT_EQ(labels_of(project), (std::vector<std::string>{"x ", "y ", "y ", "x "}));
    history.undo(project);
    EXPECT_EQ(labels_of(project), (std::vector<std::string>{"x ", "", "", ""}));
    EXPECT_EQ(project.active().count(), 3u);
    history.undo(project);
    EXPECT_EQ(project.active().count(), 0u);
}

TEST(Importer, AnUndoneImportLeavesItsIdsFree) {
    Project project;
    History history;
    ImportOutcome wrong = import_rows({{"a", "one", "", ""}, {"", "two", "", ""}});
    carry_out(project, history, wrong);
    history.undo(project);
    ImportOutcome right = import_rows({{"a", "one", "x", ""}, {"", "two", "", ""}}, plan_with(),
                                      *project.dataset, *project.removed);
    EXPECT_EQ(right.report.added, 2u);
    EXPECT_EQ(right.report.matched + right.report.duplicates, 0u);
    carry_out(project, history, right);
    EXPECT_EQ(project.active().members(), (std::vector<DocId>{2, 3}));
    EXPECT_EQ((*project.dataset)->id(2), "a");
    EXPECT_EQ((*project.dataset)->id(3), "1");
    EXPECT_EQ((*project.dataset)->find_id("a"), 2u);
}

/// Ids and texts of the documents that count, each with its labels.
std::vector<std::string> active_rows(const Project& project) {
    std::vector<std::string> rows;
    const auto labels = labels_of(project);
    for (const DocId doc : project.active().members())
        rows.push_back(std::string((*project.dataset)->id(doc)) + "=" + std::string((*project.dataset)->text(doc)) +
                       " " + labels[doc]);
    return rows;
}

TEST(Importer, AnIdWithAnotherTextIsAClash) {
    const auto clash = [](ClashPolicy policy, std::vector<std::string> expected) {
        Project project;
        History history;
        ImportOutcome first = import_rows({{"1", "january", "x", ""}, {"2", "february", "", ""}});
        carry_out(project, history, first);
        const auto before = active_rows(project);
        ImportPlan plan = plan_with();
        plan.clashes = policy;
        ImportOutcome second = import_rows({{"1", "march", "", ""}, {"2", "february", "", ""}}, plan, *project.dataset);
        EXPECT_EQ(second.report.matched, 1u);
        EXPECT_EQ(second.report.clashes, 1u);
        ASSERT_EQ(second.report.clash_rows.size(), 1u);
        EXPECT_EQ(second.report.clash_rows[0].row, 2u);
        EXPECT_NE(second.report.clash_rows[0].reason.find("\"january\""), std::string::npos);
        EXPECT_EQ(second.report.rows, 2u);
        carry_out(project, history, second);
        EXPECT_EQ(active_rows(project), expected);
        EXPECT_EQ(second.report.skipped_count, policy == ClashPolicy::skip ? 1u : 0u);
        if (policy == ClashPolicy::skip) return;
        history.undo(project);
        EXPECT_EQ(active_rows(project), before);
        history.redo(project);
        EXPECT_EQ(active_rows(project), expected);
    };
    clash(ClashPolicy::rename, {"1=january x ", "2=february ", "1_2=march "});
    clash(ClashPolicy::replace, {"2=february ", "1=march x "});
    clash(ClashPolicy::skip, {"1=january x ", "2=february "});
}

TEST(Importer, TheSameFileAgainChangesNothing) {
    const std::vector<std::vector<std::string>> with_ids{
        {"a", "same", "x", "1"}, {"b", "same", "y", "2"}, {"c", "other", "", "3"}, {"d", "same", "x", "1"}};
    auto without_ids = with_ids;
    for (auto& row : without_ids) row[0].clear();
    for (const auto& rows : {with_ids, without_ids}) {
        Project project;
        History history;
        ImportOutcome first = import_rows(rows);
        carry_out(project, history, first);
        EXPECT_EQ(project.copies(0), 3u);
        BatchBuilder builder(k_columns);
        for (const auto& row : rows) builder.row(row);
        Importer importer(*project.dataset, plan_with(), *project.removed, {}, project.copied->present);
        ASSERT_TRUE(importer.add_batch(builder.take()));
        ImportOutcome again = *importer.finish();
        EXPECT_EQ(again.report.matched, 4u);
        EXPECT_EQ(again.dataset->copy_table().size(), 2u);
        history.undo(project);
        EXPECT_EQ(project.copied->of(0), 0u);
        history.redo(project);
        EXPECT_EQ(project.copies(0), 3u);
    }
}

TEST(Importer, ACopyKeepsWhatItWas) {
    Project project;
    History history;
    ImportOutcome outcome = import_rows({{"a", "same", "x", "1"}, {"b", "same", "y", "2"}, {"c", "same", "", "3"}});
    carry_out(project, history, outcome);
    const CopyTable& table = (*project.dataset)->copy_table();
    EXPECT_EQ(table.ids[0], "b");
    EXPECT_EQ(table.columns[0].cell(1), "3");
    ASSERT_EQ(project.copied->labels.size(), 1u) << "the others have their document's";
    EXPECT_EQ(project.scheme->find(project.copied->labels.at(0)[0])->name, "y");
    ImportOutcome more = import_rows({{"d", "same", "", "4"}}, plan_with(), *project.dataset);
    carry_out(project, history, more);
    EXPECT_EQ(project.copies(0), 4u);
    EXPECT_EQ(history.entries().back().edit->title(), "Import 1 duplicate from file.csv");
    history.undo(project);
    EXPECT_EQ(project.copies(0), 3u);
}

TEST(Importer, BlankTextsAreEmpty) {
    const ImportOutcome outcome = import_rows({{"a", "  \t", "", ""},
                                               {"b", "\u00a0", "", ""},
                                               {"c", "\u200b\ufeff", "", ""},
                                               {"d", "\u3000", "", ""},
                                               {"e", " x", "", ""}});
    EXPECT_EQ(outcome.report.empty, 4u);
    EXPECT_EQ(outcome.dataset->text(1), "");
    EXPECT_EQ(outcome.dataset->text(4), " x");
}

TEST(Importer, LongLabelsAreRefusedWithTheirRow) {
    BatchBuilder builder(k_columns);
    builder.row({"a", "t", std::string(500, 'l'), ""}).row({"b", "u", std::string(501, 'l'), ""});
    Importer importer(nothing(), plan_with());
    const auto added = importer.add_batch(builder.take());
    ASSERT_FALSE(added);
    EXPECT_NE(added.error().message.find("in row 3 has 501 bytes"), std::string::npos) << added.error().message;
}

TEST(Importer, DatesOutsideTheCalendarAreText) {
    BatchBuilder builder({{"text", ColumnType::text}, {"when", ColumnType::date}});
    builder.row({"one", "1e300"}).row({"two", "8.64e15"});
    Importer importer(nothing(), {"text", "", "", "", ""});
    ASSERT_TRUE(importer.add_batch(builder.take()));
    const ImportOutcome outcome = *importer.finish();
    const Column& when = outcome.dataset->columns()[0];
    EXPECT_TRUE(std::isnan(when.numbers[0]));
    EXPECT_EQ(when.cell(0), "1e+300 ms since 1970");
    EXPECT_EQ(when.cell(1), "+275760-09-13");
    EXPECT_EQ(outcome.report.notices.size(), 1u);
}

TEST(Importer, NothingNewIsNoEdit) {
    Project project;
    History history;
    ImportOutcome first = import_rows({{"a", "first", "x", "1"}});
    carry_out(project, history, first);
    ImportOutcome again = import_rows({{"a", "first", "x", "1"}}, plan_with(), *project.dataset);
    EXPECT_EQ(make_import_edits(project, again, "file.csv", 0, style), nullptr);
}

TEST(Importer, SplitAndClashingColumnsKeepTheirMeaning) {
    BatchBuilder first(
        {{"text", ColumnType::text}, {"fold", ColumnType::text}, {"v", ColumnType::number}});
    first.row({"one", "train", "1"});
    Importer importer(nothing(), {"text", "", "", "fold", "", DuplicatePolicy::keep});
    ASSERT_TRUE(importer.add_batch(first.take()));
    const auto base = importer.finish()->dataset;
    EXPECT_EQ(base->columns()[0].name, k_split_column);
    BatchBuilder second({{"text", ColumnType::text}, {"v", ColumnType::text}});
    second.row({"two", "high"});
    Importer appending(base, {"text", "", "", "", "", DuplicatePolicy::keep});
    ASSERT_TRUE(appending.add_batch(second.take()));
    const ImportOutcome outcome = *appending.finish();
    ASSERT_EQ(outcome.dataset->columns().size(), 3u);
    EXPECT_EQ(outcome.dataset->columns()[2].name, "v_2");
    EXPECT_EQ(outcome.dataset->columns()[2].cell(0), "");
    EXPECT_EQ(outcome.dataset->columns()[2].cell(1), "high");
    EXPECT_EQ(outcome.dataset->columns()[1].cell(1), "");
    EXPECT_EQ(outcome.report.notices.size(), 1u);
    EXPECT_EQ(outcome.dataset->id(1), "2");
}

TEST(Importer, RefusesWhatCannotBe) {
    BatchBuilder builder(k_columns);
    const auto refuse = [&](const ImportPlan& plan, ImportOptions options, ErrorCode code,
                            std::string_view says) {
        Importer importer(nothing(), plan, {}, options);
        const auto result = importer.add_batch(
            builder.row({"a", std::string(900, 'x'), "l1", ""}).row({"b", "y", "l2", ""}).take());
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, code);
        EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
    };
    refuse({"body", "", "", "", "", DuplicatePolicy::keep}, {}, ErrorCode::bad_argument,
           "\"body\"");
    refuse({"text", "class", "", "", "", DuplicatePolicy::keep}, {}, ErrorCode::bad_argument,
           "\"class\"");
    ImportOptions small;
    small.max_bytes = 500;
    refuse(plan_with(), small, ErrorCode::too_large, "1 MB");
    ImportOptions few;
    few.max_labels = 1;
    refuse(plan_with(), few, ErrorCode::too_large, "more than 1 different labels");
    Importer importer(nothing(), plan_with());
    EXPECT_EQ(importer.add_batch(Bytes(40)).error().code, ErrorCode::bad_file);
    EXPECT_TRUE(check_import_size(1'000'000, *nothing()));
    EXPECT_EQ(check_import_size(3'000'000'000, *nothing()).error().message,
              "The texts would take 3000 MB of memory, more than the limit of 1500 MB. Import "
              "fewer rows or fewer columns.");
}

TEST(Importer, SkippedRowsAreCountedBeyondTheList) {
    ImportOptions options;
    options.max_skipped_listed = 2;
    Importer importer(nothing(), plan_with(), {}, options);
    for (std::uint32_t row = 5; row < 10; ++row)
        importer.add_skipped(row, "It has 7 cells instead of 4");
    const ImportReport report = importer.finish()->report;
    EXPECT_EQ(report.skipped_count, 5u);
    EXPECT_EQ(report.skipped.size(), 2u);
    EXPECT_EQ(report.rows, 5u);
}

/// The same rows by a plain reading of the rules, one row at a time.
struct Reference {
    std::vector<std::string> texts, ids;
    std::vector<std::uint32_t> copies;
    std::uint32_t duplicates = 0, empty = 0;

    void add(const std::string& id, const std::string& text, bool collapse) {
        const auto same = std::ranges::find(texts, text);
        if (collapse && !text.empty() && same != texts.end()) {
            ++copies[static_cast<std::size_t>(same - texts.begin())];
            ++duplicates;
            return;
        }
        empty += text.empty();
        texts.push_back(text);
        ids.push_back(id);
        copies.push_back(1);
    }
};

TEST(Importer, AgreesWithAPlainReadingOfTheRules) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        const bool collapse = seed % 2 == 0;
        Reference expected;
        BatchBuilder builder(k_columns);
        Importer importer(nothing(),
                          plan_with(collapse ? DuplicatePolicy::collapse : DuplicatePolicy::keep));
        for (int batch = 0; batch < 4; ++batch) {
            for (std::uint32_t row = 0; row < random.below(30); ++row) {
                const std::string text =
                    random.below(6) == 0 ? "" : "text " + std::to_string(random.below(25));
                const std::string id =
                    random.below(3) == 0 ? "" : "id" + std::to_string(random.below(30));
                builder.row({id, text,
                             random.below(2) == 0 ? "" : "l" + std::to_string(random.below(5)),
                             "1"});
                expected.add(id, text, collapse);
            }
            ASSERT_TRUE(importer.add_batch(builder.take()));
        }
        const ImportOutcome outcome = *importer.finish();
        const Dataset& dataset = *outcome.dataset;
        ASSERT_EQ(dataset.size(), expected.texts.size());
        EXPECT_EQ(outcome.report.duplicates, expected.duplicates);
        EXPECT_EQ(outcome.report.empty, expected.empty);
        EXPECT_EQ(outcome.report.rows, outcome.report.added + outcome.report.duplicates);
        std::set<std::string_view> ids;
        for (DocId doc = 0; doc < dataset.size(); ++doc) {
            EXPECT_EQ(dataset.text(doc), expected.texts[doc]);
            EXPECT_EQ(1 + std::ranges::count(dataset.copy_table().of, doc), expected.copies[doc]);
            EXPECT_TRUE(dataset.id(doc).starts_with(expected.ids[doc]));
            EXPECT_TRUE(ids.insert(dataset.id(doc)).second) << dataset.id(doc);
        }
        for (const auto& labels : outcome.labels) {
            EXPECT_LT(labels.doc, dataset.size());
            EXPECT_FALSE(outcome.label_sets[labels.set].empty());
        }
    }
}

/// Rows of an id, a text and a vector of two equal parts; an empty id or a negative number is missing.
struct VectorRow {
    const char* id;
    const char* text;
    float number;
};

Bytes vector_batch(const std::vector<VectorRow>& rows, bool with_text, bool with_id, std::int32_t dimension = 2) {
    ColumnBatch batch;
    const auto texts = [&](const char* name, const char* VectorRow::*cell) {
        BatchColumn& column = batch.columns.emplace_back();
        column.name = name;
        column.missing = Bitset(static_cast<std::uint32_t>(rows.size()));
        for (const VectorRow& row : rows) column.texts.emplace_back(row.*cell);
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            if (column.texts[row].empty()) column.missing.set(row);
        }
    };
    if (with_id) texts("id", &VectorRow::id);
    if (with_text) texts("text", &VectorRow::text);
    BatchColumn& vectors = batch.columns.emplace_back();
    vectors.name = "embedding";
    vectors.type = ColumnType::vector;
    vectors.dimension = dimension;
    vectors.missing = Bitset(static_cast<std::uint32_t>(rows.size()));
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        batch.row_numbers.push_back(row + 1);
        const bool missing = rows[row].number < 0;
        if (missing) vectors.missing.set(row);
        for (std::int32_t i = 0; i < dimension; ++i) {
            vectors.vectors.push_back(missing ? 0 : i == 0 ? rows[row].number : 1);
        }
    }
    return *encode_column_batch(batch);
}

Result<ImportOutcome> import_vectors(const Bytes& block, const ImportPlan& plan,
                                     std::shared_ptr<const Dataset> base = nothing(), Bitset hidden = {}) {
    Importer importer(std::move(base), plan, std::move(hidden));
    if (const auto added = importer.add_batch(block); !added) return added.error();
    return importer.finish();
}

/// First element over second, by document; -1 without a vector.
std::vector<int> numbers_of(const ImportedVectors& vectors, DocId documents) {
    std::vector<int> numbers;
    for (DocId doc = 0; doc < documents; ++doc) {
        if (doc >= vectors.present().size() || !vectors.present().test(doc)) {
            numbers.push_back(-1);
            continue;
        }
        const auto row = vectors.rows().decoded(static_cast<std::int32_t>(doc));
        numbers.push_back(static_cast<int>(row[0] / row[1] + 0.5f));
    }
    return numbers;
}

const ImportPlan k_vectors_with_texts{"text", "", "id", "", "", DuplicatePolicy::collapse, "embedding"};
const ImportPlan k_vectors_by_id{"", "", "id", "", "", DuplicatePolicy::collapse, "embedding"};
const ImportPlan k_vectors_by_row{"", "", "", "", "", DuplicatePolicy::collapse, "embedding"};

TEST(Importer, VectorsComeWithTheirTexts) {
    const auto outcome = import_vectors(
        vector_batch({{"a", "one", 1}, {"b", "two", -1}, {"c", "one", 3}, {"d", "three", 4}}, true, true),
        k_vectors_with_texts);
    ASSERT_TRUE(outcome);
    ASSERT_EQ(outcome->dataset->size(), 3u);
    EXPECT_TRUE(outcome->dataset->columns().empty()) << "vectors are no metadata";
    EXPECT_EQ(numbers_of(outcome->vectors, 3), (std::vector<int>{3, -1, 4})) << "a copy's last vector counts";
}

TEST(Importer, VectorsAloneGoToDocumentsById) {
    const auto texts = import_vectors(
        vector_batch({{"a", "one", -1}, {"b", "two", -1}, {"c", "three", -1}}, true, true), k_vectors_with_texts);
    const auto outcome =
        import_vectors(vector_batch({{"c", "", 3}, {"x", "", 9}, {"a", "", 1}, {"", "", 9}}, false, true),
                       k_vectors_by_id, texts->dataset);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(numbers_of(outcome->vectors, 3), (std::vector<int>{1, -1, 3}));
    EXPECT_EQ(outcome->report.matched, 2u);
    ASSERT_EQ(outcome->report.skipped.size(), 2u);
    EXPECT_EQ(outcome->report.skipped[0].row, 2u);
    EXPECT_EQ(outcome->report.skipped[0].reason, "No document has the id \"x\"");
    EXPECT_EQ(outcome->report.added, 0u);
}

TEST(Importer, VectorsAloneGoByRowOnlyWhenThereIsOneForEachDocument) {
    const auto texts = import_vectors(
        vector_batch({{"a", "one", -1}, {"b", "two", -1}, {"c", "three", -1}}, true, true), k_vectors_with_texts);
    Bitset hidden(3);
    hidden.set(1);
    const auto outcome = import_vectors(vector_batch({{"", "", 5}, {"", "", 7}}, false, false), k_vectors_by_row,
                                        texts->dataset, hidden);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(numbers_of(outcome->vectors, 3), (std::vector<int>{5, -1, 7}));
    for (const std::size_t count : {2u, 4u}) {
        const auto refused = import_vectors(vector_batch(std::vector<VectorRow>(count, {"", "", 5}), false, false),
                                            k_vectors_by_row, texts->dataset);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("has " + std::to_string(count) + " vectors, the project 3 documents"),
                  std::string::npos) << refused.error().message;
    }
}

TEST(Importer, LabelsBesideVectorsGoAlong) {
    const auto texts =
        import_vectors(vector_batch({{"a", "one", -1}, {"b", "two", -1}}, true, true), k_vectors_with_texts);
    ImportPlan plan = k_vectors_by_id;
    plan.label = "text";
    const auto outcome = import_vectors(vector_batch({{"b", "late", 2}}, true, true), plan, texts->dataset);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->label_names, std::vector<std::string>{"late"});
    ASSERT_EQ(outcome->labels.size(), 1u);
    EXPECT_EQ(outcome->labels[0].doc, 1u);
}

TEST(Importer, VectorsOfTwoSizesAreRefused) {
    Importer importer(nothing(), k_vectors_with_texts);
    ASSERT_TRUE(importer.add_batch(vector_batch({{"a", "one", 1}}, true, true, 2)));
    const auto added = importer.add_batch(vector_batch({{"b", "two", 1}}, true, true, 3));
    ASSERT_FALSE(added);
    EXPECT_NE(added.error().message.find("2 numbers, then 3"), std::string::npos) << added.error().message;
}

}  // namespace
}  // namespace labelscape
