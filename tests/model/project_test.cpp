#include "model/project.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

std::shared_ptr<const Dataset> rows(std::uint32_t count) {
    auto dataset = std::make_shared<Dataset>();
    for (std::uint32_t row = 0; row < count; ++row) dataset->append("text", std::to_string(row));
    return dataset;
}

TEST(Project, NewRowsWaitForTheirImport) {
    Project project;
    project.set_dataset(rows(3));
    EXPECT_EQ(project.active().count(), 0u);
    project.removed.edit().clear();
    project.excluded.edit().set(1);
    project.set_dataset(rows(5));
    EXPECT_EQ(project.active().members(), (std::vector<DocId>{0, 2}));
    EXPECT_EQ(project.annotations->size(), 5u);
    EXPECT_EQ(project.removed->members(), (std::vector<DocId>{3, 4}));
}

TEST(Project, VersionsCountChanges) {
    Project project;
    const auto before = project.annotations.version();
    EXPECT_EQ(project.annotations->size(), 0u);
    EXPECT_EQ(project.annotations.version(), before);
    project.annotations.edit();
    EXPECT_EQ(project.annotations.version(), before + 1);
}

TEST(LabelScheme, IdsAreNeverUsedAgain) {
    LabelScheme scheme;
    scheme.insert(0, {scheme.next_id(), "a", 0, "", "", {}});
    scheme.insert(0, {scheme.next_id(), "b", 0, "", "", {}});
    EXPECT_EQ(scheme.labels()[0].name, "b");
    const Label removed = scheme.remove(LabelId{1});
    EXPECT_EQ(removed.name, "b");
    EXPECT_EQ(scheme.next_id(), LabelId{2});
    EXPECT_EQ(scheme.find("b"), nullptr);
    EXPECT_EQ(scheme.index_of(LabelId{0}), 0);
    EXPECT_EQ(scheme.index_of(LabelId{1}), -1);
}

}  // namespace
}  // namespace labelscape
