#include "ui/panels/label_editor.hpp"

#include <algorithm>
#include <vector>

#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "app/label_defaults.hpp"
#include "render/palette.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr const char* k_menu = "labels/row-menu";

std::uint32_t color_number(Rgba8 color) {
    return static_cast<std::uint32_t>(color.r) << 16 | static_cast<std::uint32_t>(color.g) << 8 | color.b;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// The words between commas, without empty ones.
std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        std::string word = trimmed(text.substr(from, comma - from));
        if (!word.empty()) words.push_back(std::move(word));
        from = comma + 1;
    }
    return words;
}

std::string name_error(const LabelScheme& scheme, const Label& draft) {
    const std::string name = trimmed(draft.name);
    if (name.empty()) return "A label needs a name";
    const Label* other = scheme.find(name);
    return other && other->id != draft.id ? "There is already a label of this name" : std::string();
}

}  // namespace

void LabelEditor::open_menu_of(LabelId label) {
    about_ = label;
    open_menu(k_menu);
}

void LabelEditor::start_renaming(const Label& label) {
    renaming_ = label.id;
    name_ = label.name;
    take_focus_ = true;
    typing_ = false;
}

void LabelEditor::open_dialog(const Label& label, Dialog dialog) {
    about_ = label.id;
    dialog_ = dialog;
    draft_ = label;
    keywords_ = joined(label.keywords);
}

void LabelEditor::rename_ui(const PanelArgs& args, const Label& label, float width) {
    const InputResult input =
        text_input_ui(args.ui, "labels/rename", "Name of the label", name_,
                      {.width = width, .take_focus = take_focus_, .select_all = true, .small = true});
    take_focus_ = false;
    const bool active = ImGui::IsItemActive();
    const bool ended = typing_ && !active;
    typing_ = active;
    if (!ended) return;
    renaming_.reset();
    if (input.cancelled || name_ == label.name) return;
    Label changed = label;
    changed.name = name_;
    args.actions.push(action::ChangeLabel{std::move(changed)});
}

void LabelEditor::menu_ui(const PanelArgs& args, const Label& label) {
    const UiContext& ui = args.ui;
    if (about_ != label.id || !begin_menu_ui(ui, k_menu)) return;
    if (menu_item_ui(ui, "labels/menu/filter", "Filter to it", {.icon = Icon::filter})) {
        args.actions.push(action::AddChip{{.kind = "label", .label = label.id}});
    }
    if (menu_item_ui(ui, "labels/menu/select", "Select its documents", {.icon = Icon::lasso_select})) {
        args.actions.push(action::Select{args.state.project.annotations->with(label.id), SelectMode::replace});
    }
    menu_separator_ui(ui);
    if (menu_item_ui(ui, "labels/menu/rename", "Rename", {.icon = Icon::pencil})) start_renaming(label);
    if (menu_item_ui(ui, "labels/menu/edit", "Color, key, keywords…", {.icon = Icon::palette}))
        open_dialog(label, Dialog::edit);
    menu_separator_ui(ui);
    if (menu_item_ui(ui, "labels/menu/delete", "Delete…", {.icon = Icon::trash_2, .danger = true}))
        open_dialog(label, Dialog::remove);
    end_menu_ui();
}

void LabelEditor::colors_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const float size = ui.t.control_small;
    for (std::int32_t i = 0; i < k_category_color_count; ++i) {
        const std::uint32_t color = color_number(category_color(i));
        if (i > 0) next_chip(ui, size);
        const std::string name = "labels/edit/color/" + std::to_string(i);
        const Item item = press_item(ui, name, {size, size});
        if (!item.list) continue;
        const ImVec2 center = item.box.GetCenter();
        draw_label_dot(ui, *item.list, center, size * 0.36f, color);
        if (draft_.color == color) item.list->AddCircle(center, size * 0.46f, ui.t.text, 0, 2);
        draw_focus_ring(ui, item, size / 2);
        ui.probe.add({.name = name, .role = Role::radio, .label = "Color " + std::to_string(i + 1), .min = item.box.Min,
                      .max = item.box.Max, .id = item.id, .checked = tri(draft_.color == color)});
        if (item.pressed) draft_.color = color;
    }
}

void LabelEditor::edit_ui(const PanelArgs& args, const Label& label) {
    const UiContext& ui = args.ui;
    const LabelScheme& scheme = *args.state.project.scheme;
    const std::string wrong_name = name_error(scheme, draft_), wrong_key = key_problem(scheme, draft_);
    const DialogResult dialog = begin_dialog_ui(ui, "labels/edit", "Label", {.width = 480, .icon = Icon::tag});
    text_ui(ui, "Name", caption(ui));
    text_input_ui(ui, "labels/edit/name", "Name", draft_.name, {.error = wrong_name});
    text_ui(ui, "Color", caption(ui));
    colors_ui(args);
    text_ui(ui, "Key, 1 to 9", caption(ui));
    text_input_ui(ui, "labels/edit/key", "Key", draft_.key,
                  {.hint = "none", .error = wrong_key, .width = ui.t.gap(30)});
    text_ui(ui, "Keywords, apart by commas: texts that hold one get the label suggested", caption(ui));
    text_input_ui(ui, "labels/edit/keywords", "Keywords", keywords_, {.hint = "refund, money back, chargeback"});
    text_ui(ui, "Description", caption(ui));
    text_input_ui(ui, "labels/edit/description", "Description", draft_.description,
                  {.hint = "When to use it", .lines = 2});
    const bool valid = wrong_name.empty() && wrong_key.empty();
    const FooterButton buttons[] = {{"labels/edit/save", "Save", {.kind = ButtonKind::primary, .disabled = !valid}},
                                    {"labels/edit/cancel", "Cancel"}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (valid && pressed == 0) {
        draft_.id = label.id;
        draft_.keywords = split_words(keywords_);
        args.actions.push(action::ChangeLabel{draft_});
    }
    if (pressed >= 0 || dialog.close_asked) dialog_ = Dialog::none;
}

void LabelEditor::remove_ui(const PanelArgs& args, const Label& label) {
    const UiContext& ui = args.ui;
    const std::uint32_t count = args.state.project.annotations->count(label.id);
    const DialogResult dialog =
        begin_dialog_ui(ui, "labels/delete", "Delete label " + label.name + "?", {.width = 420, .icon = Icon::trash_2});
    text_wrapped_ui(ui,
                    count == 0 ? "No document carries it."
                               : count_text(count, "document carries", "documents carry") +
                                     " it and will lose it. Undo brings it back.",
                    body(ui));
    const FooterButton buttons[] = {{"labels/delete/go", "Delete", {.kind = ButtonKind::danger, .icon = Icon::trash_2}},
                                    {"labels/delete/cancel", "Cancel"}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0) args.actions.push(action::RemoveLabel{label.id});
    if (pressed >= 0 || dialog.close_asked) dialog_ = Dialog::none;
}

void LabelEditor::draw_ui(const PanelArgs& args) {
    const Label* label = about_ ? args.state.project.scheme->find(*about_) : nullptr;
    if (!label) {
        dialog_ = Dialog::none;
        return;
    }
    if (dialog_ == Dialog::edit) edit_ui(args, *label);
    if (dialog_ == Dialog::remove) remove_ui(args, *label);
}

}  // namespace labelscape
