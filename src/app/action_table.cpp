#include "app/action_table.hpp"

#include <algorithm>

#include "app/formats/export_formats.hpp"

namespace labelscape {
namespace {

bool always(const AppState&) { return true; }
bool in_project(const AppState& state) { return state.project_open; }
bool has_documents(const AppState& state) { return state.project_open && !state.active.none(); }
bool has_listed(const AppState& state) { return state.project_open && !state.order.empty(); }
bool has_target(const AppState& state) {
    return state.project_open && (state.selection.current || !state.selection.docs.none());
}
bool has_selection(const AppState& state) { return state.project_open && !state.selection.docs.none(); }
bool has_current(const AppState& state) { return state.project_open && state.selection.current.has_value(); }
bool has_filter(const AppState& state) {
    return state.project_open &&
           (!state.view.filter.empty() || !state.view.search_text.empty() || !state.similarity.empty());
}
bool has_topics(const AppState& state) { return state.project_open && *state.project.topics; }
bool has_layout(const AppState& state) { return state.project_open && *state.project.layout; }

template <class T>
Action simple(const AppState&) {
    return T{};
}
/// What a single decision key is about: in focus mode the shown document, else the selection.
Target decided(const AppState& state) {
    return {state.view.focus_mode ? Target::Kind::current : Target::Kind::selection, {}};
}

std::vector<Command> make_commands() {
    using namespace action;
    return {
        {"open-file", "Open file…", "A table (CSV, TSV, JSON, JSONL, Parquet, text, also gzipped) or a project file",
         "Project", {"o", true}, always, simple<PickFile>},
        {"open-sample", "Open sample", "1,200 short support messages to try everything on", "Project", {}, always,
         simple<OpenSample>},
        {"new-project", "New project", "An empty project; drop a file to fill it", "Project", {}, always,
         [](const AppState&) -> Action { return NewProject{"Untitled"}; }},
        {"close-project", "All projects", "Back to the list of projects, as soon as everything is saved", "Project", {}, in_project,
         simple<CloseProject>},
        {"export", "Export…", "Chooses format, documents and columns", "Export", {"e", true}, has_documents, simple<ToggleExport>},
        {"save-project", "Save project file", "Everything in one file: texts, labels, history, vectors, map", "Export",
         {"s", true}, in_project,
         [](const AppState&) -> Action { return Export{"project", false}; }},

        {"undo", "Undo", "Takes back the last step, bulk steps too", "History", {"z", true},
         [](const AppState& state) { return state.project_open && state.history.can_undo(); }, simple<Undo>},
        {"redo", "Redo", "Makes the step again that was taken back", "History", {"z", true, true},
         [](const AppState& state) { return state.project_open && state.history.can_redo(); }, simple<Redo>},
        {"toggle-history", "History", "All steps; a click goes back to any of them", "History", {"h", true, true},
         in_project, simple<ToggleHistory>},

        {"compute-map", "Compute map", "Embeds what is new and places all documents by meaning", "Map", {}, has_documents,
         simple<ComputeLayout>},
        {"compute-topics", "Find microtopics", "Dense groups of the map, named by their key terms", "Map", {}, has_documents,
         simple<ComputeTopics>},
        {"assign-outliers", "Assign outliers", "Gives documents without a microtopic the nearest one", "Map", {},
         has_topics, simple<AssignOutliers>},
        {"models", "Embedding model…", "What reads the texts: the built-in model, another one, your own files or an endpoint", "Map",
         {"m"}, in_project, simple<ToggleModels>},
        {"density", "Density shading", "Shades the map where documents lie too close to be told apart", "Map", {"d"}, has_layout,
         [](const AppState& state) -> Action {
             ViewState view = state.view;
             view.show_density = !view.show_density;
             return SetView{std::move(view)};
         }},
        {"fit-map", "Show whole map", "Zooms out to all documents", "Map", {"0"}, has_layout, simple<FitMap>},

        {"accept", "Accept suggestion", "Gives the suggested label", "Label", {"Enter"}, has_target,
         [](const AppState& state) -> Action { return AcceptSuggestions{decided(state)}; }},
        {"alike", "Find alike", "All documents that say nearly the same, to label at once", "Label", {"a"}, has_current,
         [](const AppState& state) -> Action { return OpenAlike{*state.selection.current}; }},
        {"unsure", "Unsure", "A decision for later: not labeled, and not asked again at once", "Label", {"u"}, has_target,
         [](const AppState& state) -> Action { return MarkDocuments{decided(state), Mark::unsure}; }},
        {"skip", "Skip", "Passes over the document", "Label", {"s"}, has_target,
         [](const AppState& state) -> Action { return MarkDocuments{decided(state), Mark::skipped}; }},
        {"clear-labels", "Clear labels", "Takes the labels off", "Label", {"Delete"}, has_target,
         [](const AppState& state) -> Action { return Assign{decided(state), {}, AssignMode::set}; }},
        {"exclude", "Exclude", "Keeps the documents out of map, topics and counts", "Label", {"x"}, has_target,
         [](const AppState& state) -> Action { return Exclude{decided(state), true}; }},
        {"quick-undo", "Undo", "The same with one key", "Label", {"z"},
         [](const AppState& state) { return state.project_open && state.history.can_undo(); }, simple<Undo>},
        {"focus-mode", "Focus mode", "One document at a time, all by keyboard", "Label", {"f"}, has_listed,
         simple<ToggleFocusMode>},

        {"next", "Next document", "", "Select", {"Down"}, has_listed, [](const AppState&) -> Action { return MoveCurrent{1, false}; }},
        {"previous", "Previous document", "", "Select", {"Up"}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{-1, false}; }},
        {"extend-down", "Extend selection down", "", "Select", {"Down", false, true}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{1, true}; }},
        {"extend-up", "Extend selection up", "", "Select", {"Up", false, true}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{-1, true}; }},
        {"select-all", "Select all listed", "All documents that pass the filter", "Select", {"a", true}, has_listed,
         simple<SelectVisible>},
        {"invert-selection", "Invert selection", "", "Select", {"i", true}, has_listed, simple<InvertSelection>},
        {"clear-selection", "Clear selection", "", "Select", {"Escape"}, has_selection, simple<ClearSelection>},
        {"copy-text", "Copy text", "What is selected in the text, or all of the current document", "Select", {"c", true}, has_current,
         simple<CopyText>},
        {"find", "Search", "Words, or by meaning", "Search", {"f", true}, in_project, simple<FocusSearch>},
        {"like-this", "Order by similarity", "Lists all documents by similarity to this one", "Search", {"l"}, has_current,
         [](const AppState& state) -> Action { return LikeThis{*state.selection.current}; }},
        {"clear-filter", "Clear filter and search", "", "Search", {"Escape", false, true}, has_filter, simple<ClearFilter>},

        {"palette", "All commands…", "Finds any command by name", "View", {"k", true}, always, simple<TogglePalette>},
        {"help", "Keyboard and help", "All keys at a glance", "View", {"?"}, always, simple<ToggleHelp>},
        {"theme", "Theme", "System, light, dark", "View", {}, always, simple<CycleTheme>},
    };
}

/// With a command for each table format, before that for the project file.
std::vector<Command> with_exports(std::vector<Command> rows) {
    for (const ExportFormat& format : export_formats()) {
        if (!format.is_table()) continue;
        rows.insert(std::ranges::find(rows, "save-project", &Command::id),
                    {format.command, format.command_title, format.hint, "Export", {}, has_documents,
                     [id = format.id](const AppState&) -> Action { return action::Export{std::string(id), false}; }});
    }
    return rows;
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = with_exports(make_commands());
    return table;
}

const Command* find_command(std::string_view id) {
    for (const Command& command : commands()) {
        if (command.id == id) return &command;
    }
    return nullptr;
}

std::string shortcut_text(const Shortcut& shortcut, bool mac) {
    if (shortcut.empty()) return {};
    std::string text;
    if (shortcut.command) text += mac ? "⌘" : "Ctrl+";
    if (shortcut.alt) text += mac ? "⌥" : "Alt+";
    if (shortcut.shift) text += mac ? "⇧" : "Shift+";
    std::string key(shortcut.key);
    if (key.size() == 1 && key[0] >= 'a' && key[0] <= 'z') key[0] = static_cast<char>(key[0] - 'a' + 'A');
    return text + key;
}

}  // namespace labelscape
