#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// The right side of the model panel: facts and settings of the selected model, and what can be done with it.
class ModelDetails {
public:
    /// In a child window of its own.
    void draw_ui(const PanelArgs& args, const ModelInfo& model);

private:
    void follow(const AppState& state, const ModelInfo& model);
    void facts_ui(const PanelArgs& args, const ModelInfo& model);
    void settings_ui(const PanelArgs& args, const ModelInfo& model);
    void buttons_ui(const PanelArgs& args, const ModelInfo& model);
    bool running_ui(const PanelArgs& args, const ModelInfo& model);
    ModelChoice choice(const ModelInfo& model) const;

    std::string shown_;        ///< id that the settings are of
    ModelSettings settings_;
    std::string max_tokens_;   ///< as it is typed
};

}  // namespace labelscape
