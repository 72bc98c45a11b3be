#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// True when `checked` changed.
bool check_box_ui(const UiContext& ui, std::string_view name, std::string_view label, bool& checked,
                  std::string_view tooltip = {}, bool disabled = false);
/// One of several; true when pressed. `group` is the accessible name of the set.
bool radio_ui(const UiContext& ui, std::string_view name, std::string_view label, bool checked,
              std::string_view tooltip = {});

}  // namespace labelscape
