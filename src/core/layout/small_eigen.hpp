#pragma once

#include <cstdint>
#include <vector>

namespace labelscape {

/// Small dense symmetric matrix, row-major.
struct SmallMatrix {
    std::int32_t size = 0;
    std::vector<double> values;

    explicit SmallMatrix(std::int32_t n) : size(n), values(static_cast<std::size_t>(n) * n) {}
    double& at(std::int32_t i, std::int32_t j) {
        return values[static_cast<std::size_t>(i) * size + j];
    }
    double at(std::int32_t i, std::int32_t j) const {
        return values[static_cast<std::size_t>(i) * size + j];
    }
};

/// Solves H x = value S x for symmetric H and positive definite S: values falling, and one
/// eigenvector a column with x' S x = 1. Cholesky, then Jacobi rotations; square roots only, so the
/// same result on every machine.
struct SmallEigen {
    std::vector<double> values;
    SmallMatrix vectors;
};
SmallEigen solve_small_eigen(const SmallMatrix& h, const SmallMatrix& s);

}  // namespace labelscape
