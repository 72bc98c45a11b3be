#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// An embedding endpoint: where it is, what would be sent to it, and the button that sends it.
class EndpointForm {
public:
    void draw_ui(const PanelArgs& args);

private:
    void follow(const AppState& state);
    void fields_ui(const PanelArgs& args);
    void estimate_ui(const PanelArgs& args);
    void send_ui(const PanelArgs& args);
    /// The numbers as they are typed; false when one of them is none.
    bool read_numbers();

    RemoteModel remote_;
    std::string dimensions_, price_;
    std::string project_;      ///< id of the project whose endpoint is shown
};

}  // namespace labelscape
