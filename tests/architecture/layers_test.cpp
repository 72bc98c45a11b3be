// The include rules of src/README.md as data: who may include whom, and why.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path k_source = fs::path(SOURCE_DIR) / "src";

const std::map<std::string, std::set<std::string>> k_allowed = {
    {"base", {"base"}},
    {"core", {"base", "core"}},
    {"model", {"base", "model"}},
    {"edit", {"base", "model", "edit"}},
    {"io", {"base", "model", "edit", "io"}},
    {"jobs", {"base", "jobs"}},
    {"app", {"base", "core", "model", "edit", "io", "jobs", "app"}},
    {"render", {"base", "core", "render"}},
    {"ui", {"base", "core", "model", "app", "render", "ui"}},
    {"platform", {"base", "app", "platform"}},
};

struct Restricted {
    std::string include;                ///< prefix of an include in angle brackets or quotes
    std::set<std::string> allowed_in;   ///< files or folders (ending in '/') below src
    std::string reason;
};

const std::vector<Restricted> k_restricted = {
    {"hnswlib/", {"core/knn/hnsw_index.cpp"}, "a third party stands behind one file of ours"},
    {"nlohmann/", {"io/", "app/script/"}, "JSON is a format, not a data structure"},
    {"imgui", {"ui/", "platform/"}, "only the UI draws"},
    {"emscripten", {}, "everything of the browser stands in wasm/"},
    {"thread", {"base/parallel_for_threads.cpp", "jobs/executor_threaded.cpp"}, "work is split in one place"},
    // The last copy of a request's end may die with a job, on the job's thread.
    {"mutex", {"base/parallel_for_threads.cpp", "jobs/executor_threaded.cpp", "jobs/inbox.hpp"},
     "work is split in one place"},
    {"GLES3/", {"platform/native/gl/"}, "render includes gl_api.hpp, the include path decides"},
    {"iostream", {}, "nothing in src prints"},
    {"fstream", {"platform/"}, "io works on bytes, not on files"},
    {"random>", {}, "base/random.hpp is the only source of randomness: the same on every machine"},
};

bool is_source(const fs::path& path) { return path.extension() == ".cpp" || path.extension() == ".hpp"; }

std::vector<std::pair<int, std::string>> includes_of(const fs::path& path) {
    static const std::regex include_line(R"(^\s*#\s*include\s*[<"]([^>"]+[>"]))");
    std::vector<std::pair<int, std::string>> found;
    std::ifstream file(path);
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        std::smatch match;
        if (std::regex_search(line, match, include_line)) found.emplace_back(number, match[1]);
    }
    return found;
}

bool stands_in(const std::string& file, const std::set<std::string>& places) {
    for (const auto& place : places) {
        if (file == place || (place.back() == '/' && file.starts_with(place))) return true;
    }
    return false;
}

TEST(Layers, IncludeOnlyWhatTheyMay) {
    for (const auto& entry : fs::recursive_directory_iterator(k_source)) {
        if (!is_source(entry.path())) continue;
        const std::string file = fs::relative(entry.path(), k_source).generic_string();
        const std::string layer = file.substr(0, file.find('/'));
        const auto allowed = k_allowed.find(layer);
        ASSERT_NE(allowed, k_allowed.end()) << file << ": " << layer << " is no layer of src/README.md";
        for (const auto& [line, include] : includes_of(entry.path())) {
            const std::string target = include.substr(0, include.find('/'));
            if (include.back() == '"' && k_allowed.contains(target)) {
                EXPECT_TRUE(allowed->second.contains(target))
                    << "src/" << file << ":" << line << " includes " << include << ", but " << layer
                    << " must not know " << target << " (src/README.md, Layers)";
            }
        }
    }
}

TEST(Layers, KeepThirdPartiesInTheirPlaces) {
    for (const auto& entry : fs::recursive_directory_iterator(k_source)) {
        if (!is_source(entry.path())) continue;
        const std::string file = fs::relative(entry.path(), k_source).generic_string();
        for (const auto& [line, include] : includes_of(entry.path())) {
            for (const auto& rule : k_restricted) {
                if (!include.starts_with(rule.include)) continue;
                EXPECT_TRUE(stands_in(file, rule.allowed_in))
                    << "src/" << file << ":" << line << " includes " << include << ": " << rule.reason;
            }
        }
    }
}

TEST(Layers, KnowNoPlatform) {
    for (const auto& entry : fs::recursive_directory_iterator(k_source)) {
        if (!is_source(entry.path())) continue;
        std::ifstream file(entry.path());
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        EXPECT_EQ(text.find("__EMSCRIPTEN__"), std::string::npos)
            << entry.path() << ": platforms differ by file, not by #ifdef";
    }
}

}  // namespace
