#include <algorithm>

#include "app/handlers/handlers.hpp"
#include "app/label_defaults.hpp"
#include "app/work/import_work.hpp"
#include "app/work/open_work.hpp"

namespace labelscape {
namespace {

void opened(AppContext& context, const std::string& id, Result<StoredProject> stored) {
    if (!stored) {
        context.state.loading = false;
        if (stored.error().code == ErrorCode::conflict) context.state.locked_project = id;
        return context.notify(stored.error());
    }
    const auto show = [id, next_sequence = stored->next_sequence](AppContext& later, Result<OpenedProject> opened) {
        if (!opened) return later.notify(opened.error());
        opened->loaded.project.id = id;
        show_project(later, std::move(opened->loaded), next_sequence, true);
        // What the journal added is in no snapshot yet.
        if (opened->replayed > 0) later.persistence.snapshot_soon(3000);
    };
    read_project(context, std::move(stored->sections), std::move(stored->journal), show);
}

void open(AppContext& context, const std::string& id, bool take_over) {
    leave_project(context);
    context.state.loading = true;
    context.state.locked_project.clear();
    context.ports.storage.open(id, take_over, context.for_this_project<Result<StoredProject>>(
        [&context, id](Result<StoredProject> stored) { opened(context, id, std::move(stored)); }));
}

void fetch(AppContext& context, const std::string& url) {
    context.ports.files.arrive_url(url, [&context](const Status& status) {
        if (!status) context.notify(status.error());
    });
}

}  // namespace

void handle(AppContext& context, const action::NewProject& wanted) { start_project(context, trimmed(wanted.name)); }

void handle(AppContext& context, const action::OpenProject& wanted) { open(context, wanted.id, false); }

void handle(AppContext& context, const action::TakeOverProject&) {
    if (!context.state.locked_project.empty()) open(context, std::string(context.state.locked_project), true);
}

void handle(AppContext& context, const action::CloseProject&) { leave_project(context); }

void handle(AppContext& context, const action::RemoveProject& wanted) {
    if (context.state.project.id == wanted.id) leave_project(context);
    context.ports.storage.remove(wanted.id, [&context](const Status& status) {
        if (!status) context.notify(status.error());
        refresh_project_list(context);
    });
}

void handle(AppContext& context, const action::RenameProject& wanted) {
    const std::string name = trimmed(wanted.name);
    if (name.empty()) return;
    context.state.project.name = name;
    context.persistence.snapshot_soon(0);
}

void handle(AppContext& context, const action::OpenSample&) {
    leave_project(context);
    fetch(context, "assets/samples/support_messages.csv");
}

void handle(AppContext& context, const action::PickFile&) { context.ports.files.pick(); }

void handle(AppContext& context, const action::PasteText& wanted) {
    if (!trimmed(wanted.text).empty()) context.ports.files.arrive_text("Pasted text", wanted.text);
}

void handle(AppContext& context, const action::OpenUrl& wanted) { fetch(context, wanted.url); }

}  // namespace labelscape
