#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/byte_stream.hpp"
#include "model/project.hpp"

namespace labelscape {

/// Names an edit in the journal; numbers are part of the file format and never used again.
enum class EditKind : std::uint8_t {
    assign_labels = 1,
    add_label = 2,
    remove_label = 3,
    change_label = 4,
    set_label_mode = 5,
    import_documents = 6,
    exclude_documents = 7,
    replace_topics = 8,
    rename_topic = 9,
    assign_topic = 10,
    compound = 11,
    import_labels = 12,
    replace_documents = 13,
    import_copies = 14,
};

/// A small reversible change of the project. It holds ids and values, never pointers into the model.
class Edit {
public:
    virtual ~Edit() = default;

    virtual EditKind kind() const = 0;
    /// What the user did, such as "Label 143 documents as Refund".
    virtual std::string title() const = 0;
    /// Makes the change and remembers what it replaced. Also used for redo.
    virtual void apply(Project& project) = 0;
    /// Restores exactly what apply() found.
    virtual void revert(Project& project) const = 0;
    /// Memory that the edit holds, for the history's cap.
    virtual std::size_t bytes() const = 0;
    /// Writes what decode_edit() needs to apply the edit to the same state again.
    virtual void encode(ByteWriter& out) const = 0;
    /// Takes up `next`, already applied, when both are one gesture. False: they stay apart.
    virtual bool merge_with(const Edit& next) {
        (void)next;
        return false;
    }
};

/// Kind, then what encode() wrote.
void encode_edit(const Edit& edit, ByteWriter& out);

/// Reads an edit that encode_edit() wrote, or null when the bytes are damaged or of a later version.
/// The edit is checked against `project`, to which it is about to be applied: ids in range, labels known.
std::unique_ptr<Edit> decode_edit(ByteReader& in, const Project& project);

}  // namespace labelscape
