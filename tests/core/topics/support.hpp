#pragma once

#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/matrix_view.hpp"
#include "base/random.hpp"
#include "base/step.hpp"

namespace labelscape::test {

/// Time passes only by being asked for, so that every budget is spent at once.
class HurriedClock final : public Clock {
public:
    double now_ms() const override { return time_ += 1; }

private:
    mutable double time_ = 0;
};

/// Runs to the end in the smallest slices; returns how many it took.
template <class Stepper>
int run_in_slices(Stepper& stepper) {
    const HurriedClock clock;
    int slices = 1;
    while (stepper.step(Budget(clock, 0)) == Step::more) ++slices;
    return slices;
}

inline float normal(Random& random) {
    const float radius = std::sqrt(-2 * std::log(random.uniform() + 1e-7f));
    return radius * std::cos(6.2831853f * random.uniform());
}

/// Clouds of unequal size and density over a thin background.
inline Matrix make_clouds(std::int32_t rows, std::int32_t columns, std::int32_t clouds,
                          std::uint64_t seed) {
    Random random(seed);
    Matrix centers(clouds, columns);
    for (float& value : centers.data) value = random.uniform() * 20;
    Matrix points(rows, columns);
    for (std::int32_t row = 0; row < rows; ++row) {
        const auto cloud =
            static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(clouds)));
        const bool background = random.below(10) == 0;
        const float width = 0.1f + 0.02f * static_cast<float>(cloud % 10);
        for (std::int32_t i = 0; i < columns; ++i) {
            points.row(row)[i] =
                background ? random.uniform() * 20 : centers.row(cloud)[i] + width * normal(random);
        }
    }
    return points;
}

template <class T>
std::vector<T> read_array(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return {};
    std::vector<T> values(static_cast<std::size_t>(file.tellg()) / sizeof(T));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(T)));
    return values;
}

}  // namespace labelscape::test
