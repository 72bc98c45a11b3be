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

Replayed replay(Project& project, History& history, std::span<const Bytes> records) {
    Replayed result;
    ReplayBudget budget;
    for (std::size_t i = 0; i < records.size(); ++i) {
        for (std::span<const std::byte> rest = records[i]; !rest.empty();) {
            const auto payload = take_payload(rest);
            if (!payload.empty() && carry_out(project, history, payload, budget)) {
                ++result.applied;
                continue;
            }
            result.note = "The last changes could not be restored: the journal is damaged after " +
                          std::to_string(result.applied) +
                          (result.applied == 1 ? " change" : " changes");
            return result;
        }
    }
    return result;
}

}  // namespace labelscape
