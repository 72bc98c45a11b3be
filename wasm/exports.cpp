// All that JS may call (web/types.d.ts). Nothing here touches the application in the middle of a frame: what arrives is
// kept until the next one begins.

#include <emscripten/bind.h>

#include "web_app.hpp"

namespace labelscape {
namespace {

/// Takes over memory from alloc().
Bytes take(std::uint32_t address, std::uint32_t size) {
    auto* memory = reinterpret_cast<std::byte*>(address);
    Bytes bytes(memory, memory + size);
    std::free(memory);
    return bytes;
}

std::uint32_t alloc(std::uint32_t size) { return reinterpret_cast<std::uint32_t>(std::malloc(size > 0 ? size : 1)); }

void complete(std::uint32_t request, std::string code, std::string json, std::uint32_t address, std::uint32_t size) {
    WebApp::instance().requests().arrived(request, std::move(code), json, take(address, size), true);
    WebApp::instance().wake();
}

void event(std::uint32_t request, std::string kind, std::string json, std::uint32_t address, std::uint32_t size) {
    WebApp::instance().requests().arrived(request, std::move(kind), json, take(address, size), false);
    WebApp::instance().wake();
}

void boot(std::string config) { WebApp::instance().boot(config); }
void file_arrived(std::uint32_t token, std::string name) { WebApp::instance().file_arrived(token, std::move(name)); }
void script(std::uint32_t call, std::string method, std::string json) {
    WebApp::instance().script(call, std::move(method), json);
}
bool tick() { return WebApp::instance().tick(); }
bool flush() { return WebApp::instance().flush(); }
std::string probe(std::string query) { return WebApp::instance().probe(query); }

}  // namespace
}  // namespace labelscape

EMSCRIPTEN_BINDINGS(labelscape) {
    using namespace emscripten;
    function("boot", &labelscape::boot);
    function("alloc", &labelscape::alloc);
    function("complete", &labelscape::complete);
    function("event", &labelscape::event);
    function("fileArrived", &labelscape::file_arrived);
    function("script", &labelscape::script);
    function("tick", &labelscape::tick);
    function("flush", &labelscape::flush);
    function("probe", &labelscape::probe);
}
