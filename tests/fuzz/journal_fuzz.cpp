// Journals. Each record gets the checksum that its payload should have, so that damage gets to the
// edits.

#include <cstdlib>
#include <cstring>

#include "base/hash.hpp"
#include "edit/random_project.hpp"
#include "fuzz/fuzz_target.hpp"
#include "io/journal.hpp"
#include "io/project_format.hpp"

namespace {

using namespace labelscape;

constexpr std::uint32_t k_rows = 20;

/// Sets the checksums of the records; a length beyond the end is cut to what is there.
void fit_checksums(Bytes& journal) {
    for (std::size_t at = 0; at + 8 <= journal.size();) {
        std::uint32_t size;
        std::memcpy(&size, journal.data() + at, 4);
        const std::size_t rest = journal.size() - at - 8;
        if (size > rest) size = static_cast<std::uint32_t>(rest);
        const std::uint32_t crc = crc32(std::span(journal).subspan(at + 8, size));
        std::memcpy(journal.data() + at, &size, 4);
        std::memcpy(journal.data() + at + 4, &crc, 4);
        at += 8 + size;
    }
}

}  // namespace

std::vector<Bytes> labelscape::fuzz::seeds() {
    std::vector<Bytes> result;
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        Random random(seed);
        Project project = test::make_project(k_rows, 3);
        History history;
        Bytes journal;
        const auto add = [&](const Bytes& record) {
            journal.insert(journal.end(), record.begin(), record.end());
        };
        for (int step = 0; step < 12; ++step) {
            if (history.can_undo() && random.below(4) == 0) {
                add(encode_undo());
                history.undo(project);
            } else {
                auto edit = test::random_edit(random, project);
                add(encode_commit(*edit, step));
                history.commit(project, std::move(edit), step);
            }
        }
        result.push_back(std::move(journal));
    }
    return result;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* begin = reinterpret_cast<const std::byte*>(data);
    std::vector<JournalRecord> records{{0, Bytes(begin, begin + size)}};
    fit_checksums(records[0].bytes);
    Project project = test::make_project(k_rows, 3);
    History history;
    replay(project, history, records);
    const std::string end = test::describe(project);
    const auto saved = encode_project(project, history, "");
    const auto loaded = decode_project(saved.sections);
    if (!loaded || test::describe(loaded->project) != end) std::abort();
    while (history.can_undo()) history.undo(project);
    while (history.can_redo()) history.redo(project);
    return 0;
}
