#pragma once

#include <string>
#include <vector>

#include "ui/panel_args.hpp"
#include "ui/widgets/charts.hpp"

namespace labelscape {

double labeled_share(const TopicRow& row);
/// Labels of a microtopic for draw_mix_bar; the names live as long as the state is unchanged.
std::vector<MixPart> topic_mix(const AppState& state, const TopicRow& row);
/// Accessible name of a line of the table.
std::string topic_row_words(const AppState& state, const TopicRow& row);
/// Between begin_tooltip_ui and end_tooltip_ui: name, key terms, figures, labels.
void topic_tooltip_ui(const PanelArgs& args, const TopicRow& row);

}  // namespace labelscape
