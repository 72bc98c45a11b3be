#include "app/work/scan_work.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/actions/computing.hpp"
#include "app/actions/exports.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/history.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/script/script_api.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

constexpr std::uint32_t k_count = 400;

/// More text than is read within a frame; every seventh document holds "needle", every fifth "pin".
class ScanWorkTest : public ::testing::Test {
protected:
    void SetUp() override {
        harness.act(action::NewProject{"Large"});
        Dataset texts;
        for (std::uint32_t i = 0; i < k_count; ++i) append(texts, i);
        show(std::move(texts));
        ASSERT_FALSE(is_read_at_once(**state().project.dataset));
    }
    static void append(Dataset& texts, std::uint32_t i) {
        std::string text(8000, 'x');
        if (i % 7 == 0) text += " needle";
        if (i % 5 == 0) text += " pin";
        texts.append(text, "id" + std::to_string(i));
    }
    void show(Dataset texts) {
        Project& project = harness.app->context().state.project;
        project.set_dataset(std::make_shared<const Dataset>(std::move(texts)));
        project.removed.edit().clear();
        project.annotations.edit().resize(project.size());
        harness.frame();
    }
    /// Frames until no job runs; what is due to storage may wait.
    bool finish() {
        for (int i = 0; i < 20000 && !state().jobs.idle(); ++i) {
            harness.frame();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        harness.frame();
        return state().jobs.idle();
    }
    const AppState& state() { return harness.state(); }
    std::size_t searches_running() {
        return static_cast<std::size_t>(std::ranges::count(state().jobs.snapshot(), "text-search", &JobView::key));
    }
    void search(const std::string& text) { harness.act(action::Search{text, false}); }
    static FilterChip chip(std::string kind, std::string value) {
        FilterChip made;
        made.kind = std::move(kind);
        made.value = std::move(value);
        return made;
    }
    static std::size_t every(std::uint32_t n) { return (k_count + n - 1) / n; }

    AppHarness harness;
};

TEST_F(ScanWorkTest, TheListWaitsForTheJobAsItWas) {
    search("needle");
    EXPECT_EQ(state().searching.size(), 1u);
    EXPECT_EQ(searches_running(), 1u);
    EXPECT_EQ(state().order.size(), k_count);
    const std::uint64_t version = state().derived_version;
    ASSERT_TRUE(finish());
    EXPECT_TRUE(state().searching.empty());
    EXPECT_EQ(state().order.size(), every(7));
    EXPECT_NE(state().derived_version, version);
    search("pin");
    EXPECT_EQ(state().order.size(), every(7));
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), every(5));
}

TEST_F(ScanWorkTest, LabelsAndEarlierQueriesReadNothingAgain) {
    search("needle");
    ASSERT_TRUE(finish());
    Label label;
    label.name = "found";
    harness.act(action::AddLabel{label, false});
    harness.act(action::Assign{
        {Target::Kind::documents, {0, 7}}, {state().project.scheme->find("found")->id}, AssignMode::set});
    EXPECT_TRUE(state().searching.empty());
    EXPECT_EQ(searches_running(), 0u);
    harness.act(action::AddChip{chip("unlabeled", "")});
    EXPECT_EQ(state().order.size(), every(7) - 2);
    harness.act(action::Undo{});
    EXPECT_EQ(state().order.size(), every(7));
    harness.act(action::ClearFilter{});
    EXPECT_EQ(state().order.size(), k_count);
    search("needle");
    EXPECT_TRUE(state().searching.empty());
    EXPECT_EQ(state().order.size(), every(7));
}

TEST_F(ScanWorkTest, AnotherQueryTakesThePlaceOfTheFirst) {
    for (const char* typed : {"n", "ne", "nee", "needle"}) search(typed);
    EXPECT_EQ(searches_running(), 1u);
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), every(7));
    search("pin");
    search("");
    EXPECT_TRUE(state().searching.empty());
    EXPECT_EQ(state().order.size(), k_count);
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), k_count);
    EXPECT_TRUE(state().notices.empty());
}

TEST_F(ScanWorkTest, ChipsAreCombined) {
    FilterChip not_pin = chip("regex", "\\bpin$");
    not_pin.negated = true;
    harness.act(action::SetFilter{{chip("text", "needle"), not_pin}});
    EXPECT_EQ(state().searching.size(), 2u);
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), every(7) - every(35));
    // Nothing has to be read for what cannot match.
    harness.act(action::SetFilter{{chip("regex", "(unclosed")}});
    EXPECT_TRUE(state().searching.empty());
    EXPECT_TRUE(state().order.empty());
}

TEST_F(ScanWorkTest, CancellingTakesTheSearchOut) {
    harness.act(action::AddChip{chip("unlabeled", "")});
    harness.act(action::AddChip{chip("text", "pin")});
    search("needle");
    const auto jobs = state().jobs.snapshot();
    const auto job = std::ranges::find(jobs, "text-search", &JobView::key);
    ASSERT_NE(job, jobs.end());
    harness.act(action::CancelJob{job->handle});
    EXPECT_EQ(state().view.search_text, "");
    EXPECT_EQ(state().view.filter.size(), 1u);
    EXPECT_TRUE(state().searching.empty());
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), k_count);
    EXPECT_TRUE(state().notices.empty());
}

TEST_F(ScanWorkTest, NewTextsAreReadToo) {
    search("needle");
    ASSERT_TRUE(finish());
    Dataset grown = **state().project.dataset;
    append(grown, 7000);
    show(std::move(grown));
    EXPECT_EQ(state().searching.size(), 1u);
    EXPECT_EQ(state().order.size(), every(7));
    ASSERT_TRUE(finish());
    EXPECT_EQ(state().order.size(), every(7) + 1);
}

TEST_F(ScanWorkTest, ASavedSearchIsReadWhenTheProjectOpens) {
    search("needle");
    ASSERT_TRUE(harness.settle());
    const std::string id = state().project.id;
    harness.act(action::CloseProject{});
    ASSERT_TRUE(harness.settle());
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().view.search_text, "needle");
    EXPECT_EQ(state().order.size(), every(7));
}

TEST_F(ScanWorkTest, ScriptsAndExportsAreExactWhileTheListWaits) {
    std::map<std::uint32_t, std::string> answers;
    ScriptApi api(*harness.app, [&](std::uint32_t call, bool ok, const std::string& json, const Bytes&) {
        if (call != 0) answers[call] = ok ? json : "refused " + json;
    });
    search("needle");
    ASSERT_FALSE(state().searching.empty());
    api.call(1, "documents", R"({"filter":{"text":"pin"}})");
    api.call(2, "search", R"({"query":"pin","limit":1000})");
    harness.act(action::Export{"jsonl", true});
    for (int i = 0; i < 2000 && (answers.size() < 2 || harness.files.downloads.empty()); ++i) {
        finish();
        api.tick();
    }
    const auto count = [](const std::string& text, const std::string& part) {
        std::size_t found = 0;
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
        return found;
    };
    // What is searched for in the box holds for the documents of a filter, too.
    EXPECT_EQ(count(answers[1], "\"id\""), every(35));
    EXPECT_EQ(count(answers[2], "\"id\""), every(5));
    ASSERT_EQ(harness.files.downloads.size(), 1u);
    const Bytes& file = harness.files.downloads.begin()->second;
    EXPECT_EQ(std::ranges::count(file, std::byte{'\n'}), static_cast<std::ptrdiff_t>(every(7)));
}

}  // namespace
}  // namespace labelscape
