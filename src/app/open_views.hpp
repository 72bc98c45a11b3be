#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace labelscape {

/// The views that the user opens and closes, as ui/view_table.cpp knows them.
namespace view_id {

inline constexpr std::string_view k_history = "history";
inline constexpr std::string_view k_focus = "focus";   ///< one document at a time
inline constexpr std::string_view k_models = "models";
inline constexpr std::string_view k_export = "export";
inline constexpr std::string_view k_palette = "palette";
inline constexpr std::string_view k_help = "help";

/// These are open again after a reload; the others are for the moment.
inline constexpr std::string_view k_saved[] = {k_history};

}  // namespace view_id

/// Which of them are open.
class OpenViews {
public:
    bool has(std::string_view id) const { return ids_.contains(id); }
    void set(std::string_view id, bool open) {
        if (open) ids_.emplace(id);
        else ids_.erase(std::string(id));
    }
    /// Whether it is open now.
    bool toggle(std::string_view id) {
        set(id, !has(id));
        return has(id);
    }

private:
    std::set<std::string, std::less<>> ids_;
};

}  // namespace labelscape
