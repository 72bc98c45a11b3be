#include "render/camera2d.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.hpp"

namespace labelscape {
namespace {

constexpr ViewSize k_view{1200, 800};
constexpr DataBounds k_bounds{-3, -1, 5, 7};

TEST(Camera2D, PixelsAndDataAreInverse) {
    Random random(1);
    for (int i = 0; i < 1000; ++i) {
        const Camera2D camera{random.uniform() * 4 - 2, random.uniform() * 4 - 2,
                              10 + 1000 * random.uniform()};
        const Vec2 px{random.uniform() * 1200, random.uniform() * 800};
        const Vec2 back = px_from_data(camera, k_view, data_from_px(camera, k_view, px));
        EXPECT_NEAR(back.x, px.x, 0.01f);
        EXPECT_NEAR(back.y, px.y, 0.01f);
    }
}

TEST(Camera2D, DataPointsUpAndRight) {
    const Camera2D camera{0, 0, 100};
    EXPECT_EQ(px_from_data(camera, k_view, {0, 0}), (Vec2{600, 400}));
    EXPECT_EQ(px_from_data(camera, k_view, {1, 1}), (Vec2{700, 300}));
}

TEST(Camera2D, FitShowsAllWithPadding) {
    const Camera2D camera = fitted_to(k_bounds, k_view, 40);
    const Vec2 upper_left = px_from_data(camera, k_view, {k_bounds.min_x, k_bounds.max_y});
    const Vec2 lower_right = px_from_data(camera, k_view, {k_bounds.max_x, k_bounds.min_y});
    EXPECT_GE(upper_left.x, 40 - 0.01f);
    EXPECT_NEAR(upper_left.y, 40, 0.01f);
    EXPECT_LE(lower_right.x, 1160 + 0.01f);
    EXPECT_NEAR(lower_right.y, 760, 0.01f);
}

TEST(Camera2D, FitsOnePointALineAndATinyView) {
    for (const DataBounds& bounds : {DataBounds{2, 3, 2, 3}, DataBounds{0, 0, 5, 0}, k_bounds}) {
        for (const ViewSize view : {k_view, ViewSize{1, 1}, ViewSize{50, 20}}) {
            const Camera2D camera = fitted_to(bounds, view, 32);
            EXPECT_TRUE(std::isfinite(camera.px_per_unit));
            EXPECT_GT(camera.px_per_unit, 0);
        }
    }
}

TEST(Camera2D, ZoomKeepsTheDataUnderTheAnchor) {
    Random random(2);
    const CameraLimits limits = limits_for(k_bounds, k_view);
    for (int i = 0; i < 1000; ++i) {
        const Camera2D camera = fitted_to(k_bounds, k_view);
        const Vec2 anchor{400 + 400 * random.uniform(), 300 + 200 * random.uniform()};
        const double factor = 1.0 + 5 * random.uniform();
        const Vec2 before = data_from_px(camera, k_view, anchor);
        const Camera2D zoomed = zoomed_about(camera, k_view, anchor, factor, limits);
        const Vec2 after = px_from_data(zoomed, k_view, before);
        EXPECT_NEAR(after.x, anchor.x, 0.05f);
        EXPECT_NEAR(after.y, anchor.y, 0.05f);
        EXPECT_NEAR(zoomed.px_per_unit, camera.px_per_unit * factor, 1e-6 * zoomed.px_per_unit);
    }
}

TEST(Camera2D, ZoomStopsAtItsLimitsWithoutDrifting) {
    const CameraLimits limits = limits_for(k_bounds, k_view);
    Camera2D camera = fitted_to(k_bounds, k_view);
    for (int i = 0; i < 100; ++i) camera = zoomed_about(camera, k_view, {500, 300}, 2, limits);
    EXPECT_EQ(camera.px_per_unit, limits.max_px_per_unit);
    EXPECT_EQ(zoomed_about(camera, k_view, {100, 700}, 2, limits), camera);
}

TEST(Camera2D, PanFollowsThePointerAndStaysNearTheData) {
    const CameraLimits limits = limits_for(k_bounds, k_view);
    const Camera2D camera = fitted_to(k_bounds, k_view);
    const Vec2 data = data_from_px(camera, k_view, {600, 400});
    const Vec2 after = px_from_data(panned_by(camera, {30, -20}, limits), k_view, data);
    EXPECT_NEAR(after.x, 630, 0.01f);
    EXPECT_NEAR(after.y, 380, 0.01f);
    const Camera2D far = panned_by(camera, {1e7f, 1e7f}, limits);
    EXPECT_EQ(far.center_x, k_bounds.min_x);
    EXPECT_EQ(far.center_y, k_bounds.max_y);
}

TEST(BoundsOf, SkipsPointsThatAreNotFinite) {
    const std::vector<float> positions = {1, 2, NAN, 100, -3, 4, 5, INFINITY};
    EXPECT_EQ(bounds_of(positions), (DataBounds{-3, 2, 1, 4}));
    EXPECT_EQ(bounds_of({}), (DataBounds{-0.5f, -0.5f, 0.5f, 0.5f}));
}

TEST(CameraMotion, ArrivesExactlyAndIsTheSameAtAnyFrameRate) {
    const Camera2D from{0, 0, 50}, to{3, -2, 900};
    CameraMotion coarse, fine;
    for (CameraMotion* motion : {&coarse, &fine}) {
        motion->jump_to(from);
        motion->aim_at(to);
    }
    for (int i = 0; i < 6; ++i) coarse.step(16);
    for (int i = 0; i < 24; ++i) fine.step(4);
    EXPECT_NEAR(coarse.camera().center_x, fine.camera().center_x, 1e-9);
    EXPECT_NEAR(coarse.camera().px_per_unit, fine.camera().px_per_unit, 1e-6);
    for (int i = 0; i < 200 && coarse.moving(); ++i) coarse.step(16);
    EXPECT_EQ(coarse.camera(), to);
}

TEST(CameraMotion, KeepsTheAnchorOfAZoomInPlaceOnTheWay) {
    const CameraLimits limits = limits_for(k_bounds, k_view);
    const Camera2D from = fitted_to(k_bounds, k_view);
    const Vec2 anchor{250, 300};
    const Vec2 data = data_from_px(from, k_view, anchor);
    CameraMotion motion;
    motion.jump_to(from);
    motion.aim_at(zoomed_about(from, k_view, anchor, 4, limits));
    for (int i = 0; i < 50 && motion.moving(); ++i) {
        const Vec2 px = px_from_data(motion.step(8), k_view, data);
        EXPECT_NEAR(px.x, anchor.x, 0.25f);
        EXPECT_NEAR(px.y, anchor.y, 0.25f);
    }
}

}  // namespace
}  // namespace labelscape
