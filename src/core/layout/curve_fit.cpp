#include "core/layout/curve_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace labelscape {
namespace {

constexpr double k_ln2 = 0.693147180559945309417;
constexpr int k_samples = 300;
/// Steeper curves would overflow the powers of distances.
constexpr float k_largest_b = 4.0f;

/// exp and log of our own: those of the C libraries differ in the last bit.
double exp_of(double x) {
    if (x < -700) return 0;
    const double whole = std::floor(x / k_ln2 + 0.5);
    const double r = x - whole * k_ln2;
    double sum = 1;
    for (int i = 16; i >= 1; --i) sum = 1 + sum * r / i;
    return std::ldexp(sum, static_cast<int>(whole));
}

double log_of(double x) {
    int exponent = 0;
    const double m = std::frexp(x, &exponent);
    const double s = (m - 1) / (m + 1);
    double sum = 0;
    for (int i = 61; i >= 1; i -= 2) sum = sum * s * s + 1.0 / i;
    return 2 * s * sum + exponent * k_ln2;
}

struct Samples {
    std::array<double, k_samples> log_x;
    std::array<double, k_samples> y;
};

/// Sum of squared errors; optionally its Gauss-Newton system for (log a, b).
double errors(const Samples& samples, double log_a, double b, std::array<double, 5>* system) {
    double total = 0;
    if (system) system->fill(0);
    // At x = 0 the curve is 1 whatever the parameters: nothing to fit.
    for (int i = 1; i < k_samples; ++i) {
        const double t = exp_of(log_a + 2 * b * samples.log_x[i]);
        const double f = 1 / (1 + t);
        const double e = f - samples.y[i];
        total += e * e;
        if (!system) continue;
        const double by_log_a = -f * f * t;
        const double by_b = by_log_a * 2 * samples.log_x[i];
        (*system)[0] += by_log_a * by_log_a;
        (*system)[1] += by_log_a * by_b;
        (*system)[2] += by_b * by_b;
        (*system)[3] += by_log_a * e;
        (*system)[4] += by_b * e;
    }
    return total;
}

}  // namespace

Curve fit_curve(float min_dist, float spread) {
    Samples samples{};  // in units of spread
    for (int i = 1; i < k_samples; ++i) {
        const double x = 3.0 * i / (k_samples - 1);
        const double beyond = x - static_cast<double>(min_dist) / static_cast<double>(spread);
        samples.log_x[i] = log_of(x);
        samples.y[i] = beyond < 0 ? 1.0 : exp_of(-beyond);
    }
    // Levenberg-Marquardt; a is fitted by its logarithm, so it stays positive.
    double log_a = 0, b = 1, damping = 1e-3;
    std::array<double, 5> s;
    double best = errors(samples, log_a, b, &s);
    for (int round = 0; round < 200 && damping < 1e12; ++round) {
        const double m00 = s[0] * (1 + damping), m11 = s[2] * (1 + damping);
        const double det = m00 * m11 - s[1] * s[1];
        if (!(det > 0)) break;
        const double next_log_a = log_a - (m11 * s[3] - s[1] * s[4]) / det;
        const double next_b = b - (m00 * s[4] - s[1] * s[3]) / det;
        const double next = errors(samples, next_log_a, next_b, nullptr);
        if (next < best) {
            log_a = next_log_a;
            b = next_b;
            best = errors(samples, log_a, b, &s);
            damping *= 0.3;
        } else {
            damping *= 4;
        }
    }
    log_a -= 2 * b * log_of(static_cast<double>(spread));
    return {static_cast<float>(exp_of(log_a)), std::min(static_cast<float>(b), k_largest_b)};
}

}  // namespace labelscape
