#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/topic_granularity.hpp"
#include "ui/panels/topic_table.hpp"

namespace labelscape {

/// The microtopics: how finely they are split, and the table of them.
class TopicsPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    TopicGranularity granularity_;
    TopicTable table_;
};

}  // namespace labelscape
