#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "model/limits.hpp"

namespace labelscape {

struct Label {
    LabelId id{};
    std::string name;           ///< unique, not empty, no leading or trailing space
    std::uint32_t color = 0;    ///< 0xRRGGBB
    std::string key;            ///< one character that assigns it, or empty
    std::string description;
    std::vector<std::string> keywords;

    bool operator==(const Label&) const = default;
};

enum class LabelMode : std::uint8_t { single, multi };

/// The labels of a project in the order in which they are shown.
class LabelScheme {
public:
    const std::vector<Label>& labels() const { return labels_; }
    LabelMode mode() const { return mode_; }
    const Label* find(LabelId id) const;
    const Label* find(std::string_view name) const;
    /// Position of a label in labels(), or -1.
    int index_of(LabelId id) const;
    /// An id that no label of this project has had.
    LabelId next_id() const { return static_cast<LabelId>(next_id_); }

    void insert(std::size_t position, Label label);
    Label remove(LabelId id);
    void replace(const Label& label);
    void set_mode(LabelMode mode) { mode_ = mode; }
    /// next_id() will be at least this: for a scheme that is read from storage.
    void reserve_ids(std::uint32_t next_id) { next_id_ = std::max(next_id_, next_id); }

    bool operator==(const LabelScheme&) const = default;

private:
    struct Place {
        LabelId id;
        int position;
        bool operator==(const Place&) const = default;
    };
    std::vector<Place>::const_iterator place_of(LabelId id) const;

    std::vector<Label> labels_;
    std::vector<Place> places_;   ///< by ascending id: documents ask for the position of each of their labels
    LabelMode mode_ = LabelMode::single;
    std::uint32_t next_id_ = 0;
};

}  // namespace labelscape
