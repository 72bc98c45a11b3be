#include "edit/compound_edit.hpp"

#include <cassert>
#include <utility>

#include "edit/checked_fields.hpp"

namespace labelscape {
namespace {

std::unique_ptr<Edit> decode_part(const Bytes& bytes, const Project& project) {
    if (bytes.empty() || static_cast<EditKind>(bytes[0]) == EditKind::compound) return nullptr;
    ByteReader in(bytes);
    auto part = decode_edit(in, project);
    return in.at_end() ? std::move(part) : nullptr;
}

}  // namespace

void CompoundEdit::apply(Project& project) {
    for (auto& part : parts_) part->apply(project);
    for (const Bytes& bytes : std::exchange(undecoded_, {})) {
        parts_.push_back(decode_part(bytes, project));
        assert(parts_.back() && "decode() rehearsed it on the same state");
        parts_.back()->apply(project);
    }
}

void CompoundEdit::revert(Project& project) const {
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) (*part)->revert(project);
}

std::size_t CompoundEdit::bytes() const {
    std::size_t total = sizeof *this;
    for (const auto& part : parts_) total += part->bytes();
    return total;
}

void CompoundEdit::encode(ByteWriter& out) const {
    out.put_text(title_);
    out.put_varint(parts_.size() + undecoded_.size());
    for (const auto& part : parts_) {
        ByteWriter bytes;
        encode_edit(*part, bytes);
        const Bytes encoded = bytes.take();
        out.put_array(std::span(encoded));
    }
    for (const Bytes& part : undecoded_) out.put_array(std::span(part));
}

std::unique_ptr<Edit> CompoundEdit::decode(ByteReader& in, const Project& project) {
    auto edit = std::make_unique<CompoundEdit>(get_name(in, k_max_action_bytes), std::vector<std::unique_ptr<Edit>>{});
    const auto count = in.get_varint();
    if (!in.ok() || count > k_max_compound_parts) return nullptr;
    Project rehearsal = project;
    while (in.ok() && edit->undecoded_.size() < count) {
        edit->undecoded_.push_back(in.get_array<std::byte>());
        const auto part = decode_part(edit->undecoded_.back(), rehearsal);
        part ? part->apply(rehearsal) : void(in.fail());
    }
    return in.ok() ? std::move(edit) : nullptr;
}

}  // namespace labelscape
