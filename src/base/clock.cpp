#include "base/clock.hpp"

#include <chrono>

namespace labelscape {

double SteadyClock::now_ms() const {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace labelscape
