// Each call is answered once, by its own end.

#include "app/script/script_call.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/actions/computing.hpp"
#include "app/app_context.hpp"
#include "support/script_harness.hpp"

namespace labelscape {
namespace {

class ScriptCallTest : public testing::Test {
protected:
    /// Many frames in which the page answers nothing.
    void silent_frames(int count = 50) {
        for (int i = 0; i < count; ++i) {
            script.harness.app->begin_frame(1.7e12);
            script.harness.app->end_frame();
            script.api.tick();
        }
    }
    void import_some(int count = 200) {
        std::vector<std::vector<std::string>> rows;
        for (int i = 0; i < count; ++i) {
            rows.push_back({"d" + std::to_string(i), (i % 2 ? "red apple " : "blue sky ") + std::to_string(i % 17)});
        }
        const auto report = script.import({"id", "text"}, std::move(rows));
        ASSERT_TRUE(report.ok) << report.message();
    }
    const ScriptHarness::Answer& only_answer(std::uint32_t call) {
        static const ScriptHarness::Answer none{false, {{"code", "none"}, {"message", "none"}}, {}};
        EXPECT_EQ(script.answers[call].size(), 1u);
        return script.answers[call].empty() ? none : script.answers[call].front();
    }
    bool cancel(const std::string& key) {
        const auto jobs = script.state().jobs.snapshot();
        const auto job = std::ranges::find(jobs, key, &JobView::key);
        if (job == jobs.end()) return false;
        script.harness.act(action::CancelJob{job->handle});
        return true;
    }
    /// Frames until the job runs.
    bool cancel_once_running(const std::string& key) {
        for (int i = 0; i < 20000; ++i) {
            if (cancel(key)) return true;
            script.frame();
        }
        return false;
    }
    ScriptHarness script;
};

TEST_F(ScriptCallTest, AnswersOfThePageMayTakeTheirTime) {
    import_some();
    for (const char* format : {"parquet", "project"}) {
        const auto call = script.send("export", std::string(R"({"format":")") + format + "\"}");
        silent_frames();
        EXPECT_FALSE(script.answers.contains(call)) << format;
        ASSERT_TRUE(script.wait(call));
        EXPECT_TRUE(only_answer(call).ok) << only_answer(call).message();
        EXPECT_FALSE(only_answer(call).bytes.empty());
    }
    const auto state = script.send("state");
    EXPECT_TRUE(only_answer(state).ok);
}

TEST_F(ScriptCallTest, TheProgramIsNotIdleWhileACallIsOpen) {
    import_some();
    const auto call = script.send("export", R"({"format":"parquet"})");
    silent_frames(300);
    EXPECT_FALSE(script.call("state").json["idle"]);
    ASSERT_TRUE(script.wait(call));
    while (!script.harness.app->is_idle()) script.frame();
    EXPECT_TRUE(script.call("state").json["idle"]);
}

TEST_F(ScriptCallTest, WhatIsCancelledIsAnsweredAsCancelled) {
    import_some();
    const std::pair<const char*, const char*> runs[] = {
        {"embed", "embed"}, {"layout", "graph"}, {"layout", "layout"}, {"topics", "graph"}, {"topics", "topics"}};
    for (const auto& [method, job] : runs) {
        script.state().project.embeddings.edit() = nullptr;
        script.harness.app->context().analysis = {};
        if (std::string(method) == "topics") ASSERT_TRUE(script.call("embed").ok);
        const auto call = script.send(method);
        ASSERT_TRUE(cancel_once_running(job)) << job;
        ASSERT_TRUE(script.wait(call)) << method << " " << job;
        EXPECT_EQ(only_answer(call).code(), "cancelled") << method << " " << job << only_answer(call).message();
    }
    const auto exported = script.send("export", R"({"format":"csv"})");
    ASSERT_TRUE(cancel("export"));
    ASSERT_TRUE(script.wait(exported));
    EXPECT_EQ(only_answer(exported).code(), "cancelled");
}

TEST_F(ScriptCallTest, WhatEndsWithTheProjectIsAnswered) {
    for (const char* method : {"embed", "layout", "topics"}) {
        import_some(50);
        const auto call = script.send(method);
        script.send("projects.close", R"({"discard":true})");
        ASSERT_TRUE(script.wait(call)) << method;
        EXPECT_FALSE(only_answer(call).ok) << method;
    }
    script.harness.files.names = {"text"};
    script.harness.files.rows = {{"one"}};
    const auto import = script.send("import", R"({"token":1})");
    script.frame();   // the file is open, its rows are on the way
    script.send("projects.create", R"({"discard":true})");
    ASSERT_TRUE(script.wait(import));
    EXPECT_EQ(only_answer(import).code(), "cancelled");
}

TEST_F(ScriptCallTest, AFailureIsAnsweredWithItsReason) {
    import_some();
    script.harness.embedder.dies_after = 0;
    const auto embed = script.call("embed");
    EXPECT_EQ(embed.code(), "embedder");
    EXPECT_NE(embed.message().find("The endpoint is gone"), std::string::npos) << embed.message();
    EXPECT_EQ(script.call("embed", {{"model", "none"}}).code(), "not_found");
    EXPECT_FALSE(script.call("topics").ok);
}

TEST_F(ScriptCallTest, OpeningEndsWithTheProjectOrTheReason) {
    import_some();
    const std::string id = script.state().project.id;
    ASSERT_TRUE(script.call("projects.close").ok);
    const auto open = script.send("projects.open", Json{{"id", id}}.dump());
    silent_frames();
    EXPECT_FALSE(script.answers.contains(open));
    ASSERT_TRUE(script.wait(open));
    EXPECT_EQ(only_answer(open).json, id);
    script.harness.storage.locked_elsewhere.insert(id);
    EXPECT_EQ(script.call("projects.open", {{"id", id}}).code(), "conflict");
    // A file with nothing in it.
    script.harness.files.archive.clear();
    const auto loaded = script.call("projects.load", {{"token", 1}});
    EXPECT_FALSE(loaded.ok);
    EXPECT_NE(loaded.code(), "none");
}

TEST_F(ScriptCallTest, AProjectFileIsLoadedUnderANewId) {
    import_some();
    const std::string id = script.state().project.id;
    const auto count = script.state().active.count();
    ASSERT_TRUE(script.call("projects.save").ok);   // the fake keeps the archive
    const auto loaded = script.call("projects.load", {{"token", 1}});
    ASSERT_TRUE(loaded.ok) << loaded.message();
    EXPECT_NE(loaded.json, id);
    EXPECT_EQ(script.state().active.count(), count);
    EXPECT_TRUE(script.harness.storage.projects.contains(loaded.json.get<std::string>()));
}

TEST_F(ScriptCallTest, ChangesAreAnsweredOnceTheyAreStored) {
    import_some();
    const std::string id = script.state().project.id;
    EXPECT_TRUE(script.answers.begin()->second.front().json["durable"]);
    EXPECT_FALSE(script.harness.storage.projects[id].sections.empty());
    const auto add = script.send("labels.add", R"({"name":"new"})");
    silent_frames();
    EXPECT_FALSE(script.answers.contains(add));
    ASSERT_TRUE(script.wait(add));
    EXPECT_TRUE(only_answer(add).json["durable"]);
    EXPECT_EQ(only_answer(add).json["name"], "new");
}

TEST_F(ScriptCallTest, WhatCouldNotBeStoredSaysSo) {
    import_some();
    script.harness.storage.failure = Error{ErrorCode::storage_full, "no room"};
    for (const auto& [method, args] : std::vector<std::pair<std::string, Json>>{
             {"labels.add", {{"name", "new"}}},
             {"labels.rename", {{"from", "new"}, {"to", "newer"}}},
             {"assign", {{"ids", {"d1"}}, {"labels", "newer"}}},
             {"labels.setMode", {{"mode", "multi"}}},
             {"labels.remove", {{"name", "newer"}}}}) {
        const auto answer = script.call(method, args);
        ASSERT_TRUE(answer.ok) << method << answer.message();
        EXPECT_EQ(answer.json["durable"], false) << method;
    }
    EXPECT_TRUE(script.call("undo").ok);
    const auto report = script.import({"id", "text"}, {{"late", "one more"}});
    ASSERT_TRUE(report.ok);
    EXPECT_EQ(report.json["durable"], false);
}

TEST_F(ScriptCallTest, CallsSideBySideAreAnsweredEach) {
    import_some();
    std::vector<std::uint32_t> calls;
    for (int i = 0; i < 5; ++i) {
        calls.push_back(script.send("embed"));
        calls.push_back(script.send("documents", R"({"limit":1})"));
        calls.push_back(script.send("export", R"({"format":"csv"})"));
        calls.push_back(script.send("layout"));
        calls.push_back(script.send("export", R"({"format":"jsonl"})"));
        calls.push_back(script.send("assign", Json{{"ids", {"d1"}}, {"labels", "x" + std::to_string(i)}}.dump()));
    }
    for (const auto call : calls) {
        ASSERT_TRUE(script.wait(call));
        only_answer(call);
    }
    silent_frames();
    for (const auto call : calls) only_answer(call);
    // Exports do not end each other.
    for (std::size_t i = 2; i < calls.size(); i += 6) EXPECT_TRUE(only_answer(calls[i]).ok);
}

}  // namespace
}  // namespace labelscape
