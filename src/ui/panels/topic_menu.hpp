#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// What can be done with a microtopic: label its documents, filter to it, rename it, exclude it.
class TopicMenu {
public:
    void open(TopicId topic);
    /// What it is about.
    TopicId topic() const { return topic_; }
    /// Once a frame. True when the microtopic is to be renamed.
    bool draw_ui(const PanelArgs& args);

private:
    void actions_ui(const PanelArgs& args);
    void labels_ui(const PanelArgs& args);

    TopicId topic_ = k_outlier;
    bool open_actions_ = false;
    bool open_labels_ = false;
    bool unlabeled_only_ = false;   ///< what the open list of labels is for
    bool rename_ = false;
};

}  // namespace labelscape
