#include "app/command.hpp"

#include <algorithm>
#include <iterator>

#include "app/actions/alike.hpp"
#include "app/actions/computing.hpp"
#include "app/actions/exports.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/history.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/models.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"

namespace labelscape {
namespace {

/// One row an area.
constexpr std::vector<Command> (*k_areas[])() = {
    project_commands, export_commands, history_commands,   computing_commands, model_commands,
    label_commands,   alike_commands,  selecting_commands, finding_commands,   view_commands,
};

std::vector<Command> all_commands() {
    std::vector<Command> all;
    for (const auto area : k_areas) std::ranges::move(area(), std::back_inserter(all));
    return all;
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = all_commands();
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
