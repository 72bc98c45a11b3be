#pragma once

#include <string>
#include <vector>

#include "app/action.hpp"

namespace labelscape {

/// Projects, and files and addresses that come in.
namespace action {

struct NewProject { std::string name; };
struct OpenProject { std::string id; };
struct CloseProject {};
struct RemoveProject { std::string id; };   ///< to the trash
struct RestoreProject { std::string id; };  ///< from the trash
struct EraseProject { std::string id; };    ///< for good
struct EmptyTrash {};
struct KeepOpen {};                       ///< the project that was to be left before all was saved
struct LeaveUnsaved {};                   ///< that project, and what is not saved is lost
struct RenameProject { std::string name; };
struct OpenSample {};
struct PickFile {};                       ///< a table or a project file
struct PasteText { std::string text; };
struct OpenUrl { std::string url; };
/// The page's address names data: asked first unless it is a table of this site. `origin`: empty for this site.
struct OfferUrl { std::string url; std::string origin; };
struct AnswerOffer { bool open = false; };
struct TakeOverProject {};                ///< from another tab

}  // namespace action

void handle(AppContext& context, const action::NewProject& wanted);
void handle(AppContext& context, const action::OpenProject& wanted);
void handle(AppContext& context, const action::CloseProject& wanted);
void handle(AppContext& context, const action::RemoveProject& wanted);
void handle(AppContext& context, const action::RestoreProject& wanted);
void handle(AppContext& context, const action::EraseProject& wanted);
void handle(AppContext& context, const action::EmptyTrash& wanted);
void handle(AppContext& context, const action::KeepOpen& wanted);
void handle(AppContext& context, const action::LeaveUnsaved& wanted);
void handle(AppContext& context, const action::RenameProject& wanted);
void handle(AppContext& context, const action::OpenSample& wanted);
void handle(AppContext& context, const action::PickFile& wanted);
void handle(AppContext& context, const action::PasteText& wanted);
void handle(AppContext& context, const action::OpenUrl& wanted);
void handle(AppContext& context, const action::OfferUrl& wanted);
void handle(AppContext& context, const action::AnswerOffer& wanted);
void handle(AppContext& context, const action::TakeOverProject& wanted);

std::vector<Command> project_commands();

}  // namespace labelscape
