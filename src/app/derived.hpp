#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/app_state.hpp"
#include "app/stamp.hpp"

namespace labelscape {

/// Keeps the derived parts of AppState up to date: each is made again when a version it came from has moved. A few
/// documents with other labels change only what is said of them.
class Derived {
public:
    /// Between frames.
    void update(AppState& state);
    /// The filter has changed in place, or the texts that it waited for are read.
    void filter_changed() { visible_from_ = {}; }

private:
    using Changes = std::span<const AnnotationChange>;

    // True when the part is another than before
    bool update_active(AppState& state);
    bool update_topic_rows(AppState& state);
    bool update_visible(AppState& state);
    void make_topic_rows(AppState& state);
    bool pass_again(AppState& state, Changes changes);
    Bitset visible_now(AppState& state, const Bitset& before);
    void find_texts(AppState& state);
    void update_order(AppState& state);

    Stamp active_from_{}, rows_from_{}, visible_from_{};
    std::uint64_t rows_changes_ = 0, visible_changes_ = 0;   ///< of the annotations that are in them
    Filter filter_;
    std::string search_;
    bool answered_ = false;   ///< `visible` is what some filter of this project let pass
    bool ordered_ = false;    ///< `order` is that of `visible`
    ListOrder order_kind_ = ListOrder::imported;
    const float* similarity_ = nullptr;
};

}  // namespace labelscape
