#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/app_state.hpp"
#include "app/ports.hpp"

namespace labelscape {

struct AppContext;

/// What jobs may take of a frame.
inline constexpr double k_job_slice_ms = 8;

/// A file of the user's; the page holds it under `token`.
struct ArrivedFile {
    std::uint32_t token;
    std::string name;
};

/// The application without pixels: owns the state, applies actions between frames, runs the jobs, keeps it all saved.
class App {
public:
    /// `label_palette`: colors for new labels, 0xRRGGBB, not empty. `mac`: shortcuts as on a Mac.
    App(const Clock& clock, Ports ports, std::vector<std::uint32_t> label_palette, bool mac);
    ~App();

    const AppState& state() const;
    /// Jobs and derived state. `wall_ms` is the time of day in ms since 1970, UTC.
    /// `job_slice_ms`: what jobs may take of it where there are no threads.
    void begin_frame(double wall_ms, double job_slice_ms = k_job_slice_ms);
    /// Applies what the UI, a key or a script asked for.
    void apply(const Action& action);
    void apply(ActionQueue& queue);
    /// Writes what is due to storage.
    void end_frame();
    /// The page may end: hands what is not saved over to storage, until the budget is spent. False when some of the
    /// project is not durable yet.
    bool flush(const Budget& budget);

    /// A file was dropped, picked or pasted; the page holds it under `token`.
    void file_arrived(std::uint32_t token, const std::string& name);
    /// Several at once: those of an embedding model belong together.
    void files_arrived(const std::vector<ArrivedFile>& files);

    /// Input or a file has come that no frame has seen yet, so nobody knows what it will start.
    void set_input_waits(bool waits) { input_waits_ = waits; }
    /// False while a frame could show something new without further input.
    bool is_idle() const;

    /// For the scripting interface: parts that actions need, and waiting for them.
    AppContext& context() { return *context_; }

private:
    std::unique_ptr<AppContext> context_;
    bool input_waits_ = false;
};

}  // namespace labelscape
