#include "app/formats/project_file.hpp"

#include "app/view_format.hpp"
#include "io/project_format.hpp"

namespace labelscape {

void start_project_file(AppContext& context, ExportOrder order) {
    AppState& state = context.state;
    EncodedProject encoded = encode_project(state.project, state.history, encode_view(state.view));
    encoded.sections.insert(encoded.sections.end(), state.unread.begin(), state.unread.end());
    context.ports.files.zip(std::move(encoded.sections), order.done.reply(context));
}

}  // namespace labelscape
