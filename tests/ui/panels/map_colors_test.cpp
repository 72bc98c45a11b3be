#include "ui/panels/map_colors.hpp"

#include "panel_scene.hpp"
#include "render/palette.hpp"

namespace labelscape {
namespace {

class MapColorsTest : public PanelScene {
protected:
    void SetUp() override { fill_documents(); }
    Rgba8 color(DocId doc) const { return colors.palette()[colors.colors()[doc]]; }
    void by(ColorBy choice) {
        state.view.color_by = std::move(choice);
        colors.update(state, Theme::dark);
    }

    MapColors colors;
};

TEST_F(MapColorsTest, LabelsGiveTheirColorAndTheLegendCounts) {
    set_label(5, 1);
    set_label(6, 1);
    by({ColorBy::Kind::label, ""});
    EXPECT_EQ(color(5), on_theme({0x30, 0x80, 0xc0, 255}, Theme::dark));
    EXPECT_EQ(color(7), unlabeled_color(Theme::dark));
    EXPECT_EQ(colors.legend().entries[1].count, 2u);
    EXPECT_EQ(colors.legend().entries.back().count, state.project.size() - 2);
}

TEST_F(MapColorsTest, TheyAreNewOnlyWhenSomethingChanged) {
    EXPECT_TRUE(colors.update(state, Theme::dark));
    const std::uint64_t version = colors.version();
    EXPECT_FALSE(colors.update(state, Theme::dark));
    EXPECT_EQ(colors.version(), version);
    EXPECT_TRUE(colors.update(state, Theme::light));
    set_label(3, 0);
    EXPECT_TRUE(colors.update(state, Theme::light));
}

TEST_F(MapColorsTest, AFewLabelsRecolorTheirPoints) {
    by({ColorBy::Kind::label, ""});
    for (DocId step = 0; step < 50; ++step) {
        const DocId doc = step * 7 % 40;
        set_label(doc, step % 3);
        if (step % 5 == 4) continue;   // two changes before the next picture
        const std::vector<std::uint16_t> before = colors.colors();
        ASSERT_TRUE(colors.update(state, Theme::dark));
        MapColors anew;
        anew.update(state, Theme::dark);
        ASSERT_EQ(colors.colors(), anew.colors());
        for (std::size_t entry = 0; entry < anew.legend().entries.size(); ++entry) {
            ASSERT_EQ(colors.legend().entries[entry].count, anew.legend().entries[entry].count);
        }
        for (std::uint32_t point = 0; point < before.size(); ++point) {
            const bool told = std::ranges::find(colors.recolored(), point) != colors.recolored().end();
            ASSERT_TRUE(told || before[point] == colors.colors()[point]);
        }
        ASSERT_LE(colors.recolored().size(), 2u);
    }
    by({ColorBy::Kind::topic, ""});
    EXPECT_TRUE(colors.recolored().empty()) << "all may be others";
}

TEST_F(MapColorsTest, NumbersFollowTheRamp) {
    by({ColorBy::Kind::column, "length"});
    for (DocId doc = 1; doc < state.project.size(); ++doc) EXPECT_GE(colors.colors()[doc], colors.colors()[doc - 1]);
    EXPECT_EQ(color(0), ramp_color(Ramp::sequential, 0, Theme::dark));
    EXPECT_EQ(color(state.project.size() - 1), ramp_color(Ramp::sequential, 1, Theme::dark));
    EXPECT_FALSE(colors.legend().ramp.empty());
}

TEST_F(MapColorsTest, CategoriesByFallingCount) {
    by({ColorBy::Kind::column, "kind"});
    ASSERT_EQ(colors.legend().entries.size(), 2u);
    EXPECT_EQ(colors.legend().entries[0].name, "chat");
    EXPECT_EQ(color(1), colors.legend().entries[0].color);
    EXPECT_EQ(color(0), colors.legend().entries[1].color);
    EXPECT_NE(color(0), color(1));
}

TEST_F(MapColorsTest, OutliersOfMicrotopicsHaveNoColor) {
    fill_topics();
    by({ColorBy::Kind::topic, ""});
    EXPECT_EQ(color(k_groups - 1), unlabeled_color(Theme::dark));
    EXPECT_EQ(color(2), color(2 + k_groups));
    EXPECT_NE(color(2), color(3));
    EXPECT_EQ(colors.legend().entries.size(), static_cast<std::size_t>(k_groups));
}

}  // namespace
}  // namespace labelscape
