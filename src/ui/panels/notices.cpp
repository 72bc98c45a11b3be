#include "ui/panels/notices.hpp"

#include <algorithm>
#include <vector>

#include "app/actions/exports.hpp"
#include "app/actions/history.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/view.hpp"
#include "ui/widgets/toast.hpp"

namespace labelscape {
namespace {

constexpr double k_shown_ms = 6000;
/// Problems stay until they are dismissed, or much longer.
constexpr double k_problem_shown_ms = 30000;

ToastKind kind_of(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::info: return ToastKind::info;
        case NoticeKind::success: return ToastKind::success;
        case NoticeKind::warning: return ToastKind::warning;
        case NoticeKind::error: return ToastKind::error;
    }
    return ToastKind::info;
}

}  // namespace

void Notices::draw_ui(const PanelArgs& args, const Area& area) {
    std::vector<Toast> toasts;
    for (const Notice& notice : args.state.notices) {
        const double age = args.state.now_ms - notice.at_ms;
        const bool problem = notice.kind == NoticeKind::warning || notice.kind == NoticeKind::error;
        const double left_ms = (problem ? k_problem_shown_ms : k_shown_ms) - age;
        if (left_ms <= 0) continue;
        const char* offer = notice.offers_undo || !notice.restores.empty() ? "Undo"
                            : notice.offers_file                           ? "Save project file"
                                                                           : "";
        toasts.push_back({notice.id, kind_of(notice.kind), notice.text, offer, age / 1000});
        args.ui.wish.wake_in(left_ms / 1000);
    }
    const ToastResult result =
        toasts_ui(args.ui, toasts, {(area.min.x + area.max.x) / 2, area.max.y - args.ui.t.gap(4)});
    if (result.dismissed != 0) args.actions.push(action::DismissNotice{result.dismissed});
    const auto acted = std::ranges::find(args.state.notices, result.acted, &Notice::id);
    if (acted == args.state.notices.end()) return;
    if (acted->offers_file) {
        args.actions.push(action::Export{"project", false});
    } else if (!acted->restores.empty()) {
        args.actions.push(action::RestoreProject{acted->restores});
    } else {
        args.actions.push(action::Undo{});
    }
}

}  // namespace labelscape
