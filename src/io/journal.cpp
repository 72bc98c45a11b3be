#include "io/journal.hpp"

#include <cstring>

#include "base/hash.hpp"
#include "edit/checked_fields.hpp"
#include "edit/replay_budget.hpp"

namespace labelscape {
namespace {

/// Numbers are part of the format and never used again.
enum class RecordKind : std::uint8_t { commit = 1, undo = 2, redo = 3 };

constexpr std::size_t k_frame_bytes = 8;

Bytes framed(Bytes payload) {
    ByteWriter out;
    out.put(static_cast<std::uint32_t>(payload.size()));
    out.put(crc32(payload));
    out.append(payload.data(), payload.size());
    return out.take();
}

Bytes of_kind(RecordKind kind) {
    ByteWriter out;
    out.put(kind);
    return framed(out.take());
}

/// Takes the payload of the first record off `bytes`; nothing when it is damaged.
std::span<const std::byte> take_payload(std::span<const std::byte>& bytes) {
    std::uint32_t frame[2];  // size, crc
    if (bytes.size() < k_frame_bytes) return {};
    std::memcpy(frame, bytes.data(), k_frame_bytes);
    bytes = bytes.subspan(k_frame_bytes);
    if (frame[0] > bytes.size()) return {};
    const auto payload = bytes.first(frame[0]);
    bytes = bytes.subspan(frame[0]);
    return crc32(payload) == frame[1] ? payload : std::span<const std::byte>();
}

bool carry_out(Project& project, History& history, std::span<const std::byte> payload, ReplayBudget& budget) {
    ByteReader in(payload);
    const auto kind = in.get<RecordKind>();
    if (kind == RecordKind::commit) {
        const auto at_ms = get_time(in);
        if (in.at_end() || !budget.covers(static_cast<EditKind>(payload[in.position()]), project)) return false;
        auto edit = decode_edit(in, project);
        if (!edit || !in.ok() || !in.at_end()) return false;
        history.commit(project, std::move(edit), at_ms);
        return true;
    }
    if (!in.ok() || !in.at_end()) return false;
    const bool undo = kind == RecordKind::undo && history.can_undo();
    const bool redo = kind == RecordKind::redo && history.can_redo();
    if (!undo && !redo) return false;
    const std::size_t step = undo ? history.done_count() - 1 : history.done_count();
    if (!budget.covers(history.entries()[step].edit->kind(), project)) return false;
    if (undo) history.undo(project);
    if (redo) history.redo(project);
    return true;
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string not_restored(std::size_t records, const std::string& why) {
    return "The last " + (records == 1 ? "change" : counted(records, "change")) + " could not be restored: " + why;
}

}  // namespace

Bytes encode_commit(const Edit& edit, double at_ms) {
    ByteWriter out;
    out.put(RecordKind::commit);
    out.put(at_ms);
    encode_edit(edit, out);
    return framed(out.take());
}

Bytes encode_undo() {
    return of_kind(RecordKind::undo);
}
Bytes encode_redo() {
    return of_kind(RecordKind::redo);
}

Replayed replay(Project& project, History& history, std::span<const JournalRecord> records,
                std::optional<std::uint64_t> first) {
    Replayed result;
    ReplayBudget budget;
    std::uint64_t expected = first.value_or(records.empty() ? 0 : records[0].sequence);
    for (const JournalRecord& record : records) {
        if (record.sequence != expected++) {
            result.note = not_restored(records.size() - result.whole, "a change before them is missing in the journal");
            return result;
        }
        for (std::span<const std::byte> rest = record.bytes; !rest.empty();) {
            const auto payload = take_payload(rest);
            if (payload.empty() || !carry_out(project, history, payload, budget)) {
                result.note = not_restored(records.size() - result.whole,
                                           "the journal is damaged after " + counted(result.applied, "change"));
                return result;
            }
            ++result.applied;
        }
        ++result.whole;
    }
    return result;
}

}  // namespace labelscape
