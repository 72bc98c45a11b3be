#include "core/layout/small_eigen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace labelscape {
namespace {

/// Lower triangle L with L L' = s; a direction that hardly exists is given a tiny length instead of
/// none.
SmallMatrix cholesky(const SmallMatrix& s) {
    const std::int32_t n = s.size;
    SmallMatrix l(n);
    double largest = 1e-300;
    for (std::int32_t i = 0; i < n; ++i) largest = std::max(largest, s.at(i, i));
    for (std::int32_t i = 0; i < n; ++i) {
        for (std::int32_t j = 0; j <= i; ++j) {
            double sum = s.at(i, j);
            for (std::int32_t k = 0; k < j; ++k) sum -= l.at(i, k) * l.at(j, k);
            l.at(i, j) = i == j ? std::sqrt(std::max(sum, 1e-10 * largest)) : sum / l.at(j, j);
        }
    }
    return l;
}

/// Makes m diagonal by plane rotations, which are collected in q.
void diagonalize(SmallMatrix& m, SmallMatrix& q) {
    const std::int32_t n = m.size;
    for (int sweep = 0; sweep < 30; ++sweep) {
        double off = 0, all = 0;
        for (std::int32_t i = 0; i < n; ++i) {
            for (std::int32_t j = 0; j < n; ++j) (i == j ? all : off) += m.at(i, j) * m.at(i, j);
        }
        if (off <= 1e-26 * (all + off)) return;
        for (std::int32_t p = 0; p < n; ++p) {
            for (std::int32_t r = p + 1; r < n; ++r) {
                if (m.at(p, r) == 0) continue;
                const double theta = (m.at(r, r) - m.at(p, p)) / (2 * m.at(p, r));
                const double t =
                    (theta < 0 ? -1 : 1) / (std::fabs(theta) + std::sqrt(theta * theta + 1));
                const double c = 1 / std::sqrt(t * t + 1), s = t * c;
                for (std::int32_t k = 0; k < n; ++k) {
                    const double a = m.at(k, p), b = m.at(k, r);
                    m.at(k, p) = c * a - s * b;
                    m.at(k, r) = s * a + c * b;
                }
                for (std::int32_t k = 0; k < n; ++k) {
                    const double a = m.at(p, k), b = m.at(r, k);
                    m.at(p, k) = c * a - s * b;
                    m.at(r, k) = s * a + c * b;
                    const double x = q.at(k, p), y = q.at(k, r);
                    q.at(k, p) = c * x - s * y;
                    q.at(k, r) = s * x + c * y;
                }
            }
        }
    }
}

/// a <- L^-1 a.
void solve_lower(const SmallMatrix& l, SmallMatrix& a) {
    const std::int32_t n = l.size;
    for (std::int32_t column = 0; column < n; ++column) {
        for (std::int32_t i = 0; i < n; ++i) {
            double sum = a.at(i, column);
            for (std::int32_t k = 0; k < i; ++k) sum -= l.at(i, k) * a.at(k, column);
            a.at(i, column) = sum / l.at(i, i);
        }
    }
}

SmallMatrix transposed(const SmallMatrix& a) {
    SmallMatrix t(a.size);
    for (std::int32_t i = 0; i < a.size; ++i) {
        for (std::int32_t j = 0; j < a.size; ++j) t.at(i, j) = a.at(j, i);
    }
    return t;
}

}  // namespace

SmallEigen solve_small_eigen(const SmallMatrix& h, const SmallMatrix& s) {
    const std::int32_t n = h.size;
    const SmallMatrix l = cholesky(s);
    SmallMatrix m = h;
    solve_lower(l, m);
    m = transposed(m);
    solve_lower(l, m);
    SmallMatrix q(n);
    for (std::int32_t i = 0; i < n; ++i) q.at(i, i) = 1;
    diagonalize(m, q);
    // x = L^-T q
    for (std::int32_t column = 0; column < n; ++column) {
        for (std::int32_t i = n - 1; i >= 0; --i) {
            double sum = q.at(i, column);
            for (std::int32_t k = i + 1; k < n; ++k) sum -= l.at(k, i) * q.at(k, column);
            q.at(i, column) = sum / l.at(i, i);
        }
    }
    std::vector<std::int32_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int32_t a, std::int32_t b) { return m.at(a, a) > m.at(b, b); });
    SmallEigen result{std::vector<double>(n), SmallMatrix(n)};
    for (std::int32_t column = 0; column < n; ++column) {
        result.values[column] = m.at(order[column], order[column]);
        for (std::int32_t i = 0; i < n; ++i) result.vectors.at(i, column) = q.at(i, order[column]);
    }
    return result;
}

}  // namespace labelscape
