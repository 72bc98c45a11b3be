#pragma once

#include "app/app_context.hpp"

namespace labelscape {

// project_actions.cpp
void handle(AppContext& context, const action::NewProject& wanted);
void handle(AppContext& context, const action::OpenProject& wanted);
void handle(AppContext& context, const action::CloseProject& wanted);
void handle(AppContext& context, const action::RemoveProject& wanted);
void handle(AppContext& context, const action::RestoreProject& wanted);
void handle(AppContext& context, const action::EraseProject& wanted);
void handle(AppContext& context, const action::EmptyTrash& wanted);
void handle(AppContext& context, const action::KeepOpen& wanted);
void handle(AppContext& context, const action::LeaveUnsaved& wanted);
void handle(AppContext& context, const action::OfferUrl& wanted);
void handle(AppContext& context, const action::AnswerOffer& wanted);
void handle(AppContext& context, const action::RenameProject& wanted);
void handle(AppContext& context, const action::TakeOverProject& wanted);
void handle(AppContext& context, const action::OpenSample& wanted);
void handle(AppContext& context, const action::PickFile& wanted);
void handle(AppContext& context, const action::PasteText& wanted);
void handle(AppContext& context, const action::OpenUrl& wanted);

// import_actions.cpp
void handle(AppContext& context, const action::SetImportPlan& wanted);
void handle(AppContext& context, const action::ConfirmImport& wanted);
void handle(AppContext& context, const action::CancelImport& wanted);
void handle(AppContext& context, const action::CloseImportReport& wanted);
void handle(AppContext& context, const action::SaveImportReport& wanted);

// export_actions.cpp
void handle(AppContext& context, const action::Export& wanted);

// compute_actions.cpp
void handle(AppContext& context, const action::Embed& wanted);
void handle(AppContext& context, const action::ComputeLayout& wanted);
void handle(AppContext& context, const action::ComputeTopics& wanted);
void handle(AppContext& context, const action::SetGranularity& wanted);
void handle(AppContext& context, const action::AssignOutliers& wanted);
void handle(AppContext& context, const action::CancelJob& wanted);

// model_actions.cpp
void handle(AppContext& context, const action::ToggleModels& wanted);
void handle(AppContext& context, const action::FindModel& wanted);
void handle(AppContext& context, const action::AddModelFiles& wanted);
void handle(AppContext& context, const action::DownloadModel& wanted);
void handle(AppContext& context, const action::RemoveModel& wanted);
void handle(AppContext& context, const action::MeasureModel& wanted);
void handle(AppContext& context, const action::EstimateEndpoint& wanted);
void handle(AppContext& context, const action::UseModel& wanted);

// label_actions.cpp
void handle(AppContext& context, const action::AddLabel& wanted);
void handle(AppContext& context, const action::ChangeLabel& wanted);
void handle(AppContext& context, const action::RemoveLabel& wanted);
void handle(AppContext& context, const action::SetLabelMode& wanted);
void handle(AppContext& context, const action::Assign& wanted);
void handle(AppContext& context, const action::AssignKey& wanted);
void handle(AppContext& context, const action::MarkDocuments& wanted);
void handle(AppContext& context, const action::AcceptSuggestions& wanted);
void handle(AppContext& context, const action::RenameTopic& wanted);
void handle(AppContext& context, const action::Exclude& wanted);

// selection_actions.cpp
void handle(AppContext& context, const action::Select& wanted);
void handle(AppContext& context, const action::SelectOne& wanted);
void handle(AppContext& context, const action::SelectRangeTo& wanted);
void handle(AppContext& context, const action::SelectVisible& wanted);
void handle(AppContext& context, const action::SelectTopic& wanted);
void handle(AppContext& context, const action::ClearSelection& wanted);
void handle(AppContext& context, const action::InvertSelection& wanted);
void handle(AppContext& context, const action::MoveCurrent& wanted);
void handle(AppContext& context, const action::AddChip& wanted);
void handle(AppContext& context, const action::RemoveChip& wanted);
void handle(AppContext& context, const action::SetFilter& wanted);
void handle(AppContext& context, const action::ClearFilter& wanted);
void handle(AppContext& context, const action::Search& wanted);
void handle(AppContext& context, const action::LikeThis& wanted);

// alike_actions.cpp
void handle(AppContext& context, const action::OpenAlike& wanted);
void handle(AppContext& context, const action::SetAlikeThreshold& wanted);
void handle(AppContext& context, const action::SetAlikeUnlabeledOnly& wanted);
void handle(AppContext& context, const action::ToggleAlike& wanted);
void handle(AppContext& context, const action::LabelAlike& wanted);
void handle(AppContext& context, const action::CloseAlike& wanted);

// view_actions.cpp
void handle(AppContext& context, const action::Undo& wanted);
void handle(AppContext& context, const action::Redo& wanted);
void handle(AppContext& context, const action::JumpTo& wanted);
void handle(AppContext& context, const action::SetView& wanted);
void handle(AppContext& context, const action::ToggleFocusMode& wanted);
void handle(AppContext& context, const action::FocusSearch& wanted);
void handle(AppContext& context, const action::CopyText& wanted);
void handle(AppContext& context, const action::ToggleHelp& wanted);
void handle(AppContext& context, const action::TogglePalette& wanted);
void handle(AppContext& context, const action::ToggleHistory& wanted);
void handle(AppContext& context, const action::CycleTheme& wanted);
void handle(AppContext& context, const action::SetColorBy& wanted);
void handle(AppContext& context, const action::FitMap& wanted);
void handle(AppContext& context, const action::DismissNotice& wanted);

}  // namespace labelscape
