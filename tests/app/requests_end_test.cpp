// Whatever is asked for ends exactly once: when a call to the page fails, when all jobs are cancelled, when the project
// is closed or another one is begun, at every step of it. And it can be asked for again afterwards.

#include <gtest/gtest.h>

#include "app/actions/computing.hpp"
#include "app/actions/imports.hpp"
#include "app/actions/projects.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/open_work.hpp"
#include "support/script_harness.hpp"

namespace labelscape {
namespace {

struct Request {
    const char* name;
    const char* method;
    const char* arguments;
};

constexpr Request k_requests[] = {
    {"embed", "embed", "{}"},
    {"other model", "embed", R"({"model":"other"})"},
    {"map", "layout", R"({"epochs":5})"},
    {"microtopics", "topics", R"({"minSize":5})"},
    {"alike", "alike", R"({"id":"d1"})"},
    {"search by meaning", "search", R"({"query":"red","mode":"semantic"})"},
    {"documents", "documents", R"({"filter":{"text":"red"}})"},
    {"import", "import", R"({"token":1})"},
    {"CSV", "export", R"({"format":"csv"})"},
    {"Parquet", "export", R"({"format":"parquet"})"},
    {"project file", "projects.save", "{}"},
    {"load", "projects.load", R"({"token":1,"discard":true})"},
    {"list", "projects.list", "{}"},
    {"label", "labels.add", R"({"name":"new"})"},
};

void PrintTo(const Request& request, std::ostream* out) { *out << request.name; }

class RequestsEndTest : public testing::TestWithParam<Request> {
protected:
    using Trouble = std::function<void(ScriptHarness&)>;

    /// A project of 60 texts with vectors.
    static std::unique_ptr<ScriptHarness> ready() {
        auto script = std::make_unique<ScriptHarness>();
        std::vector<std::vector<std::string>> rows;
        for (int i = 0; i < 60; ++i) {
            rows.push_back({"d" + std::to_string(i), (i % 2 ? "red apple " : "blue sky ") + std::to_string(i % 17)});
        }
        EXPECT_TRUE(script->import({"id", "text"}, std::move(rows)).ok);
        EXPECT_TRUE(script->call("embed").ok);
        EXPECT_TRUE(script->call("projects.save").ok);   // the fake keeps the archive
        EXPECT_TRUE(script->harness.settle());
        return script;
    }
    /// The request is made, and after `steps` frames the trouble comes. True when the request had ended before.
    static bool ended_before(ScriptHarness& script, const Request& request, int steps, const Trouble& trouble) {
        const auto call = script.send(request.method, request.arguments);
        for (int step = 0; step < steps && !script.answers.contains(call); ++step) script.frame();
        const bool before = script.answers.contains(call);
        trouble(script);
        EXPECT_TRUE(script.wait(call)) << request.name << " after " << steps << " frames";
        EXPECT_TRUE(script.harness.settle()) << request.name << " after " << steps << " frames";
        for (int frame = 0; frame < 3; ++frame) script.frame();
        EXPECT_EQ(script.answers[call].size(), 1u) << request.name << " after " << steps << " frames";
        return before;
    }
    static void works_again(ScriptHarness& script, const Request& request) {
        if (!script.state().project_open) return;
        const auto again = script.call(request.method, Json::parse(request.arguments));
        EXPECT_TRUE(again.ok || again.code() != "none") << request.name << ": " << again.message();
    }
    static void at_every_step(const Request& request, const Trouble& trouble) {
        for (int steps = 0; steps < 40; ++steps) {
            const auto script = ready();
            const bool ended = ended_before(*script, request, steps, trouble);
            works_again(*script, request);
            if (ended || testing::Test::HasFailure()) break;
        }
    }
};

TEST_P(RequestsEndTest, WhenACallToThePageFails) {
    for (std::uint64_t call = 0; call < 40; ++call) {
        const auto script = ready();
        Mailbox& page = script->harness.mailbox;
        page.fail_at = page.calls + call;
        ended_before(*script, GetParam(), 0, [](ScriptHarness&) {});
        const bool failed = page.calls > page.fail_at;
        works_again(*script, GetParam());
        if (!failed || HasFailure()) break;
    }
}

TEST_P(RequestsEndTest, WhenAllJobsAreCancelled) {
    at_every_step(GetParam(), [](ScriptHarness& script) {
        for (const JobView& job : script.state().jobs.snapshot()) script.harness.act(action::CancelJob{job.handle});
        script.harness.act(action::CancelImport{});
    });
}

TEST_P(RequestsEndTest, WhenTheProjectIsClosed) {
    at_every_step(GetParam(), [](ScriptHarness& script) { close_project(script.harness.app->context()); });
}

TEST_P(RequestsEndTest, WhenAnotherProjectIsBegun) {
    at_every_step(GetParam(), [](ScriptHarness& script) {
        close_project(script.harness.app->context());
        script.harness.act(action::NewProject{"another"});
    });
}

INSTANTIATE_TEST_SUITE_P(All, RequestsEndTest, testing::ValuesIn(k_requests));

}  // namespace
}  // namespace labelscape
