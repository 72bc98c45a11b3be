#include "edit/history.hpp"

#include <gtest/gtest.h>

#include "edit/random_project.hpp"

namespace labelscape {
namespace {

using test::describe;
using test::make_project;
using test::random_edit;

TEST(History, UndoToTheStartAndRedoToTheEnd) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Random random(seed);
        Project project = make_project(40, 8);
        History history;
        std::vector<std::string> states{describe(project)};
        for (int step = 0; step < 80; ++step) {
            if (history.can_undo() && random.below(4) == 0) {
                history.undo(project);
                ASSERT_EQ(describe(project), states[history.done_count()]);
                continue;
            }
            history.commit(project, random_edit(random, project), step);
            states.resize(history.done_count());
            states.push_back(describe(project));
        }
        while (history.can_redo()) history.redo(project);
        ASSERT_EQ(describe(project), states.back());
        while (history.can_undo()) {
            history.undo(project);
            ASSERT_EQ(describe(project), states[history.done_count()]);
        }
        while (history.can_redo()) {
            history.redo(project);
            ASSERT_EQ(describe(project), states[history.done_count()]);
        }
    }
}

std::shared_ptr<const Topics> topics_of(std::string name) {
    auto topics = std::make_shared<Topics>();
    topics->infos.push_back({std::move(name), {}, false});
    return topics;
}

TEST(History, OneGestureIsOneStep) {
    Project project = make_project(5);
    History history;
    const std::string before = describe(project);
    EXPECT_FALSE(history.commit(project, std::make_unique<ReplaceTopics>(topics_of("a"), 1), 0));
    EXPECT_TRUE(history.commit(project, std::make_unique<ReplaceTopics>(topics_of("b"), 1), 5));
    EXPECT_FALSE(history.commit(project, std::make_unique<ReplaceTopics>(topics_of("c"), 2), 6));
    EXPECT_FALSE(history.commit(project, std::make_unique<ReplaceTopics>(topics_of("d"), 0), 7));
    EXPECT_FALSE(history.commit(project, std::make_unique<ReplaceTopics>(topics_of("e"), 0), 8));
    ASSERT_EQ(history.entries().size(), 4u);
    EXPECT_EQ(history.entries()[0].at_ms, 5);
    for (int i = 0; i < 4; ++i) history.undo(project);
    EXPECT_EQ(describe(project), before);
    history.redo(project);
    EXPECT_EQ((*project.topics)->infos[0].name, "b");
}

TEST(History, OldestStepsGoWhenMemoryIsShort) {
    Project project = make_project(200);
    History history(20'000);
    Bitset all(200);
    all.set_all();
    for (int step = 0; step < 50; ++step) {
        history.commit(
            project, AssignLabels::make(project, all, {LabelId(step % 3)}, AssignMode::set, "", {}),
            step);
    }
    EXPECT_GT(history.entries().size(), 1u);
    EXPECT_LT(history.entries().size(), 10u);
    EXPECT_EQ(history.entries().back().at_ms, 49);
    EXPECT_EQ(history.done_count(), history.entries().size());
}

TEST(History, AStepLargerThanTheLimitCanStillBeUndone) {
    Project project = make_project(200);
    const std::string before = describe(project);
    History history(10);
    Bitset all(200);
    all.set_all();
    history.commit(project, AssignLabels::make(project, all, {LabelId{0}}, AssignMode::set, "", {}),
                   0);
    ASSERT_TRUE(history.can_undo());
    history.undo(project);
    EXPECT_EQ(describe(project), before);
}

}  // namespace
}  // namespace labelscape
