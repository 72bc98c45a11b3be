#pragma once

#include <cstdint>
#include <optional>

#include "ui/panel_args.hpp"
#include "ui/panels/filter_bar.hpp"

namespace labelscape {

/// The listed documents with labels and suggestions, the filter's chips above.
class DocumentList {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    void rows_ui(const PanelArgs& args);
    void menu_ui(const PanelArgs& args);
    /// The place of the current document when it is another than in the last frame, else -1.
    std::int64_t place_to_show(const AppState& state);

    FilterBar filter_;
    std::optional<DocId> shown_;     ///< the current document of the last frame
    std::optional<DocId> menu_doc_;  ///< what the open menu of a row is about
};

}  // namespace labelscape
