#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/export_choices.hpp"
#include "app/filter.hpp"
#include "app/models.hpp"
#include "app/read_options.hpp"
#include "app/view_state.hpp"
#include "base/bitset.hpp"
#include "edit/assign_labels.hpp"
#include "io/import_plan.hpp"
#include "model/label_scheme.hpp"

namespace labelscape {

/// Which documents an action is about.
struct Target {
    enum class Kind : std::uint8_t { selection, current, visible, documents };
    Kind kind = Kind::selection;
    std::vector<DocId> docs;   ///< for documents
};

enum class SelectMode : std::uint8_t { replace, add, remove, toggle };

/// Everything that the user can ask for. Each has one row in action_table.cpp and one handler.
namespace action {

// Projects and files
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
struct SetImportPlan { ImportPlan plan; };
struct SetReadOptions { ReadOptions options; };   ///< looks into the file again
struct SetImportName { std::string name; };   ///< of the new project
struct ConfirmImport {};
struct CancelImport {};
struct CloseImportReport {};
struct SaveImportReport {};               ///< the skipped rows as a file
struct Export { std::string format = "csv"; bool filtered = false; };   ///< all columns
struct ToggleExport {};                   ///< the dialog
struct SetExportChoices { ExportChoices choices; };
struct ConfirmExport {};                  ///< by the choices of the dialog, which closes

// Computing
struct Embed {};
struct ComputeLayout { int neighbors = 15; float min_dist = 0.1f; int epochs = 0; std::uint64_t seed = 42; float label_weight = 0; };
struct ComputeTopics {};
struct SetGranularity { float granularity = 0.5f; std::uint32_t gesture = 0; };
struct AssignOutliers {};
struct CancelJob { std::uint64_t handle = 0; };

// Models
struct ToggleModels {};
struct FindModel { std::string text; };   ///< owner/model of the hub, a URL, or a path on this host
struct AddModelFiles {};                  ///< asks for them
struct DownloadModel { std::string id; };
struct RemoveModel { std::string id; };
struct MeasureModel { std::string id; };
struct EstimateEndpoint { RemoteModel remote; };
struct UseModel { ModelChoice choice; };  ///< embeds everything with it; texts go to an endpoint

// Labels
struct AddLabel { Label label; bool assign_to_selection = false; };   ///< id is given by the app; empty color and key are chosen
struct ChangeLabel { Label label; };
struct RemoveLabel { LabelId id{}; };
struct MergeLabels { std::vector<LabelId> labels; };   ///< into the first of them
struct SetLabelMode { LabelMode mode = LabelMode::single; };
struct Assign { Target target; std::vector<LabelId> labels; AssignMode mode = AssignMode::set; };
struct AssignKey { int index = 0; };      ///< label with position `index` to selection or current document, then advance in focus mode
struct MarkDocuments { Target target; Mark mark = Mark::unsure; };
struct AcceptSuggestions { Target target; };
struct RenameTopic { TopicId topic = 0; std::string name; };
struct Exclude { Target target; bool excluded = true; };

// Selecting, filtering, searching
struct Select { Bitset docs; SelectMode mode = SelectMode::replace; };
struct SelectOne { DocId doc = 0; SelectMode mode = SelectMode::replace; };  ///< also makes it current and the anchor
struct SelectRangeTo { DocId doc = 0; };  ///< from the anchor, in list order
struct SelectVisible {};
struct SelectTopic { TopicId topic = 0; SelectMode mode = SelectMode::replace; };
struct ClearSelection {};
struct InvertSelection {};
struct MoveCurrent { int by = 1; bool extend = false; };   ///< down and up the list
struct AddChip { FilterChip chip; };
struct RemoveChip { std::size_t index = 0; };
struct SetFilter { Filter filter; };
struct ClearFilter {};
struct Search { std::string text; bool semantic = false; };
struct LikeThis { DocId doc = 0; };       ///< order the list by similarity to a document

// Alike
struct OpenAlike { DocId doc = 0; };
struct SetAlikeThreshold { float threshold = 0.8f; };
struct SetAlikeUnlabeledOnly { bool unlabeled_only = true; };
struct ToggleAlike { DocId doc = 0; };    ///< keep a document out of, or take it into, what will be labeled
struct LabelAlike { LabelId label{}; };
struct CloseAlike {};

// History and view
struct Undo {};
struct Redo {};
struct JumpTo { std::size_t done = 0; };  ///< so many steps in force
struct SetView { ViewState view; };
struct ToggleFocusMode {};
struct FocusSearch {};
struct CopyText {};                       ///< what is selected in the shown text, or all of the current document
struct ToggleHelp {};
struct TogglePalette {};
struct ToggleHistory {};
struct CycleTheme {};
struct SetColorBy { ColorBy color_by; };
struct FitMap {};
struct DismissNotice { std::uint64_t id = 0; };
struct TakeOverProject {};                ///< from another tab

}  // namespace action

using Action = std::variant<
    action::NewProject, action::OpenProject, action::CloseProject, action::RemoveProject, action::RestoreProject,
    action::EraseProject, action::EmptyTrash, action::KeepOpen, action::LeaveUnsaved, action::OfferUrl, action::AnswerOffer,
    action::RenameProject,
    action::OpenSample, action::PickFile, action::PasteText, action::OpenUrl, action::SetImportPlan,
    action::SetReadOptions, action::SetImportName, action::ConfirmImport, action::CancelImport, action::CloseImportReport, action::SaveImportReport, action::Export,
    action::ToggleExport, action::SetExportChoices, action::ConfirmExport,
    action::Embed, action::ComputeLayout, action::ComputeTopics, action::SetGranularity, action::AssignOutliers,
    action::CancelJob, action::ToggleModels, action::FindModel, action::AddModelFiles, action::DownloadModel,
    action::RemoveModel, action::MeasureModel, action::EstimateEndpoint, action::UseModel, action::AddLabel, action::ChangeLabel, action::RemoveLabel, action::MergeLabels, action::SetLabelMode,
    action::Assign, action::AssignKey, action::MarkDocuments, action::AcceptSuggestions, action::RenameTopic,
    action::Exclude, action::Select, action::SelectOne, action::SelectRangeTo, action::SelectVisible,
    action::SelectTopic, action::ClearSelection, action::InvertSelection, action::MoveCurrent, action::AddChip,
    action::RemoveChip, action::SetFilter, action::ClearFilter, action::Search, action::LikeThis, action::OpenAlike,
    action::SetAlikeThreshold, action::SetAlikeUnlabeledOnly, action::ToggleAlike, action::LabelAlike,
    action::CloseAlike, action::Undo, action::Redo, action::JumpTo, action::SetView, action::ToggleFocusMode,
    action::FocusSearch, action::CopyText, action::ToggleHelp, action::TogglePalette, action::ToggleHistory, action::CycleTheme, action::SetColorBy,
    action::FitMap, action::DismissNotice, action::TakeOverProject>;

/// Filled while the UI is drawn, drained once after it: nothing changes in the middle of a frame.
/// Its functions stand in action.cpp: what a variant of a hundred kinds needs is compiled once, not with each panel.
class ActionQueue {
public:
    ActionQueue();
    ActionQueue(ActionQueue&&) noexcept;
    ActionQueue& operator=(ActionQueue&&) noexcept;
    ~ActionQueue();

    template <class T>
    void push(T action);
    void push_any(Action action);
    std::vector<Action> take();
    bool empty() const;

private:
    std::vector<Action> actions_;
};

}  // namespace labelscape
