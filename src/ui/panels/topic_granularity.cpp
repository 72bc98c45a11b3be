#include "ui/panels/topic_granularity.hpp"

#include "app/actions/computing.hpp"
#include "ui/widgets/slider.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

/// A drag asks at most so often; the last value always arrives.
constexpr double k_ask_interval_s = 0.125;
/// Key presses that follow one another within this are one gesture, as a drag is.
constexpr double k_same_gesture_s = 1.0;

}  // namespace

void TopicGranularity::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const float settled = (*args.state.project.topics)->granularity;
    if (!pending_ && ui.now_s - asked_at_s_ > 2) shown_ = settled;
    if (!pending_ && settled == asked_) shown_ = settled;
    const SliderOptions options{.step = 0.01f, .format = "", .low_text = "Few, large", .high_text = "Many, small"};
    const bool changed = slider_ui(ui, "topics/granularity", "Granularity", 0, 1, shown_, options);
    const bool let_go = slider_released();
    tooltip_ui(
        ui,
        "How finely the map is split. Answers at once from the same tree; one drag is one step that undo takes back");
    ask(args, changed, let_go);
}

void TopicGranularity::ask(const PanelArgs& args, bool changed, bool let_go) {
    const double now = args.ui.now_s;
    if (changed) {
        if (now - changed_at_s_ > k_same_gesture_s || gesture_ == 0) {
            // Not a number that another gesture has, nor one of an earlier visit that the stored history knows.
            gesture_ = static_cast<std::uint32_t>(static_cast<std::uint64_t>(args.state.wall_ms / 10)) | 0x80000000u;
        }
        changed_at_s_ = now;
        pending_ = true;
    }
    if (pending_) {
        if (let_go || now - asked_at_s_ >= k_ask_interval_s) {
            args.actions.push(action::SetGranularity{shown_, gesture_});
            asked_ = shown_;
            asked_at_s_ = now;
            pending_ = false;
        } else {
            args.ui.wish.wake_in(k_ask_interval_s);
        }
    }
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && gesture_ != 0 && now - changed_at_s_ <= k_same_gesture_s) {
        changed_at_s_ = now;   // a hand that rests in the middle of a drag
    }
    if (let_go) gesture_ = 0;
}

}  // namespace labelscape
