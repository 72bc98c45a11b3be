#pragma once

#include <cstdint>
#include <string>

#include "app/app_state.hpp"

namespace labelscape {

/// Keeps the derived parts of AppState up to date: each is made again when a version it came from has moved.
class Derived {
public:
    /// Between frames.
    void update(AppState& state);
    /// Everything is made again; for another project.
    void forget() { *this = Derived(); }
    /// The filter has changed in place, or the texts that it waited for are read.
    void filter_changed() { filter_version_ = 0; }

private:
    void update_active(AppState& state);
    void update_topic_rows(AppState& state);
    void update_visible(AppState& state);
    void find_texts(AppState& state);
    Bitset visible_now(AppState& state, const Bitset& before);
    void update_order(AppState& state);

    std::uint64_t active_version_ = 0;
    std::uint64_t topic_version_ = 0;
    std::uint64_t filter_version_ = 0;
    Filter filter_;
    std::string search_;
    bool answered_ = false;   ///< `visible` is what some filter of this project let pass
    bool ordered_ = false;    ///< `order` is that of `visible`
    ListOrder order_kind_ = ListOrder::imported;
    const float* similarity_ = nullptr;
};

}  // namespace labelscape
