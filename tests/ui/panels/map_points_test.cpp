#include "ui/panels/map_points.hpp"

#include "panel_scene.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {
namespace {

class MapPointsTest : public PanelScene {
protected:
    void SetUp() override {
        fill_documents();
        fill_layout();
        points.update(state);
    }
    MapPoints points;
};

TEST_F(MapPointsTest, AFewLabelsMarkTheirPoints) {
    state.view.filter = {{.kind = "unlabeled"}};
    derive();
    points.update(state);
    const std::uint64_t positions = points.positions_version();
    for (DocId step = 0; step < 40; ++step) {
        const std::uint64_t version = points.flags_version();
        set_label(step * 11 % 60, step % 3);
        points.update(state);
        EXPECT_GT(points.flags_version(), version);
        MapPoints anew;
        anew.update(state);
        ASSERT_EQ(points.flags(), anew.flags());
        ASSERT_EQ(points.selected(), anew.selected());
    }
    EXPECT_EQ(points.positions_version(), positions);
    EXPECT_EQ(points.flags()[11] & k_point_dimmed, k_point_dimmed);
}

TEST_F(MapPointsTest, LabelsThatTheFilterDoesNotAskForMarkNothing) {
    const std::uint64_t version = points.flags_version();
    set_label(3, 1);
    points.update(state);
    EXPECT_EQ(points.flags_version(), version);
    state.project.excluded.edit().set(3);
    derive();
    points.update(state);
    EXPECT_EQ(points.flags()[3] & k_point_hidden, k_point_hidden);
}

TEST_F(MapPointsTest, ASelectionIsCountedWithItsSuggestions) {
    auto layer =
        std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), std::vector<Opinion>(state.project.size())});
    layer->of_doc[7].labels[0] = state.project.scheme->labels()[0].id;
    layer->of_doc[7].chances[0] = 200;
    state.project.set_layer(layer);
    const DocId docs[] = {7, 8};
    state.selection.docs = Bitset::of(state.project.size(), docs);
    ++state.derived_version;
    points.update(state);
    EXPECT_EQ(points.selected(), 2u);
    EXPECT_EQ(points.acceptable(), 1u);
    set_label(7, 2);
    points.update(state);
    EXPECT_EQ(points.acceptable(), 0u);
}

}  // namespace
}  // namespace labelscape
