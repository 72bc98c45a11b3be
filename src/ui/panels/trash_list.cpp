#include "ui/panels/trash_list.hpp"

#include <algorithm>
#include <cmath>

#include "app/actions/projects.hpp"
#include "model/date.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

std::string day_text(double ms) {
    constexpr double k_day_ms = 24.0 * 3600 * 1000;
    return format_date(std::floor(ms / k_day_ms) * k_day_ms);
}

std::string loss_text(const ProjectInfo& info) {
    return count_text(info.documents, "document", "documents") + ", " + count_text(info.labeled) + " of them labeled";
}

}  // namespace

void TrashList::draw_ui(const PanelArgs& args, float width) {
    const auto& trash = args.state.trash;
    if (trash.empty()) return;
    const UiContext& ui = args.ui;
    ImGui::Dummy({0, ui.t.gap(2)});
    const std::string label = std::string(open_ ? "Hide the trash" : "Trash") + " · " +
                              count_text(static_cast<std::int64_t>(trash.size()), "project", "projects");
    if (button_ui(ui, "start/trash", label, {.kind = ButtonKind::quiet, .icon = Icon::trash_2, .small = true}))
        open_ = !open_;
    if (open_) {
        for (const ProjectInfo& info : trash) row_ui(args, info, width);
        if (button_ui(ui, "start/trash/empty", "Empty the trash…", {.kind = ButtonKind::quiet, .small = true}))
            asking_all_ = true;
    }
    erase_ui(args);
}

void TrashList::row_ui(const PanelArgs& args, const ProjectInfo& info, float width) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const std::string name = "start/trash/" + info.id;
    const float height = t.gap(13);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    TextStyle main = body(ui);
    main.max_width = width - t.gap(70);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui.text.draw(list, {at.x + t.gap(3), at.y + t.gap(2)}, info.name.empty() ? "Untitled" : info.name, main);
    ui.text.draw(list, {at.x + t.gap(3), at.y + t.gap(7)},
                 "Deleted on " + day_text(info.deleted_ms) + ", kept until " + day_text(kept_until_ms(info)),
                 caption(ui));
    const float buttons = button_width(ui, "Restore", {.icon = Icon::undo_2, .small = true}) + t.gap(2) +
                          button_width(ui, "Delete for good…", {.kind = ButtonKind::quiet, .small = true});
    ImGui::SetCursorScreenPos({at.x + width - buttons - t.gap(3), at.y + (height - t.control_small) / 2});
    if (button_ui(ui, name + "/restore", "Restore", {.icon = Icon::undo_2, .small = true})) {
        args.actions.push(action::RestoreProject{info.id});
    }
    ImGui::SameLine(0, t.gap(2));
    if (button_ui(ui, name + "/erase", "Delete for good…", {.kind = ButtonKind::quiet, .small = true}))
        asking_ = info.id;
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({0, 0});
}

void TrashList::erase_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const auto& trash = args.state.trash;
    const auto found = std::ranges::find(trash, asking_, &ProjectInfo::id);
    if (!asking_all_ && found == trash.end()) return;
    const std::string title = asking_all_ ? "Empty the trash?" : "Delete " + found->name + " for good?";
    const DialogResult dialog = begin_dialog_ui(ui, "erase", title, {.width = 480, .icon = Icon::trash_2});
    text_wrapped_ui(
        ui, asking_all_ ? "These projects are lost, with all labels in them:" : "It is lost, with all labels in it:",
        body(ui));
    for (const ProjectInfo& info : trash) {
        if (asking_all_ || info.id == asking_) text_wrapped_ui(ui, info.name + ": " + loss_text(info), secondary(ui));
    }
    const FooterButton buttons[] = {{"erase/confirm", "Delete for good", {.kind = ButtonKind::danger}},
                                    {"erase/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0 && asking_all_) args.actions.push(action::EmptyTrash{});
    if (pressed == 0 && !asking_all_) args.actions.push(action::EraseProject{asking_});
    if (pressed < 0 && !dialog.close_asked) return;
    asking_all_ = false;
    asking_.clear();
}

}  // namespace labelscape
