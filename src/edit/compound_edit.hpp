#pragma once

#include <vector>

#include "edit/edit.hpp"

namespace labelscape {

/// Several edits as one step. None of them is a compound itself.
class CompoundEdit final : public Edit {
public:
    CompoundEdit(std::string title, std::vector<std::unique_ptr<Edit>> parts)
        : title_(std::move(title)), parts_(std::move(parts)) {}
    /// Null unless all parts fit, one after the other.
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::compound; }
    std::string title() const override { return title_; }
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override;
    void encode(ByteWriter& out) const override;

private:
    std::string title_;
    std::vector<std::unique_ptr<Edit>> parts_;
    /// Parts read from bytes; decoded when applied, since one may need what the part before it made.
    std::vector<Bytes> undecoded_;
};

}  // namespace labelscape
