// What was done in one project leaves no trace in the next one.

#include <gtest/gtest.h>

#include "app/actions/alike.hpp"
#include "app/actions/computing.hpp"
#include "app/actions/exports.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/selecting.hpp"
#include "app/script/script_json.hpp"
#include "app/view_format.hpp"
#include "support/script_harness.hpp"

namespace labelscape {
namespace {

/// All of a session that can be seen or is waited for, in words.
std::string shown(AppContext& context) {
    const AppState& state = context.state;
    Json json = {{"open", state.project_open},
                 {"id", state.project.id},
                 {"name", state.project.name},
                 {"documents", state.project.size()},
                 {"view", encode_view(state.view)},
                 {"steps", state.history.entries().size()},
                 {"selected", state.selection.docs.members()},
                 {"current", state.selection.current.value_or(~DocId{0})},
                 {"anchor", state.selection.anchor.value_or(~DocId{0})},
                 {"dialog", state.import.has_value()},
                 {"columns", state.export_columns},
                 {"alike", state.alike.has_value()},
                 {"unread", state.unread.size()},
                 {"active", state.active.members()},
                 {"visible", state.visible.members()},
                 {"order", state.order},
                 {"searching", state.searching.size()},
                 {"rows", state.topic_rows.size()},
                 {"labeled", state.active_labeled},
                 {"counts", state.alike_counts},
                 {"moving", state.live_layout.size()},
                 {"similarity", state.similarity},
                 {"similarity title", state.similarity_title},
                 {"changing", state.model_use.changing.has_value()},
                 {"missing", state.model_use.missing},
                 {"embedded", state.model_use.counts.texts},
                 {"leaving", state.leaving.has_value()},
                 {"jobs", state.jobs.snapshot().size()},
                 {"loading", state.loading}};
    json["graph"] = context.analysis.neighbors.graph != nullptr;
    json["tree"] = context.analysis.linkage != nullptr;
    json["stale topics"] = context.analysis.topics_stale;
    json["waiting"] = context.after_embed.size();
    json["scanning"] = context.scanning.size();
    json["unfinished"] = context.unfinished != nullptr;
    Json layers = Json::array();
    for (const auto& layer : *state.project.layers) layers.push_back(layer->actor);
    json["layers"] = layers;
    return json.dump(1);
}

std::vector<std::vector<std::string>> some_rows(int count) {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < count; ++i) {
        rows.push_back({"d" + std::to_string(i), (i % 2 ? "red apple " : "blue sky ") + std::to_string(i % 7),
                        i % 4 ? "" : "mail"});
    }
    return rows;
}

class SessionTest : public testing::Test {
protected:
    /// As many ways to work as leave something behind.
    static void work(ScriptHarness& script) {
        ASSERT_TRUE(script.import({"id", "text", "label"}, some_rows(60)).ok);
        ASSERT_TRUE(script.call("layout", {{"epochs", 5}}).ok);
        ASSERT_TRUE(script.call("topics", {{"minSize", 5}}).ok);
        AppHarness& app = script.harness;
        app.act(action::SelectOne{5, SelectMode::replace});
        app.act(action::Assign{{}, {app.state().project.scheme->labels().front().id}, AssignMode::set});
        app.act(action::AddChip{{}});
        app.act(action::Search{"red", true});
        app.act(action::OpenAlike{7});
        app.act(action::ToggleExport{});
        app.act(action::SetGranularity{0.9f, 3});
        ASSERT_TRUE(app.settle());
        app.act(action::OpenAlike{9});        // under way when the project is left
        app.act(action::ComputeLayout{});
    }
};

TEST_F(SessionTest, ANewProjectIsAsInAFreshProgram) {
    ScriptHarness used, fresh;
    work(used);
    ASSERT_TRUE(used.call("projects.close", {{"discard", true}}).ok);
    ASSERT_TRUE(used.harness.settle());
    EXPECT_EQ(shown(used.harness.app->context()), shown(fresh.harness.app->context()));
    for (ScriptHarness* script : {&used, &fresh}) {
        ASSERT_TRUE(script->import({"id", "text", "label"}, some_rows(20)).ok);
        ASSERT_TRUE(script->call("embed").ok);
        ASSERT_TRUE(script->harness.settle());
        script->state().project.id = "the other";
    }
    EXPECT_EQ(shown(used.harness.app->context()), shown(fresh.harness.app->context()));
}

TEST_F(SessionTest, AStoredProjectIsAsInAFreshProgram) {
    ScriptHarness used;
    ASSERT_TRUE(used.import({"id", "text", "label"}, some_rows(20)).ok);
    ASSERT_TRUE(used.call("layout", {{"epochs", 5}}).ok);
    ASSERT_TRUE(used.harness.settle());
    const std::string id = used.state().project.id;
    ASSERT_TRUE(used.call("projects.create", {{"name", "worked in"}}).ok);
    work(used);
    ASSERT_TRUE(used.call("projects.open", {{"id", id}, {"discard", true}}).ok);
    ASSERT_TRUE(used.harness.settle());

    AppHarness fresh(&used.harness.storage);
    fresh.act(action::OpenProject{id});
    ASSERT_TRUE(fresh.settle());
    EXPECT_EQ(shown(used.harness.app->context()), shown(fresh.app->context()));
    EXPECT_EQ(fresh.state().project.size(), 14u);   // equal texts are one
}

}  // namespace
}  // namespace labelscape
