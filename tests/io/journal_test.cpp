#include "io/journal.hpp"

#include <gtest/gtest.h>

#include "edit/random_project.hpp"

namespace labelscape {
namespace {

using test::describe;
using test::make_project;
using test::random_edit;

/// Random work with undo and redo; returns its journal.
std::vector<Bytes> work(Random& random, Project& project, History& history, int steps) {
    std::vector<Bytes> journal;
    for (int step = 0; step < steps; ++step) {
        const auto choice = random.below(6);
        if (choice == 0 && history.can_undo()) {
            journal.push_back(encode_undo());
            history.undo(project);
        } else if (choice == 1 && history.can_redo()) {
            journal.push_back(encode_redo());
            history.redo(project);
        } else {
            auto edit = random_edit(random, project);
            journal.push_back(encode_commit(*edit, step));
            history.commit(project, std::move(edit), step);
        }
    }
    return journal;
}

/// As storage hands records out.
std::vector<JournalRecord> numbered(const std::vector<Bytes>& records, std::uint64_t first = 0) {
    std::vector<JournalRecord> out;
    for (const Bytes& bytes : records) out.push_back({first++, bytes});
    return out;
}

TEST(Journal, ReplayGivesTheSameProjectAndHistory) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Random random(seed);
        Project project = make_project(40, 6), copy = make_project(40, 6);
        History history, replayed;
        const auto journal = work(random, project, history, 90);
        const Replayed result = replay(copy, replayed, numbered(journal));
        EXPECT_EQ(result.note, "");
        EXPECT_EQ(result.applied, journal.size());
        ASSERT_EQ(describe(copy), describe(project));
        ASSERT_EQ(replayed.done_count(), history.done_count());
        ASSERT_EQ(replayed.entries().size(), history.entries().size());
        while (history.can_undo()) {
            history.undo(project);
            replayed.undo(copy);
            ASSERT_EQ(describe(copy), describe(project));
        }
    }
}

TEST(Journal, RecordsMayStandInOnePiece) {
    Random random(5);
    Project project = make_project(30), copy = make_project(30);
    History history, replayed;
    const auto journal = work(random, project, history, 30);
    Bytes joined;
    for (const Bytes& record : journal) joined.insert(joined.end(), record.begin(), record.end());
    EXPECT_EQ(replay(copy, replayed, numbered({joined})).applied, journal.size());
    EXPECT_EQ(describe(copy), describe(project));
}

TEST(Journal, StopsAtTheFirstDamage) {
    Random random(6);
    Project start = make_project(30), project = start;
    History history;
    const auto journal = work(random, project, history, 12);
    for (std::size_t record = 0; record < journal.size(); ++record) {
        for (std::size_t at = 0; at < journal[record].size(); ++at) {
            auto damaged = journal;
            damaged[record][at] ^= std::byte{0x10};
            Project copy = start;
            History replayed;
            const Replayed result = replay(copy, replayed, numbered(damaged));
            ASSERT_EQ(result.applied, record) << "byte " << at;
            ASSERT_NE(result.note, "");
            damaged[record].resize(at);
            copy = start;
            History cut;
            const auto applied = replay(copy, cut, numbered(damaged)).applied;
            if (at > 0) ASSERT_EQ(applied, record) << "cut to " << at << " bytes";
        }
    }
}

TEST(Journal, StopsAtAGap) {
    Random random(7);
    Project start = make_project(30), project = start;
    History history;
    const auto journal = numbered(work(random, project, history, 12), 5);
    for (std::size_t missing = 0; missing < journal.size(); ++missing) {
        auto broken = journal;
        broken.erase(broken.begin() + static_cast<std::ptrdiff_t>(missing));
        Project copy = start;
        History replayed;
        const Replayed result = replay(copy, replayed, broken, 5);
        EXPECT_EQ(result.whole, missing);
        // Whether the last one is missing nobody can see.
        EXPECT_EQ(result.note.empty(), missing + 1 == journal.size()) << result.note;
    }
}

TEST(Journal, UndoOfNothingIsDamage) {
    Project project = make_project(3);
    History history;
    EXPECT_EQ(replay(project, history, numbered({encode_undo()})).applied, 0u);
    EXPECT_EQ(replay(project, history, numbered({encode_redo()})).applied, 0u);
}

}  // namespace
}  // namespace labelscape
