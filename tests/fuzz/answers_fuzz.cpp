// Answers and events of the page of every kind: each question is answered once, by a value or an error.

#include <cstdio>
#include <cstdlib>

#include "base/hash.hpp"
#include "embedder_web.hpp"
#include "files_web.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/json_mutation.hpp"
#include "host.hpp"
#include "requests.hpp"
#include "storage_web.hpp"

namespace {

using namespace labelscape;

struct Asked {
    std::uint32_t request;
    std::string method;
};
std::vector<Asked> asked;

/// A sound answer of the page to each question.
const std::map<std::string, Json>& sound_answers() {
    static const Json model = {{"id", "m"},
                               {"title", "M"},
                               {"source", "builtin"},
                               {"state", "ready"},
                               {"origin", nullptr},
                               {"license", "MIT"},
                               {"languages", {"en"}},
                               {"dimension", 8},
                               {"bytes", 5},
                               {"maxTokens", 64},
                               {"prefixes", {{"document", ""}, {"query", ""}}},
                               {"speed", {{"provider", "wasm"}, {"textsPerSecond", 5.5}}}};
    static const std::map<std::string, Json> answers = {
        {"storage.list", {{{"id", "a"}, {"name", "A"}, {"documents", 5}, {"labeled", 1}, {"changedMs", 5.5},
         {"deletedMs", 0}}}},
        {"storage.open", {{"nextSequence", 5}, {"journalFrom", 3}}},
        {"files.open", {{"name", "x.csv"}, {"format", "csv"}, {"encoding", "utf-8"}, {"reasons", {"a"}}, {"gzip",
         false}, {"unpackedBytes", 5}, {"columns", {{{"name", "a"}, {"type", "text"}}}}, {"preview", {{"1",
        nullptr}}}}},
        {"files.read", {{"skipped", {{{"row", 1}, {"reason", "x"}}}}, {"skippedCount", 1}, {"notices", {"n"}}}},
        {"files.unzip", {{"sections", {{{"name", "a"}, {"size", 3}}}}, {"problems", Json::array()}}},
        {"embedder.models", {{"models", {model}}, {"current", "m"}}},
        {"embedder.find", {{"models", {model}}}},
        {"embedder.choose", {{"id", "m"}, {"title", "M"}, {"source", "hub"}}},
        {"embedder.estimate", {{"id", "m"}, {"origin", "o"}, {"encrypted", true}, {"texts", 5}, {"requests", 1},
         {"tokens", 10}, {"price", 0.5}}},
        {"embedder.embed", {{"rows", 2}, {"columns", 3}, {"truncated", 0}, {"averaged", 0}, {"blank", 0}}},
        {"event", {{"name", "section"}, {"sequence", 4}, {"done", 5}, {"total", 10}, {"reason", "x"}}},
    };
    return answers;
}

/// Asks everything that C++ asks of the page; `count` counts the answers.
void ask(StorageWeb& storage, EmbedderWeb& embedder, FilesWeb& files, int& count) {
    const auto value = [&count](const auto&) { ++count; };
    const auto progress = [](std::uint64_t, std::uint64_t) {};
    storage.list(value);
    storage.open("id", false, value);
    storage.watch("id", value);
    storage.append({.id = "id"}, {1, Bytes(3)}, value);
    storage.commit({}, {}, value);
    storage.set_deleted("id", 5, value);
    storage.remove("id", value);
    embedder.models(value);
    embedder.find("x", value);
    embedder.add_files({1}, value);
    embedder.download("x", progress, value);
    embedder.remove("x", value);
    embedder.choose({}, value);
    embedder.measure("x", progress, value);
    embedder.estimate({}, {"a"}, value);
    embedder.embed({"a", "b"}, {.progress = progress}, value);
    files.open(1, {}, value);
    files.read(1, {}, {},
               {[](std::span<const std::byte>) {}, [] {}, progress, [](const auto&, auto, const auto&) {}, value});
    files.unzip(1, value);
    files.zip({}, value);
    files.parquet({}, value);
    files.arrive_url("x", value);
}

Bytes odd_bytes(Random& random) { return Bytes(random.below(40), static_cast<std::byte>(random.next())); }

}  // namespace

void labelscape::host_call(std::uint32_t request, std::string_view method, std::string_view,
                           std::span<const std::byte>) {
    asked.push_back({request, std::string(method)});
}

std::vector<Bytes> labelscape::fuzz::seeds() { return {Bytes(8, std::byte{1}), Bytes(8, std::byte{2})}; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr const char* k_codes[] = {"ok", "ok", "ok", "ok", "storage", "cancelled", "no such code", "\xff"};
    constexpr const char* k_events[] = {"section", "record", "batch", "restart", "progress", "", "\xff"};
    Random random(hash_text({reinterpret_cast<const char*>(data), size}));
    Requests requests;
    StorageWeb storage(requests);
    EmbedderWeb embedder(requests);
    FilesWeb files(requests);
    asked.clear();
    int count = 0;
    ask(storage, embedder, files, count);
    const auto json = [&](const std::string& method) {
        const auto sound = sound_answers().find(method);
        Json answer = sound == sound_answers().end() ? Json::object() : sound->second;
        for (std::uint32_t steps = random.below(4); steps > 0; --steps) fuzz::mutate(random, answer);
        return fuzz::written(random, answer);
    };
    for (const auto& [request, method] : asked) {
        for (std::uint32_t events = random.below(3); events > 0; --events) {
            requests.arrived(request, k_events[random.below(std::size(k_events))], json("event"), odd_bytes(random),
                             false);
        }
        // Some answers come twice, and some to nothing.
        for (std::uint32_t times = 1 + random.below(2); times > 0; --times) {
            requests.arrived(request, k_codes[random.below(std::size(k_codes))], json(method), odd_bytes(random), true);
        }
        requests.arrived(random.below(1000) + 1000, "ok", json(method), {}, true);
    }
    const auto expected = static_cast<int>(asked.size());
    requests.run(Budget());
    if (count == expected) return 0;
    std::fprintf(stderr, "%d of %d questions were answered\n", count, expected);
    std::abort();
}
