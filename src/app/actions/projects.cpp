#include "app/actions/projects.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"
#include "app/label_defaults.hpp"
#include "app/work/import_work.hpp"
#include "app/work/leave_work.hpp"
#include "app/work/open_work.hpp"

namespace labelscape {
namespace {

/// Says what went wrong, or goes on with `then`, and lists the projects anew.
StatusReply changed_list(AppContext& context, std::function<void(AppContext&)> then = {}) {
    return [&context, then = std::move(then)](const Status& status) {
        if (!status) {
            context.notify(status.error());
        } else if (then) {
            then(context);
        }
        refresh_project_list(context);
    };
}

void open(AppContext& context, const std::string& id, bool take_over) {
    // That another tab has it is said at once, also to who does not see the screen.
    const Done<> told = context.done([](AppContext& later, const Status& status) {
        if (!status && !is_cancelled(status)) later.notify(NoticeKind::error, status.error().message);
    });
    leave_project(context, Unsaved::ask, told.after([id, take_over](AppContext& left, const Done<>& done) {
        open_project(left, id, take_over, done);
    }));
}

/// Goes on where no project is open any more.
void leave_then(AppContext& context, std::function<void(AppContext&)> then) {
    leave_project(context, Unsaved::ask,
                  context.noticed().after([then = std::move(then)](AppContext& left, const Done<>& done) {
                      then(left);
                      done(left, {});
                  }));
}

/// The last part of an address.
std::string name_in(const std::string& url) {
    const std::string path = url.substr(0, url.find_first_of("?#"));
    return path.substr(path.rfind('/') + 1);
}

void fetch(AppContext& context, const std::string& url) {
    context.ports.files.arrive_url(url, [&context](const Status& status) {
        if (!status) context.notify(status.error());
    });
}

}  // namespace

void handle(AppContext& context, const action::NewProject& wanted) {
    leave_then(context, [name = trimmed(wanted.name)](AppContext& left) { start_project(left, name); });
}

void handle(AppContext& context, const action::OpenProject& wanted) { open(context, wanted.id, false); }

void handle(AppContext& context, const action::TakeOverProject&) {
    if (!context.state.locked_project.empty()) open(context, std::string(context.state.locked_project), true);
}

void handle(AppContext& context, const action::CloseProject&) {
    leave_then(context, [](AppContext&) {});
}

void handle(AppContext& context, const action::KeepOpen&) { stay_in_project(context); }

void handle(AppContext& context, const action::LeaveUnsaved&) { leave_unsaved(context); }

void handle(AppContext& context, const action::RemoveProject& wanted) {
    const auto remove = [id = wanted.id](AppContext& left) {
        left.ports.storage.set_deleted(id, left.state.wall_ms, changed_list(left, [id](AppContext& later) {
            later.notify(NoticeKind::info, "Moved to the trash, where it is kept for 30 days");
            later.state.notices.back().restores = id;
        }));
    };
    context.state.project.id == wanted.id ? leave_then(context, remove) : remove(context);
}

void handle(AppContext& context, const action::RestoreProject& wanted) {
    std::erase_if(context.state.notices, [&](const Notice& notice) { return notice.restores == wanted.id; });
    context.ports.storage.set_deleted(wanted.id, 0, changed_list(context));
}

void handle(AppContext& context, const action::EraseProject& wanted) {
    context.ports.storage.remove(wanted.id, changed_list(context));
}

void handle(AppContext& context, const action::EmptyTrash&) {
    for (const ProjectInfo& info : context.state.trash) context.ports.storage.remove(info.id, changed_list(context));
}

void handle(AppContext& context, const action::RenameProject& wanted) {
    const std::string name = trimmed(wanted.name);
    if (name.empty()) return;
    context.state.project.name = name;
    context.persistence.require_snapshot(context.state);
}

void handle(AppContext& context, const action::OpenSample&) {
    leave_then(context, [](AppContext& left) { fetch(left, "assets/samples/support_messages.csv"); });
}

void handle(AppContext& context, const action::PickFile&) { context.ports.files.pick(); }

void handle(AppContext& context, const action::PasteText& wanted) {
    if (!trimmed(wanted.text).empty()) context.ports.files.arrive_text("Pasted text", wanted.text);
}

void handle(AppContext& context, const action::OpenUrl& wanted) { fetch(context, wanted.url); }

void handle(AppContext& context, const action::OfferUrl& wanted) {
    OfferedUrl offered{wanted.url, name_in(wanted.url), wanted.origin, false};
    offered.is_project = is_project_file(offered.name);
    if (offered.origin.empty() && !offered.is_project) return fetch(context, wanted.url);
    context.state.offered = std::move(offered);
}

void handle(AppContext& context, const action::AnswerOffer& wanted) {
    const auto offered = std::exchange(context.state.offered, std::nullopt);
    if (offered && wanted.open) fetch(context, offered->url);
}

std::vector<Command> project_commands() {
    using namespace action;
    return {
        {"open-file", "Open file…", "A table (CSV, TSV, JSON, JSONL, Parquet, text, also gzipped) or a project file",
         "Project", {"o", true}, always, simple<PickFile>},
        {"open-sample", "Open sample", "1,200 short support messages to try everything on", "Project", {}, always,
         simple<OpenSample>},
        {"new-project", "New project", "An empty project; drop a file to fill it", "Project", {}, always,
         [](const AppState&) -> Action { return NewProject{"Untitled"}; }},
        {"close-project", "All projects", "Back to the list of projects, as soon as everything is saved", "Project",
         {}, in_project,
         simple<CloseProject>},
    };
}

}  // namespace labelscape
