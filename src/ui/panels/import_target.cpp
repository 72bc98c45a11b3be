#include "ui/panels/import_target.hpp"

#include <algorithm>

#include "app/actions/imports.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"

namespace labelscape {
namespace {

bool new_project_ui(const PanelArgs& args, const ImportView& view, ImportPlan& plan) {
    const UiContext& ui = args.ui;
    const bool chosen = plan.target == ImportTarget::fresh;
    const bool pressed = radio_ui(ui, "import/target/new", "New project", chosen);
    if (pressed) plan.target = ImportTarget::fresh;
    ImGui::SameLine(0, ui.t.gap(3));
    std::string name = view.project_name;
    const InputResult input = text_input_ui(ui, "import/project-name", "Name of the new project", name,
                                            {.width = ui.t.gap(70), .disabled = !chosen, .small = true});
    if (input.changed) args.actions.push(action::SetImportName{name});
    return pressed;
}

bool open_project_ui(const PanelArgs& args, ImportPlan& plan) {
    const std::string documents = count_text(args.state.active.count(), "document", "documents");
    const std::string label = "Add to “" + args.state.project.name + "” (" + documents + ")";
    const bool pressed = radio_ui(args.ui, "import/target/open", label, plan.target == ImportTarget::add);
    if (pressed) plan.target = ImportTarget::add;
    return pressed;
}

bool duplicates_ui(const UiContext& ui, ImportPlan& plan) {
    bool collapse = plan.duplicates == DuplicatePolicy::collapse;
    if (!check_box_ui(ui, "import/collapse", "Collapse exact duplicates into one document", collapse,
                      "Rows with the same text become one document that counts them")) {
        return false;
    }
    plan.duplicates = collapse ? DuplicatePolicy::collapse : DuplicatePolicy::keep;
    return true;
}

struct ClashChoice {
    ClashPolicy policy;
    const char* title;
};
constexpr ClashChoice k_clash_choices[] = {{ClashPolicy::rename, "Keep both: the row gets a new id"},
                                           {ClashPolicy::replace, "Replace the document and its labels"},
                                           {ClashPolicy::skip, "Leave the row out"}};

/// What becomes of a row whose id the project has with another text.
bool clashes_ui(const UiContext& ui, ImportPlan& plan) {
    std::vector<std::string> titles;
    for (const ClashChoice& choice : k_clash_choices) titles.emplace_back(choice.title);
    int selected = static_cast<int>(std::ranges::find(k_clash_choices, plan.clashes, &ClashChoice::policy) -
                                    std::begin(k_clash_choices));
    ImGui::Dummy({0, ui.t.control});
    ImGui::SameLine(0, 0);
    text_ui(ui, "Where an id is known with another text", body(ui));
    ImGui::SameLine(0, ui.t.gap(3));
    if (!select_ui(ui, "import/clashes", "Where an id is known with another text", titles, selected,
                   {.width = ui.t.gap(72)}))
        return false;
    plan.clashes = k_clash_choices[selected].policy;
    return true;
}

bool alike_labels_ui(const UiContext& ui, ImportPlan& plan) {
    return check_box_ui(ui, "import/merge-alike", "Make one of labels that look alike", plan.merge_alike,
                        "Labels that differ only in case, spaces or invisible characters become the most frequent of "
                        "them: Refund, refund, REFUND");
}

}  // namespace

bool vectors_only(const ImportPlan& plan) {
    return plan.text.empty() && !plan.vectors.empty();
}

std::string_view why_no_import(const AppState& state, const ImportPlan& plan) {
    if (!plan.text.empty()) return {};
    if (plan.vectors.empty()) return "Choose the column that holds the text";
    if (!state.project_open)
        return "These are vectors without texts: open the project of their texts, then drop this file there";
    return {};
}

bool import_target_ui(const PanelArgs& args, const ImportView& view, ImportPlan& plan) {
    const UiContext& ui = args.ui;
    if (vectors_only(plan)) {
        if (args.state.project_open) {
            text_ui(ui,
                    "The vectors go to the documents of “" + args.state.project.name +
                        "”: by id, or by row where there is one for each",
                    body(ui));
        }
        return false;
    }
    bool changed = false;
    if (args.state.project_open) {
        changed |= new_project_ui(args, view, plan);
        changed |= open_project_ui(args, plan);
    }
    if (args.state.project_open && plan.target == ImportTarget::add && !plan.id.empty())
        changed |= clashes_ui(ui, plan);
    changed |= duplicates_ui(ui, plan);
    if (!plan.label.empty()) {
        ImGui::SameLine(0, ui.t.gap(6));
        changed |= alike_labels_ui(ui, plan);
    }
    return changed;
}

}  // namespace labelscape
