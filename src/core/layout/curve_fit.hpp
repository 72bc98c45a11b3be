#pragma once

namespace labelscape {

/// Parameters of 1 / (1 + a d^2b), the closeness that a distance in the layout stands for.
struct Curve {
    float a = 1;
    float b = 1;
};

/// Least-squares fit to 1 up to min_dist and exp(-(d - min_dist) / spread) beyond it, on [0, 3
/// spread], as umap-learn's find_ab_params. The same result on every machine. Needs spread > 0 and
/// 0 <= min_dist <= spread.
Curve fit_curve(float min_dist, float spread);

}  // namespace labelscape
