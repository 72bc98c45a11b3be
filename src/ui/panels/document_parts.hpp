#pragma once

#include <string>
#include <string_view>

#include "app/action.hpp"
#include "app/actions/labels.hpp"
#include "app/app_state.hpp"
#include "ui/panel_args.hpp"

namespace labelscape {

/// Sentences about a document that several panels show.

/// Why a label is suggested: "Similar documents carry it".
std::string suggestion_reason(const AppState& state, DocId doc);
/// "neighbors carry Sport, 83 %" of a document that is labeled otherwise; else empty.
std::string otherwise_text(const AppState& state, DocId doc);
/// "by you, in bulk of 143, 5 min ago: Label 143 documents as Refund"; empty without label and mark.
std::string provenance_text(const AppState& state, DocId doc);
/// "143 alike, not labeled"; empty when there are none, "alike…" while they are not counted.
std::string alike_text(const AppState& state, DocId doc);
/// Unlabeled documents alike this one, -1 while not counted.
std::int32_t alike_count(const AppState& state, DocId doc);
/// True while the list waits for texts to be searched, after a moment: what is short is not worth a word.
bool shows_searching(const AppState& state);
/// The beginning of a text on one line: white space becomes single spaces.
std::string preview_text(std::string_view text, std::size_t max_bytes = 480);
/// How the page shows the key of a command; empty without one.
std::string command_key(const UiContext& ui, std::string_view id);
/// A target of exactly this document.
Target only(DocId doc);
/// What pressing a label means for a document: set it, or in a multi-label project put it on or take it off.
action::Assign assign_or_toggle(const AppState& state, DocId doc, LabelId label);
/// The labels of a document without one, as an action.
action::Assign without_label(DocId doc, LabelId label);

}  // namespace labelscape
