#include "web_app.hpp"

#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <algorithm>
#include <limits>

#include "app/actions/projects.hpp"
#include "app/script/json_field.hpp"
#include "app/script/script_api.hpp"
#include "host.hpp"
#include "render/palette.hpp"

namespace labelscape {
namespace {

/// A longer pause of the page is no animation step.
constexpr double k_longest_step_s = 0.1;
/// What answers and batches of the page may take of a frame, and of one that draws.
constexpr double k_arrivals_ms = 16, k_arrivals_beside_picture_ms = 4;
/// So long the driver has for the shaders of the map before it is waited for.
constexpr double k_compiling_s = 0.3;
/// While jobs run, their progress and what comes in from them is shown so often: more pictures would only take the
/// processor from the jobs. Input and animations are drawn at once all the same.
constexpr double k_busy_interval_s = 0.4;
constexpr double k_moving_interval_s = 0.1;   ///< while the map takes shape

/// After so long without a frame the page is taken for hidden. Then nobody waits for a picture, and slices are longer.
constexpr double k_withheld_ms = 250, k_hidden_slice_ms = 30;
/// For handing over what is not saved when the page is left.
constexpr double k_flush_ms = 500;

double wall_ms() { return emscripten_date_now(); }

std::vector<std::uint32_t> label_palette() {
    std::vector<std::uint32_t> colors;
    for (std::int32_t i = 0; i < k_category_color_count; ++i) {
        const Rgba8 color = category_color(i);
        colors.push_back(static_cast<std::uint32_t>(color.r) << 16 | static_cast<std::uint32_t>(color.g) << 8 |
                         color.b);
    }
    return colors;
}

bool is_dark(ThemeChoice choice, bool system_is_dark) {
    return choice == ThemeChoice::dark || (choice == ThemeChoice::system && system_is_dark);
}

}  // namespace

WebApp::WebApp() = default;
WebApp::~WebApp() = default;

WebApp& WebApp::instance() {
    // Never destroyed: the page just ends.
    static WebApp* const app = new WebApp;
    return *app;
}

void WebApp::boot(const std::string& config) {
    const Json json = Json::parse(config, nullptr, false);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ConfigErrorRecoveryEnableTooltip = false;   // such errors stand in the log
    auto platform = Platform::create();
    if (!platform) {
        // The page shows its failure screen with this line.
        emscripten_console_error(platform.error().message.c_str());
        std::abort();
    }
    platform_ = std::move(*platform);
    rasterizer_ = std::make_unique<TextWeb>();
    fonts_ = load_fonts(*ImGui::GetIO().Fonts, *rasterizer_);
    text_ = std::make_unique<TextDrawer>(fonts_, *rasterizer_);
    probe_.attach();
    storage_ = std::make_unique<StorageWeb>(requests_);
    embedder_ = std::make_unique<EmbedderWeb>(requests_);
    files_ = std::make_unique<FilesWeb>(requests_);
    app_ = std::make_unique<App>(clock_, Ports{*storage_, *embedder_, *files_}, label_palette(), platform_->is_mac());
    script_ = std::make_unique<ScriptApi>(
        *app_, [](std::uint32_t call, bool ok, const std::string& answer, const Bytes& bytes) {
            const Json head = {{"call", call}, {"ok", ok}};
            host_call(0, "script.reply", "{\"head\":" + dump(head) + ",\"answer\":" + answer + "}", bytes);
        });
    if (json.contains("data") && json["data"].is_object()) {
        app_->apply(action::OfferUrl{field(json["data"], "url", ""), field(json["data"], "origin", "")});
    }
    tokens_ = make_tokens(platform_->prefers_dark() ? Theme::dark : Theme::light);
    apply_theme(tokens_, ImGui::GetStyle());
    emscripten_set_main_loop_arg([](void* self) { static_cast<WebApp*>(self)->frame(); }, this, 0, false);
}

void WebApp::wake() {
    if (!app_) return;
    start_background_clock();
    app_->is_idle() ? platform_->request_frame() : platform_->wake_in(busy_interval_s());
}

double WebApp::busy_interval_s() const {
    return app_->state().live_layout.empty() ? k_busy_interval_s : k_moving_interval_s;
}

void WebApp::file_arrived(std::uint32_t token, std::string name) {
    arrived_.push_back({token, std::move(name)});
    wake();
}

void WebApp::script(std::uint32_t call, std::string method, const std::string& json) {
    app_->set_input_waits(input_waits());
    script_->call(call, method, json);
    wake();
}

bool WebApp::input_waits() const { return platform_->has_input() || !arrived_.empty(); }

void WebApp::work(double job_slice_ms, double arrivals_ms) {
    app_->begin_frame(wall_ms(), job_slice_ms);
    requests_.run(Budget(clock_, arrivals_ms));
    app_->files_arrived(std::exchange(arrived_, {}));
    script_->tick();
    app_->set_input_waits(input_waits());
    const bool idle = app_->is_idle();
    if (idle != std::exchange(was_idle_, idle)) platform_->request_frame();
    if (!idle) {
        platform_->wake_in(busy_interval_s());
        start_background_clock();
    }
}

void WebApp::frame() {
    const double start = clock_.now_ms();
    work(k_job_slice_ms, platform_->needs_frame(wish_.now) ? k_arrivals_beside_picture_ms : k_arrivals_ms);
    if (platform_->needs_frame(wish_.now)) draw();
    app_->end_frame();
    framed_ms_ = clock_.now_ms();
    worst_frame_ms_ = std::max(worst_frame_ms_, framed_ms_ - start);
}

bool WebApp::tick() {
    if (!app_) return false;
    if (clock_.now_ms() - framed_ms_ >= k_withheld_ms) {
        work(k_hidden_slice_ms, k_arrivals_ms);
        app_->end_frame();
    }
    return !app_->is_idle() || requests_.has_arrivals();
}

bool WebApp::flush() { return !app_ || app_->flush(Budget(clock_, k_flush_ms)); }

void WebApp::draw() {
    follow_theme();
    const double now = platform_->now_s();
    MirrorFeed::take_requests(probe_, *platform_);
    if (platform_->take_context_restored()) scatter_.reset();
    platform_->new_frame();
    text_->begin_frame(platform_->pixel_ratio());
    probe_.begin_frame();
    wish_ = {};
    const UiContext ui{tokens_, fonts_, *text_, probe_, &scatter_, wish_, platform_->is_mac(), platform_->pixel_ratio(),
                       now, std::min(now - last_frame_s_, k_longest_step_s)};
    last_frame_s_ = now;
    ActionQueue actions;
    if (std::string pasted = platform_->take_pasted_text(); !pasted.empty()) {
        actions.push(action::PasteText{std::move(pasted)});
    }
    ui_.draw_ui({app_->state(), actions, ui});
    probe_.end_frame();
    mirror_.update(probe_, *platform_);
    const Rgba8 background = from_im(tokens_.bg_app);
    platform_->render(static_cast<unsigned>(background.r) << 16 | static_cast<unsigned>(background.g) << 8 |
                      background.b);
    if (wish_.within_s < 1e8) platform_->wake_in(wish_.within_s);
    if (!actions.empty()) {
        const std::uint64_t searches = app_->state().search_focus_request;
        app_->apply(actions);
        if (app_->state().search_focus_request != searches) platform_->hold_keys();
        platform_->request_frame();
    }
    prepare_map(now);
}

/// After the first picture, so that the start does not wait for it, and before there is a map that would.
void WebApp::prepare_map(double now_s) {
    if (frames_++ == 0) {
        scatter_.prepare();
        prepared_s_ = now_s + k_compiling_s;
        platform_->wake_in(k_compiling_s);
    } else if (now_s >= prepared_s_) {
        scatter_.finish_preparing();
        prepared_s_ = std::numeric_limits<double>::infinity();
    }
}

void WebApp::follow_theme() {
    const Theme theme = is_dark(app_->state().view.theme, platform_->prefers_dark()) ? Theme::dark : Theme::light;
    if (theme == tokens_.theme) return;
    tokens_ = make_tokens(theme);
    apply_theme(tokens_, ImGui::GetStyle());
}

std::string WebApp::probe(const std::string& query) {
    if (query.starts_with("activate ")) {
        platform_->request_frame();
        return probe_.request_activate(query.substr(9)) ? "true" : "false";
    }
    if (query.starts_with("focus ")) {
        platform_->request_frame();
        return probe_.request_focus(query.substr(6)) ? "true" : "false";
    }
    if (query == "frames") {
        const Json answer = {{"frames", frames_}, {"worstMs", worst_frame_ms_}, {"idle", app_->is_idle()}};
        worst_frame_ms_ = 0;
        return dump(answer);
    }
    if (query == "version") return std::to_string(probe_.version());
    mirror_.flush(probe_);
    return probe_.to_json(query.starts_with("items ") ? query.substr(6) : std::string());
}

}  // namespace labelscape
