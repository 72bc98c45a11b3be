#include "ui/panels/import_roles.hpp"

#include <algorithm>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr int k_roles_in_line = 3;

/// A role as the dialog shows it.
struct RoleField {
    std::string ImportPlan::*column;
    const char* role;  ///< in the preview's head
    const char* name;
    const char* label;
    const char* none;
    const char* explanation;
};

constexpr RoleField k_text = {
    &ImportPlan::text, "text", "import/text", "Text", "Choose…", "What is read, embedded and labeled"};
constexpr RoleField k_label = {
    &ImportPlan::label, "label", "import/label", "Label", "No labels yet", "Labels that the file already has"};
constexpr RoleField k_id = {&ImportPlan::id, "id",
                            "import/id",     "Id",
                            "Row numbers",   "Names a document; rows with a known id are matched instead of added"};
constexpr RoleField k_split = {&ImportPlan::split,        "split", "import/split", "Split", "None",
                               "Train, test and the like"};
constexpr RoleField k_vectors = {
    &ImportPlan::vectors, "vectors",
    "import/vectors",     "Vectors",
    "From the model",     "Vectors of your own, used instead of a model's: a list of as many numbers in each cell"};
constexpr const RoleField* k_fields[] = {&k_text, &k_label, &k_id, &k_split, &k_vectors};

struct Separator {
    const char* value;
    const char* title;
};
constexpr Separator k_separators[] = {{"", "One label a cell"},
                                      {";", "Several, by ;"},
                                      {"|", "Several, by |"},
                                      {"#", "Several, by #"},
                                      {",", "Several, by ,"},
                                      {"\\;", "Several, by ; as exported here"},
                                      {"[]", "Several, as a JSON array"}};

bool role_ui(const UiContext& ui, const RoleField& field, const std::vector<std::string>& columns, ImportPlan& plan) {
    text_ui(ui, field.label, caption(ui));
    tooltip_ui(ui, field.explanation);
    int selected = static_cast<int>(std::ranges::find(columns, plan.*field.column) - columns.begin());
    if (selected == static_cast<int>(columns.size())) selected = -1;
    if (!select_ui(ui, field.name, field.label, columns, selected, {.width = -1, .none = field.none})) return false;
    const std::string column = selected < 0 ? std::string() : columns[static_cast<std::size_t>(selected)];
    for (const RoleField* other : k_fields) {
        if (plan.*other->column == column) (plan.*other->column).clear();
    }
    plan.*field.column = column;
    return true;
}

bool separator_ui(const UiContext& ui, ImportPlan& plan) {
    std::vector<std::string> titles;
    int selected = static_cast<int>(
        std::ranges::find(k_separators, plan.label_separator, [](const Separator& s) { return std::string(s.value); }) -
        std::begin(k_separators));
    for (const Separator& separator : k_separators) titles.emplace_back(separator.title);
    if (selected == static_cast<int>(std::size(k_separators))) titles.push_back("Several, by " + plan.label_separator);
    text_ui(ui, "Labels in a cell", caption(ui));
    tooltip_ui(ui, "How several labels of one text are written in the label column");
    const bool changed = select_ui(ui, "import/separator", "Labels in a cell", titles, selected,
                                   {.width = -1, .disabled = plan.label.empty()});
    if (!changed || selected >= static_cast<int>(std::size(k_separators))) return false;
    plan.label_separator = k_separators[selected].value;
    return true;
}

/// What becomes of the cell with the most labels.
void sample_ui(const UiContext& ui, const std::vector<std::string>& labels) {
    std::string text = count_text(static_cast<std::int64_t>(labels.size()), "label", "labels") + ": ";
    for (std::size_t i = 0; i < labels.size(); ++i) text += (i > 0 ? " · " : "") + labels[i];
    text_cut_ui(ui, text, caption(ui));
    ui.probe.add({.name = "import/sample",
                  .role = Role::text,
                  .label = text,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
}

}  // namespace

std::string_view role_of(const ImportPlan& plan, const std::string& column) {
    const auto found =
        std::ranges::find_if(k_fields, [&](const RoleField* field) { return plan.*field->column == column; });
    return found == std::end(k_fields) ? std::string_view() : (*found)->role;
}

bool import_roles_ui(const UiContext& ui, const ImportView& view, ImportPlan& plan) {
    const float gap = ui.t.gap(4),
                width = (ImGui::GetContentRegionAvail().x - (k_roles_in_line - 1) * gap) / k_roles_in_line;
    bool changed = false;
    int count = 0;
    const auto cell_ui = [&](const char* id, auto content) {
        if (count++ % k_roles_in_line != 0) ImGui::SameLine(0, gap);
        // The sample stands in the first line; its place stays when it goes, so that nothing below moves.
        ImGui::BeginChild(id, {width, ui.t.gap(count <= k_roles_in_line ? 22 : 17)});
        changed |= content();
        ImGui::EndChild();
    };
    const auto field_ui = [&](const RoleField& field) {
        cell_ui(field.role, [&] { return role_ui(ui, field, view.file.columns, plan); });
    };
    field_ui(k_text);
    field_ui(k_label);
    cell_ui("separator", [&] {
        const bool chosen = separator_ui(ui, plan);
        if (!view.sample_labels.empty()) sample_ui(ui, view.sample_labels);
        return chosen;
    });
    field_ui(k_id);
    field_ui(k_split);
    field_ui(k_vectors);
    return changed;
}

}  // namespace labelscape
