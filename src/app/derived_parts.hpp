#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "app/done.hpp"
#include "app/stamp.hpp"
#include "jobs/job.hpp"

namespace labelscape {

/// Something that a job derives from the project, kept beside it: a row of the table in app/work/derived_work.cpp.
struct DerivedPart {
    std::string_view key;                        ///< of its job too
    std::string_view needs;                      ///< the part that has to be up to date first; empty: none
    Stamp (*from)(const AppContext&);            ///< versions of what it is made of
    Status (*possible)(const AppContext&);       ///< or why it cannot be made now
    /// Whether it is made as soon as it is stale, and not only when it is needed.
    bool (*by_itself)(const AppContext&);
    Priority alone;                              ///< then
    /// Starts the job, and keeps what comes of it before `done` is told.
    void (*make)(AppContext&, Priority, const Done<>&);
};

/// Which parts of the open project are up to date, which are being made, and who waits for them.
class DerivedParts {
public:
    explicit DerivedParts(std::span<const DerivedPart> table) : table_(table) {}

    /// Ends once the part is up to date; makes it, and what it needs, where it is not. One that is made for something
    /// that has changed meanwhile is begun anew, and all who waited for it wait for the new one.
    void need(AppContext& context, std::string_view key, Done<> done);
    /// Once a frame: begins what is made by itself and is stale, unless it failed for the same inputs.
    void update(AppContext& context);

    bool fresh(const AppContext& context, std::string_view key) const;
    bool making(std::string_view key) const;
    /// How often it was made; part of the stamp of what is derived from it.
    std::uint64_t made(std::string_view key) const;

private:
    struct State {
        Stamp from{};                  ///< of what is there
        Stamp tried{};                 ///< of the last attempt
        std::uint64_t run = 0;         ///< the one under way; 0: none
        std::uint64_t made = 0;
        bool background = false;       ///< the one under way, which nobody needs
        std::vector<Done<>> waiting;
    };

    const DerivedPart& part(std::string_view key) const;
    /// It is being made from what there is now.
    bool coming(const AppContext& context, std::string_view key) const;
    void begin(AppContext& context, const DerivedPart& part, Priority priority);
    void end(AppContext& context, std::string_view key, std::uint64_t run, const Status& status);

    std::span<const DerivedPart> table_;
    std::map<std::string_view, State> states_;
};

}  // namespace labelscape
