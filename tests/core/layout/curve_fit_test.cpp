#include "core/layout/curve_fit.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

TEST(CurveFit, AgreesWithUmapLearn) {
    // umap-learn 0.5.3, find_ab_params(spread, min_dist).
    struct Case {
        float min_dist, spread, a, b;
    };
    for (const Case& c :
         {Case{0.1f, 1.0f, 1.576943f, 0.8950609f}, Case{0.0f, 1.0f, 1.932808f, 0.790495f},
          Case{0.5f, 1.0f, 0.58303f, 1.334167f}, Case{0.25f, 2.0f, 0.4162735f, 0.9218551f},
          Case{0.99f, 1.0f, 0.1193053f, 1.91639f}}) {
        const Curve curve = fit_curve(c.min_dist, c.spread);
        EXPECT_NEAR(curve.a, c.a, 2e-4f * c.a) << c.min_dist << ' ' << c.spread;
        EXPECT_NEAR(curve.b, c.b, 2e-4f * c.b) << c.min_dist << ' ' << c.spread;
    }
}

TEST(CurveFit, ExtremesStayUsable) {
    for (const float min_dist : {0.0f, 0.3f, 1.0f}) {
        for (const float scale : {0.01f, 1.0f, 100.0f}) {
            const Curve curve = fit_curve(min_dist * scale, scale);
            EXPECT_GT(curve.a, 0.0f);
            EXPECT_LT(curve.a, 1e30f);
            EXPECT_GT(curve.b, 0.0f);
            EXPECT_LE(curve.b, 4.0f);
        }
    }
}

}  // namespace
}  // namespace labelscape
