// No line is wider than .clang-format says, but in tables that a program wrote.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

const fs::path k_root = SOURCE_DIR;
const std::set<std::string> k_generated = {"unicode_tables.hpp", "search_folds.hpp"};

std::ptrdiff_t limit() {
    std::ifstream file(k_root / ".clang-format");
    const std::string key = "ColumnLimit: ";
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(key)) return std::stoi(line.substr(key.size()));
    }
    return 0;
}

/// In characters: bytes that do not go on with one.
std::ptrdiff_t width(const std::string& line) {
    return std::ranges::count_if(line, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
}

TEST(Width, NoLineIsWiderThanTheFormatSays) {
    const std::ptrdiff_t limit_now = limit();
    ASSERT_GT(limit_now, 0);
    for (const char* folder : {"src", "tests", "wasm"}) {
        for (const auto& entry : fs::recursive_directory_iterator(k_root / folder)) {
            const fs::path& path = entry.path();
            if (path.extension() != ".cpp" && path.extension() != ".hpp") continue;
            if (k_generated.contains(path.filename().string())) continue;
            std::ifstream file(path);
            std::string line;
            for (int number = 1; std::getline(file, line); ++number) {
                EXPECT_LE(width(line), limit_now) << path << ":" << number;
            }
        }
    }
}

}  // namespace
