#include "app/script/script_api.hpp"

#include <gtest/gtest.h>

#include "app/app_context.hpp"
#include "app/script/methods.hpp"
#include "model/limits.hpp"
#include "support/script_harness.hpp"

namespace labelscape {
namespace {

class ScriptApiTest : public testing::Test {
protected:
    void import_four() {
        const auto report = script.import({"id", "text", "kind"}, {{"a", "red apple", "x"},
                                                                   {"b", "green apple", "x"},
                                                                   {"c", "blue sky", "y"},
                                                                   {"d", "grey sky", "y"}},
                                          {{"label", ""}});
        ASSERT_TRUE(report.ok) << report.message();
    }
    std::vector<std::string> labels() {
        std::vector<std::string> names;
        for (const Label& label : script.state().project.scheme->labels()) names.push_back(label.name);
        return names;
    }
    void expect_refused(const std::string& method, const Json& arguments, const std::string& code,
                        const std::string& part) {
        const auto answer = script.call(method, arguments);
        EXPECT_FALSE(answer.ok) << method << arguments;
        EXPECT_EQ(answer.code(), code) << method << arguments << answer.message();
        EXPECT_NE(answer.message().find(part), std::string::npos) << answer.message();
    }
    ScriptHarness script;
};

TEST_F(ScriptApiTest, ArgumentsThatDoNotFitAreRefusedByName) {
    import_four();
    const auto bad = [&](const char* method, const Json& args, const char* part) {
        expect_refused(method, args, "bad_argument", part);
    };
    const auto plan = [](const Json& wanted) { return Json{{"token", 1}, {"name", "x.csv"}, {"plan", wanted}}; };
    bad("import", plan({{"text", 5}}), "import: plan.text must be text");
    bad("import", plan({{"id", nullptr}}), "import: plan.id");
    bad("import", plan({{"labelSeparator", nullptr}}), "import: plan.labelSeparator");
    bad("import", plan({{"duplicates", "foo"}}), "'keep', 'collapse', not \"foo\"");
    bad("import", plan({{"texts", "text"}}), "import: plan does not take \"texts\"");
    bad("import", plan(5), "import: plan must be an object");
    bad("import", plan({{"read", {{"quote", "x"}}}}), "import: plan.read.quote must be");
    bad("import", plan({{"read", {{"skipLines", -1}}}}), "import: plan.read.skipLines");
    bad("export", {{"format", "csv"}, {"columns", "text"}}, "export: columns must be a list");
    bad("layout", {{"neighbors", 1e9}}, "layout: neighbors must be a whole number from 2 to 21");
    bad("layout", {{"neighbors", -5}}, "layout: neighbors");
    bad("layout", {{"neighbors", "NaN"}}, "not \"NaN\"");
    bad("layout", {{"minDist", 1e30}}, "from 0 to 1");
    bad("topics", {{"granularity", 1e30}}, "topics: granularity must be a number from 0 to 1");
    bad("topics", {{"minSize", 1e300}}, "topics: minSize");
    bad("documents", {{"limit", -1}}, "documents: limit");
    bad("documents", {{"filter", {{"unlabeled", 1}}}}, "documents: filter.unlabeled must be true or false");
    bad("documents", {{"filter", {{"colour", 1}}}}, "documents: filter does not take \"colour\"");
    bad("labels.add", {{"name", "x"}, {"color", "zzz"}}, "labels.add: color");
    bad("labels.add", {{"name", "x"}, {"keywords", {1}}}, "labels.add: keywords[0]");
    for (const char* key : {"a", "10", "0", "?"})
        bad("labels.add", {{"name", "x"}, {"key", key}}, "labels.add: key: A digit from 1 to 9");
    bad("import", plan({{"read", {{"delimiter", ";;"}}}}), "import: plan.read.delimiter must be one character");
    bad("labels.add", {{"name", " x"}}, "without spaces around it");
    bad("labels.add", {{"name", ""}}, "labels.add: name");
    bad("labels.add", {{"name", std::string(501, 'x')}}, "500 bytes");
    bad("labels.add", Json::object(), "labels.add: name is missing");
    bad("export", {{"format", "xls"}}, "export: format must be one of 'csv', ");
    bad("search", {{"query", "x"}, {"mode", "exact"}}, "search: mode");
    bad("assign", {{"ids", {"a"}}, {"labels", 5}}, "assign: labels");
    bad("assign", {{"ids", {"a"}}}, "assign: labels is missing");
    bad("no.such.call", Json::object(), "There is no call \"no.such.call\"");
    EXPECT_EQ(script.call_text("state", "{\"half").code(), "bad_argument");
    EXPECT_EQ(script.call_text("state", "[]").code(), "bad_argument");
    EXPECT_TRUE(labels().empty());
    EXPECT_EQ(script.state().active.count(), 4u);
}

/// Whatever stands in the table is kept by the table: each method with an argument nobody knows, and each with none.
TEST_F(ScriptApiTest, EveryMethodOfTheTableChecksItsArguments) {
    import_four();
    std::size_t count = 0;
    for (const auto& area : {project_methods(), label_methods(), document_methods(), compute_methods()}) {
        for (const Method& method : area) {
            expect_refused(method.name, {{"nobody knows this", 1}}, "bad_argument",
                           std::string(method.name) + ": does not take");
            ++count;
        }
    }
    EXPECT_GT(count, 25u);
}

TEST_F(ScriptApiTest, ComparesWhatTheNeighborsSayWithTheLabels) {
    import_four();
    expect_refused("compare", {{"actor", "neighbors"}}, "not_found", "has said nothing yet");
    expect_refused("compare", {{"actor", "me"}}, "bad_argument", "'neighbors'");
    ASSERT_TRUE(script.call("assign", {{"ids", {"a", "b"}}, {"labels", "red"}}).ok);
    ASSERT_TRUE(script.call("assign", {{"ids", {"c"}}, {"labels", "blue"}}).ok);
    const LabelId red = script.state().project.scheme->find("red")->id,
                  blue = script.state().project.scheme->find("blue")->id;
    auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), std::vector<Opinion>(4)});
    layer->of_doc[0] = {{red, blue}, {200, 20}};
    layer->of_doc[1] = layer->of_doc[3] = {{blue}, {150}};
    layer->of_doc[2] = {{blue}, {255}};
    script.state().project.set_layer(std::move(layer));
    const auto answer = script.call("compare", {{"actor", "neighbors"}});
    ASSERT_TRUE(answer.ok) << answer.message();
    EXPECT_EQ(answer.json["documents"], 3);
    EXPECT_NEAR(answer.json["agreement"].get<double>(), 2.0 / 3, 1e-9);
    EXPECT_NEAR(answer.json["kappa"].get<double>(), 0.4, 1e-9);
    EXPECT_EQ(answer.json["labels"][0]["label"], "red");
    EXPECT_EQ(answer.json["labels"][0]["onlyLabels"], 1);
}

TEST_F(ScriptApiTest, EachFilterFindsItsDocuments) {
    import_four();
    ASSERT_TRUE(script.call("assign", {{"ids", {"a", "c"}}, {"labels", "mine"}}).ok);
    ASSERT_TRUE(script.call("embed").ok);
    auto topics = std::make_shared<Topics>();
    topics->of_doc = {0, 1, 1, k_outlier};
    topics->infos.resize(2);
    script.state().project.topics.edit() = std::move(topics);
    const auto found = [&](const Json& filter) {
        std::string ids;
        const auto answer = script.call("documents", {{"filter", filter}});
        EXPECT_TRUE(answer.ok) << filter << answer.message();
        for (const Json& doc : answer.json) ids += doc["id"].get<std::string>();
        return ids;
    };
    EXPECT_EQ(found({{"label", "mine"}}), "ac");
    EXPECT_EQ(found({{"unlabeled", true}}), "bd");
    EXPECT_EQ(found({{"unlabeled", false}}), "ac");
    EXPECT_EQ(found({{"ids", {"d", "b"}}}), "bd");
    EXPECT_EQ(found({{"column", {{"name", "kind"}, {"value", "y"}}}}), "cd");
    EXPECT_EQ(found({{"topic", 1}}), "bc");
    EXPECT_EQ(found({{"topic", -1}}), "d");
    EXPECT_EQ(found({{"label", "mine"}, {"ids", {"a", "b"}}}), "a");
}

TEST_F(ScriptApiTest, AKeyBelongsToOneLabel) {
    import_four();
    ASSERT_TRUE(script.call("labels.add", {{"name", "first"}, {"key", "1"}}).ok);
    expect_refused("labels.add", {{"name", "second"}, {"key", "1"}}, "bad_argument", "Already the key of first");
    EXPECT_EQ(labels(), std::vector<std::string>{"first"});
}

TEST_F(ScriptApiTest, WhatCannotBeOpenedClosesNothing) {
    import_four();
    const std::string mine = script.state().project.id;
    expect_refused("projects.open", {{"id", "nobody's"}}, "not_found", "There is no project");
    expect_refused("projects.erase", {{"id", "nobody's"}}, "not_found", "There is no project");
    EXPECT_FALSE(script.call("projects.load", {{"token", 1}}).ok);
    EXPECT_EQ(script.state().project.id, mine);
    EXPECT_EQ(script.state().active.count(), 4u);
}

TEST_F(ScriptApiTest, WithoutAProjectWhatNeedsOneIsRefused) {
    for (const auto& [method, args] : std::map<std::string, Json>{{"embed", Json::object()},
                                                                  {"documents", Json::object()},
                                                                  {"labels.add", {{"name", "x"}}},
                                                                  {"labels.setMode", {{"mode", "multi"}}},
                                                                  {"assign", {{"ids", Json::array()}, {"labels", "x"}}},
                                                                  {"export", {{"format", "csv"}}}}) {
        expect_refused(method, args, "conflict", "No project is open");
    }
    EXPECT_EQ(script.call("labels.list").json, Json::array());
}

TEST_F(ScriptApiTest, ImportTakesColumnsThatAreThere) {
    script.harness.files.names = {"id", "text"};
    script.harness.files.rows = {{"a", "red apple"}};
    expect_refused("import", {{"token", 1}, {"plan", {{"text", "body"}}}}, "not_found",
                   "plan.text: there is no column \"body\"; there are id, text");
    EXPECT_FALSE(script.state().project_open);
}

TEST_F(ScriptApiTest, ImportTakesTheRolesOfTheFormatUnlessItSaysOtherwise) {
    script.harness.files.roles.label = "second";
    const std::vector<std::vector<std::string>> rows = {{"a", "red apple", "p", "x"}, {"b", "blue sky", "q", "y"}};
    ASSERT_TRUE(script.import({"id", "text", "first", "second"}, rows, Json::object()).ok);
    EXPECT_EQ(labels(), (std::vector<std::string>{"x", "y"}));
    ASSERT_TRUE(script.import({"id", "text", "first", "second"}, rows, {{"target", "new"}, {"label", "first"}}).ok);
    EXPECT_EQ(labels(), (std::vector<std::string>{"p", "q"}));
}

TEST_F(ScriptApiTest, ImportReadsAsItIsTold) {
    const Json read = {{"encoding", "gb18030"}, {"delimiter", ";"}, {"quote", ""},        {"header", false},
                       {"skipLines", 2},        {"decimal", ","},   {"dateOrder", "dmy"}, {"missing", {"-", "n.a."}}};
    ASSERT_TRUE(script.import({"text"}, {{"red apple"}}, {{"read", read}}).ok);
    const ReadOptions expected{"gb18030", ";", "", false, 2, ",", "dmy", std::vector<std::string>{"-", "n.a."}};
    EXPECT_EQ(script.harness.files.opened_with.back(), expected);
    EXPECT_EQ(script.harness.files.read_with, expected);
}

TEST_F(ScriptApiTest, AssignIsAllOrNothing) {
    import_four();
    expect_refused("assign", {{"ids", {"a"}}, {"labels", {"new", "other"}}}, "conflict", "labels.setMode('multi')");
    expect_refused("assign", {{"ids", {"a", "nobody"}}, {"labels", "new"}}, "not_found", "nobody");
    expect_refused("assign", {{"ids", {"a"}}, {"labels", {"fine", " spaced"}}}, "bad_argument", "without spaces");
    expect_refused("assign", {{"ids", {"a"}}, {"labels", "new"}, {"mode", "remove"}}, "not_found", "\"new\"");
    EXPECT_TRUE(labels().empty());
    EXPECT_EQ(script.state().active_labeled, 0u);
    // Nothing to label makes no label either.
    EXPECT_EQ(script.call("assign", {{"ids", Json::array()}, {"labels", "new"}}).json["changed"], 0);
    EXPECT_TRUE(labels().empty());
    EXPECT_EQ(script.call("assign", {{"ids", {"a", "b", "a"}}, {"labels", {"new", "new"}}}).json,
              Json({{"changed", 2}, {"durable", true}}));
    EXPECT_EQ(labels(), std::vector<std::string>{"new"});
    EXPECT_EQ(script.call("assign", {{"ids", {"a"}}, {"labels", nullptr}}).json["changed"], 1);
    EXPECT_EQ(script.state().active_labeled, 1u);
}

TEST_F(ScriptApiTest, AProjectHasSoManyLabelsAndNoMore) {
    import_four();
    script.call("labels.setMode", {{"mode", "multi"}});
    Json many = Json::array();
    for (std::size_t i = 0; i <= k_max_labels; ++i) many.push_back("label " + std::to_string(i));
    EXPECT_EQ(script.call("assign", {{"ids", {"a"}}, {"labels", many}}).code(), "bad_argument");
    many.erase(many.begin());
    ASSERT_TRUE(script.call("labels.add", {{"name", "one"}}).ok);
    expect_refused("assign", {{"ids", {"a"}}, {"labels", many}}, "too_large", "5000");
    EXPECT_EQ(labels().size(), 1u);
}

TEST_F(ScriptApiTest, LabelsKeepTheirNamesApart) {
    import_four();
    ASSERT_TRUE(script.call("labels.add", {{"name", "one"}, {"color", "#0102ff"}}).ok);
    EXPECT_EQ(script.state().project.scheme->labels()[0].color, 0x0102ffu);
    ASSERT_TRUE(script.call("labels.add", {{"name", "two"}}).ok);
    expect_refused("labels.add", {{"name", "two"}}, "conflict", "already a label \"two\"");
    expect_refused("labels.rename", {{"from", "one"}, {"to", "two"}}, "conflict", "already a label \"two\"");
    expect_refused("labels.rename", {{"from", "none"}, {"to", "three"}}, "not_found", "\"none\"");
    expect_refused("labels.rename", {{"from", "one"}, {"to", "three "}}, "bad_argument", "without spaces");
    expect_refused("labels.remove", {{"name", "none"}}, "not_found", "\"none\"");
    EXPECT_EQ(labels(), (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(script.call("labels.rename", {{"from", "one"}, {"to", "one"}}).json, Json({{"durable", true}}));
    EXPECT_EQ(script.call("labels.rename", {{"from", "one"}, {"to", "three"}}).json, Json({{"durable", true}}));
    EXPECT_EQ(labels(), (std::vector<std::string>{"three", "two"}));
}

TEST_F(ScriptApiTest, GoingBackToOneLabelSaysWhatIsLost) {
    import_four();
    EXPECT_EQ(script.call("labels.mode").json, "single");
    EXPECT_TRUE(script.call("labels.setMode", {{"mode", "multi"}}).ok);
    EXPECT_EQ(script.call("labels.mode").json, "multi");
    ASSERT_TRUE(script.call("assign", {{"ids", {"a", "b"}}, {"labels", {"one", "two"}}}).ok);
    expect_refused("labels.setMode", {{"mode", "single"}}, "conflict", "2 documents have several labels");
    EXPECT_EQ(script.call("labels.mode").json, "multi");
    EXPECT_EQ(script.call("labels.setMode", {{"mode", "single"}, {"force", true}}).json["narrowed"], 2);
    EXPECT_EQ(script.call("labels.mode").json, "single");
    EXPECT_TRUE(script.call("undo").json);
    EXPECT_EQ(script.call("labels.mode").json, "multi");
}

TEST_F(ScriptApiTest, FiltersThatCannotHoldAreErrors) {
    import_four();
    const auto filter = [](const Json& wanted) { return Json{{"filter", wanted}}; };
    for (const char* method : {"documents", "export"}) {
        Json args = filter({{"regex", "(unclosed"}});
        if (std::string(method) == "export") args["format"] = "csv";
        expect_refused(method, args, "bad_argument", "filter: regex: ");
    }
    expect_refused("documents", filter({{"column", {{"name", "none"}, {"value", "x"}}}}), "not_found", "\"none\"");
    expect_refused("documents", filter({{"column", {{"name", "kind"}, {"min", 5}}}}), "bad_argument",
                   "holds no numbers");
    expect_refused("documents", filter({{"column", {{"name", "kind"}}}}), "bad_argument",
                   "either value, or min and max");
    expect_refused("documents", filter({{"label", "none"}}), "not_found", "\"none\"");
    expect_refused("documents", filter({{"ids", {"zz"}}}), "not_found", "\"zz\"");
    EXPECT_EQ(script.call("documents", filter({{"column", {{"name", "kind"}, {"value", "x"}}}})).json.size(), 2u);
    EXPECT_EQ(script.call("documents", filter({{"regex", "^(red|grey)"}})).json.size(), 2u);
}

TEST_F(ScriptApiTest, AnswersAreJsonWhateverTheDocumentsHold) {
    // A list column with cells that are no lists, as a crafted project may have it.
    import_four();
    auto dataset = std::make_shared<Dataset>(**script.state().project.dataset);
    const std::size_t column = dataset->column("odd", ColumnType::list);
    for (DocId doc = 0; const char* cell : {"[\"a\"]", "[half", "{\"a\":1}", "\xff\xfe"})
        dataset->set_text(column, doc++, cell);
    script.state().project.dataset.edit() = dataset;
    const auto answer = script.call("documents");
    ASSERT_TRUE(answer.ok);
    ASSERT_FALSE(answer.json.is_discarded());
    EXPECT_EQ(answer.json[0]["meta"]["odd"], Json({"a"}));
    EXPECT_EQ(answer.json[1]["meta"]["odd"], "[half");
    EXPECT_EQ(answer.json[2]["meta"]["odd"], "{\"a\":1}");
}

}  // namespace
}  // namespace labelscape
