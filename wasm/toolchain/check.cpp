// The small program setup.sh compiles: exceptions, std::format, SIMD, GL, embind and (if built so)
// threads.
#include <GLES3/gl3.h>
#include <emscripten/bind.h>
#include <wasm_simd128.h>

#include <cstdio>
#include <format>
#include <stdexcept>
#include <string>
#ifdef __EMSCRIPTEN_PTHREADS__
#include <thread>
#endif

namespace {

int sum_of_four(float value) {
    const v128_t lanes = wasm_f32x4_splat(value);
    return static_cast<int>(wasm_f32x4_extract_lane(wasm_f32x4_add(lanes, lanes), 0)) * 2;
}

void clear_canvas() { glClear(GL_COLOR_BUFFER_BIT); }

}  // namespace

EMSCRIPTEN_BINDINGS(check) { emscripten::function("clear_canvas", &clear_canvas); }

int main() {
    int sum = 0;
#ifdef __EMSCRIPTEN_PTHREADS__
    std::thread([&] { sum = sum_of_four(2.0f); }).join();
    const char* build = "threads";
#else
    sum = sum_of_four(2.0f);
    const char* build = "no threads";
#endif
    try {
        throw std::runtime_error(std::format("{} works ({})", build, sum));
    } catch (const std::exception& error) {
        std::printf("setup:   %s\n", error.what());
    }
    return sum == 8 ? 0 : 1;
}
