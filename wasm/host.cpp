#include "host.hpp"

#include <emscripten.h>

// `slice` copies out of memory that may be shared, which TextDecoder and structured clone refuse to read.
// clang-format off
EM_JS(void, ls_host_call, (unsigned request, const char* method, int method_size, const char* json, int json_size,
                           const void* bytes, int size), {
    const copy = (at, count) => HEAPU8.slice(at >>> 0, (at >>> 0) + count);
    const text = (at, count) => new TextDecoder().decode(copy(at, count));
    Module.host.call(request, text(method, method_size), text(json, json_size), copy(bytes, size));
});
EM_JS(void, ls_start_clock, (), { Module.host.clock.start(); });
// clang-format on

namespace labelscape {

void host_call(std::uint32_t request, std::string_view method, std::string_view json,
               std::span<const std::byte> bytes) {
    ls_host_call(request, method.data(), static_cast<int>(method.size()), json.data(), static_cast<int>(json.size()),
                 bytes.data(), static_cast<int>(bytes.size()));
}

void start_background_clock() { ls_start_clock(); }

}  // namespace labelscape
