#pragma once

#include <memory>
#include <vector>

#include "edit/edit.hpp"

namespace labelscape {

/// Undo and redo: all steps of a project in order, and how many of them are in force.
class History {
public:
    struct Entry {
        std::unique_ptr<Edit> edit;
        double at_ms = 0;   ///< since 1970, UTC
    };

    /// `max_bytes` bounds what undo may hold; the oldest steps go first.
    explicit History(std::size_t max_bytes = 256u << 20) : max_bytes_(max_bytes) {}

    /// Applies an edit, forgetting what had been undone. True when it was merged into the step before it.
    bool commit(Project& project, std::unique_ptr<Edit> edit, double at_ms);
    /// Takes up the steps of a stored history, of which the first `done` are in force in the project.
    void restore(std::vector<Entry> entries, std::size_t done);
    bool can_undo() const { return done_ > 0; }
    bool can_redo() const { return done_ < entries_.size(); }
    /// Only when can_undo() / can_redo().
    void undo(Project& project);
    void redo(Project& project);

    /// Oldest first; those from done_count() on are undone.
    const std::vector<Entry>& entries() const { return entries_; }
    std::size_t done_count() const { return done_; }
    std::uint64_t version() const { return version_; }
    std::size_t max_bytes() const { return max_bytes_; }

private:
    void trim();

    std::vector<Entry> entries_;
    std::size_t done_ = 0;
    std::size_t max_bytes_;
    std::uint64_t version_ = 1;
};

}  // namespace labelscape
