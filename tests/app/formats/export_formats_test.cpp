#include "app/formats/export_formats.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/actions/projects.hpp"
#include "app/command.hpp"
#include "app/saving_harness.hpp"

namespace labelscape {
namespace {

TEST(ExportFormats, EachWritesAFileByItsCommand) {
    test::SavingHarness harness;
    harness.act(action::NewProject{"mine"});
    ASSERT_TRUE(harness.settle_saved());
    harness.import_rows(3);
    ASSERT_TRUE(harness.settle_saved());
    std::set<std::string_view> ids;
    for (const ExportFormat& format : export_formats()) {
        EXPECT_TRUE(ids.insert(format.id).second) << format.id;
        EXPECT_EQ(&export_format(format.id), &format);
        const Command* command = find_command(format.command);
        ASSERT_TRUE(command) << format.id;
        harness.act(command->make(harness.state()));
        ASSERT_TRUE(harness.settle());
        EXPECT_TRUE(harness.files.downloads.contains("mine" + std::string(format.extension))) << format.id;
    }
    EXPECT_EQ(harness.files.downloads.size(), export_formats().size()) << "each has an extension of its own";
    EXPECT_EQ(export_format("none-such").id, "csv");
}

}  // namespace
}  // namespace labelscape
