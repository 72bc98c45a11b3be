#include "edit/history.hpp"

namespace labelscape {

bool History::commit(Project& project, std::unique_ptr<Edit> edit, double at_ms) {
    ++version_;
    edit->apply(project);
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(done_), entries_.end());
    if (done_ > 0 && entries_.back().edit->merge_with(*edit)) {
        entries_.back().at_ms = at_ms;
        return true;
    }
    entries_.push_back({std::move(edit), at_ms});
    ++done_;
    trim();
    return false;
}

void History::restore(std::vector<Entry> entries, std::size_t done) {
    ++version_;
    entries_ = std::move(entries);
    done_ = done;
}

void History::undo(Project& project) {
    ++version_;
    entries_[--done_].edit->revert(project);
}

void History::redo(Project& project) {
    ++version_;
    entries_[done_++].edit->apply(project);
}

void History::trim() {
    std::size_t total = 0;
    for (const auto& entry : entries_) total += entry.edit->bytes();
    std::size_t drop = 0;
    const auto too_many = [&] { return total > max_bytes_ || entries_.size() - drop > k_max_history_entries; };
    while (too_many() && drop + 1 < done_) total -= entries_[drop++].edit->bytes();
    entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(drop));
    done_ -= drop;
}

}  // namespace labelscape
