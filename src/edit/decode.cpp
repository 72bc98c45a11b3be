#include "edit/assign_labels.hpp"
#include "edit/compound_edit.hpp"
#include "edit/document_edits.hpp"
#include "edit/edit.hpp"
#include "edit/import_labels.hpp"
#include "edit/label_scheme_edits.hpp"
#include "edit/topic_edits.hpp"

namespace labelscape {

void encode_edit(const Edit& edit, ByteWriter& out) {
    out.put(edit.kind());
    edit.encode(out);
}

std::unique_ptr<Edit> decode_edit(ByteReader& in, const Project& project) {
    switch (in.get<EditKind>()) {
        case EditKind::assign_labels: return AssignLabels::decode(in, project);
        case EditKind::add_label: return AddLabel::decode(in, project);
        case EditKind::remove_label: return RemoveLabel::decode(in, project);
        case EditKind::change_label: return ChangeLabel::decode(in, project);
        case EditKind::set_label_mode: return SetLabelMode::decode(in, project);
        case EditKind::import_documents: return ImportDocuments::decode(in, project);
        case EditKind::exclude_documents: return ExcludeDocuments::decode(in, project);
        case EditKind::replace_topics: return ReplaceTopics::decode(in, project);
        case EditKind::rename_topic: return RenameTopic::decode(in, project);
        case EditKind::assign_topic: return AssignTopic::decode(in, project);
        case EditKind::compound: return CompoundEdit::decode(in, project);
        case EditKind::import_labels: return ImportLabels::decode(in, project);
        case EditKind::replace_documents: return ReplaceDocuments::decode(in, project);
        case EditKind::import_copies: return ImportCopies::decode(in, project);
    }
    in.fail();
    return nullptr;
}

}  // namespace labelscape
