#pragma once

#include <cstdint>
#include <string>

#include "ui/panels/endpoint_form.hpp"
#include "ui/panels/model_details.hpp"
#include "ui/widgets/table.hpp"

namespace labelscape {

/// The dialog in which the embedding model is chosen: those there are, any other one by name, files or an endpoint.
class ModelPanel {
public:
    void draw_ui(const PanelArgs& args);

private:
    void follow(const AppState& state);
    void find_ui(const PanelArgs& args);
    void list_ui(const PanelArgs& args, float width);
    void row_ui(const PanelArgs& args, const ModelInfo& model, ImVec2 min, ImVec2 max);
    void status_ui(const PanelArgs& args);

    ModelDetails details_;
    EndpointForm endpoint_;
    int tab_ = 0;
    std::string selected_;     ///< id
    std::string query_;
    TableEdges edges_;
    TableSort sort_{-1, false};
    std::uint64_t seen_found_ = 0;
    int seen_frame_ = -2;
};

}  // namespace labelscape
