#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "a11y_web.hpp"
#include "embedder_web.hpp"
#include "files_web.hpp"
#include "platform/platform.hpp"
#include "render/scatter_renderer.hpp"
#include "requests.hpp"
#include "storage_web.hpp"
#include "text_web.hpp"
#include "ui/main_ui.hpp"

namespace labelscape {

class ScriptApi;

/// The application in a page: its parts, and one frame after the other. One a page, since exports have no `this`.
class WebApp {
public:
    static WebApp& instance();

    /// Once. `config` as in web/main.js.
    void boot(const std::string& config);
    Requests& requests() { return requests_; }
    /// Something arrived from the page.
    void wake();
    double busy_interval_s() const;
    void file_arrived(std::uint32_t token, std::string name);
    void script(std::uint32_t call, std::string method, const std::string& json);
    std::string probe(const std::string& query);
    /// Does what a frame does but for drawing, when the browser gives no frames; true while there is more to do.
    bool tick();
    /// Hands all that is not saved over to storage; false when some of the project is not durable yet.
    bool flush();

private:
    WebApp();
    ~WebApp();

    bool input_waits() const;
    void frame();
    void work(double job_slice_ms, double arrivals_ms);
    void draw();
    void prepare_map(double now_s);
    void follow_theme();

    SteadyClock clock_;
    Requests requests_;
    std::unique_ptr<StorageWeb> storage_;
    std::unique_ptr<EmbedderWeb> embedder_;
    std::unique_ptr<FilesWeb> files_;
    std::unique_ptr<Platform> platform_;
    std::unique_ptr<App> app_;
    std::unique_ptr<ScriptApi> script_;
    std::unique_ptr<TextWeb> rasterizer_;
    std::unique_ptr<TextDrawer> text_;
    ScatterRenderer scatter_;
    Probe probe_;
    MirrorFeed mirror_;
    Fonts fonts_;
    Tokens tokens_;
    MainUi ui_;
    FrameWish wish_;
    bool was_idle_ = true;
    std::vector<ArrivedFile> arrived_;
    std::uint64_t frames_ = 0;
    double worst_frame_ms_ = 0;
    double framed_ms_ = 0;    ///< end of the last frame
    double last_frame_s_ = 0;
    double prepared_s_ = 0;   ///< when the shaders of the map are likely to be compiled
};

}  // namespace labelscape
