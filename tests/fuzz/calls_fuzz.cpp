// Calls of scripts with arguments of every kind: each is answered once, with JSON, and the documents stay what they
// are.

#include <cstdio>
#include <cstdlib>

#include "app/app_context.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/json_mutation.hpp"
#include "support/script_harness.hpp"

namespace {

using namespace labelscape;

constexpr std::uint32_t k_documents = 6;
constexpr int k_calls = 8;

/// A sound call of each method.
const std::vector<std::pair<std::string, Json>>& sound_calls() {
    static const std::vector<std::pair<std::string, Json>> calls = {
        {"projects.list", Json::object()},
        {"projects.save", Json::object()},
        {"projects.remove", {{"id", "none"}}},
        {"import", {{"token", 1}, {"name", "t.csv"}, {"plan", {{"text", "text"}, {"label", ""}, {"id", "id"},
         {"split", ""}, {"vectors", ""}, {"labelSeparator", ";"}, {"duplicates", "keep"}}}}},
        {"embed", {{"model", "words"}}},
        {"layout", {{"neighbors", 5}, {"minDist", 0.1}, {"epochs", 10}, {"seed", 1}, {"labelWeight", 0.5}}},
        {"topics", {{"minSize", 2}, {"granularity", 0.5}}},
        {"documents", {{"filter", {{"label", "yes"}, {"topic", 0}, {"unlabeled", true}, {"text", "red"}, {"regex",
         "a+"}, {"column", {{"name", "n"}, {"min", 1}, {"max", 2}}}, {"ids", {"d0"}}}}, {"offset", 0}, {"limit", 3}}},
        {"documents", {{"filter", {{"column", {{"name", "kind"}, {"value", "x"}}}}}}},
        {"vectors", {{"ids", {"d0", "d1"}}}},
        {"labels.list", Json::object()},
        {"labels.add", {{"name", "yes"}, {"color", "#102030"}, {"key", "y"}, {"description", "?"}, {"keywords",
         {"a"}}}},
        {"labels.rename", {{"from", "yes"}, {"to", "no"}}},
        {"labels.remove", {{"name", "no"}}},
        {"labels.mode", Json::object()},
        {"labels.setMode", {{"mode", "multi"}, {"force", true}}},
        {"assign", {{"ids", {"d0", "d1"}}, {"labels", {"yes", "no"}}, {"mode", "add"}}},
        {"assign", {{"ids", {"d2"}}, {"labels", "yes"}}},
        {"compare", {{"actor", "neighbors"}}},
        {"alike", {{"id", "d0"}, {"threshold", 0.5}, {"limit", 5}, {"unlabeledOnly", false}}},
        {"search", {{"query", "red"}, {"mode", "text"}, {"limit", 5}}},
        {"search", {{"query", "red"}, {"mode", "semantic"}}},
        {"select", {{"ids", {"d0"}}}},
        {"selection", Json::object()},
        {"undo", Json::object()},
        {"history", Json::object()},
        {"export", {{"format", "csv"}, {"filter", {{"labeled", true}}}}},
        {"export", {{"format", "parquet"}}},
        {"state", Json::object()},
    };
    return calls;
}

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::abort();
}

std::unique_ptr<ScriptHarness> started() {
    auto script = std::make_unique<ScriptHarness>();
    std::vector<std::vector<std::string>> rows;
    for (std::uint32_t i = 0; i < k_documents; ++i) {
        rows.push_back(
            {"d" + std::to_string(i), (i % 2 ? "red apple " : "blue sky ") + std::to_string(i), i % 2 ? "x" : "y"});
    }
    if (!script->import({"id", "text", "kind"}, std::move(rows), {{"label", ""}}).ok)
        fail("The table was not imported");
    return script;
}

void check_project(const AppState& state) {
    const Project& project = state.project;
    if (!state.project_open || project.size() < k_documents) fail("Documents are gone");
    for (DocId doc = 0; doc < k_documents; ++doc) {
        if ((*project.dataset)->id(doc) != "d" + std::to_string(doc)) fail("A document has another id");
    }
    for (const Label& label : project.scheme->labels()) {
        if (label.name.empty() || !is_valid_utf8(label.name)) fail("A label has no name");
        if (project.scheme->find(label.name) != &label) fail("Two labels have one name");
    }
    for (DocId doc = 0; doc < project.size(); ++doc) {
        const auto labels = project.annotations->labels(doc);
        for (const LabelId id : labels) {
            if (!project.scheme->find(id)) fail("A document has a label that is not there");
        }
        if (labels.size() > 1 && project.scheme->mode() == LabelMode::single)
            fail("A document has two labels, and may have one");
    }
}

}  // namespace

std::vector<Bytes> labelscape::fuzz::seeds() { return {Bytes(8, std::byte{1}), Bytes(8, std::byte{2})}; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static std::unique_ptr<ScriptHarness> script = started();
    Random random(hash_text({reinterpret_cast<const char*>(data), size}));
    std::vector<std::pair<std::uint32_t, std::string>> calls;
    for (int i = 0; i < k_calls; ++i) {
        auto [method, args] = sound_calls()[random.below(static_cast<std::uint32_t>(sound_calls().size()))];
        for (std::uint32_t count = random.below(3); count > 0; --count) fuzz::mutate(random, args);
        if (random.below(50) == 0) method = fuzz::odd_text(random);
        const std::string text = fuzz::written(random, args);
        calls.emplace_back(script->send(method, text), method + " " + text);
        // Or the table itself would be undone sooner or later.
        if (method == "undo") calls.emplace_back(script->send("redo"), "redo");
    }
    for (const auto& [call, what] : calls) {
        if (!script->wait(call)) fail("Never answered: " + what);
    }
    script->frame();
    for (const auto& [call, what] : calls) {
        if (script->answers[call].size() != 1) fail("Answered twice: " + what);
        const auto& answer = script->answers[call].front();
        if (answer.json.is_discarded()) fail("The answer is no JSON: " + what);
        if (answer.code() == "internal") fail("An error of the program: " + what + ": " + answer.message());
    }
    check_project(script->state());
    script->answers.clear();
    script->events.clear();
    return 0;
}
