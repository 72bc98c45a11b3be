#include "app/derived_parts.hpp"

#include <algorithm>
#include <utility>

#include "app/app_context.hpp"

namespace labelscape {

const DerivedPart& DerivedParts::part(std::string_view key) const {
    return *std::ranges::find(table_, key, &DerivedPart::key);
}

bool DerivedParts::making(std::string_view key) const {
    const auto found = states_.find(key);
    return found != states_.end() && found->second.run != 0;
}

std::uint64_t DerivedParts::made(std::string_view key) const {
    const auto found = states_.find(key);
    return found == states_.end() ? 0 : found->second.made;
}

bool DerivedParts::fresh(const AppContext& context, std::string_view key) const {
    const DerivedPart& one = part(key);
    return made(key) > 0 && states_.at(one.key).from == one.from(context) &&
           (one.needs.empty() || fresh(context, one.needs));
}

bool DerivedParts::coming(const AppContext& context, std::string_view key) const {
    if (!making(key)) return false;
    const DerivedPart& one = part(key);
    const State& state = states_.at(one.key);
    return !state.background && state.tried == one.from(context) &&
           (one.needs.empty() || fresh(context, one.needs) || coming(context, one.needs));
}

void DerivedParts::need(AppContext& context, std::string_view key, Done<> done) {
    const DerivedPart& wanted = part(key);
    if (const Status possible = wanted.possible(context); !possible) return done(context, possible);
    if (fresh(context, key)) return done(context, {});
    State& state = states_[wanted.key];
    state.waiting.push_back(std::move(done));
    if (coming(context, key)) return;
    state.background = false;
    begin(context, wanted, Priority::normal);
}

void DerivedParts::update(AppContext& context) {
    for (const DerivedPart& one : table_) {
        if (making(one.key) || !one.by_itself(context) || fresh(context, one.key) || !one.possible(context)) continue;
        State& state = states_[one.key];
        if (state.tried == one.from(context)) continue;
        state.background = one.alone == Priority::background;
        begin(context, one, one.alone);
    }
}

void DerivedParts::begin(AppContext& context, const DerivedPart& one, Priority priority) {
    State& state = states_[one.key];
    const std::uint64_t run = state.run = ++context.last_run;
    state.tried = one.from(context);
    const Done<> ended = context.done([key = one.key, run](AppContext& later, const Status& status) {
        later.parts.end(later, key, run, status);
    });
    const auto make = [&one, run, priority](AppContext& later, const Done<>& done) {
        State& now = later.parts.states_[one.key];
        if (now.run != run) return;
        now.tried = one.from(later);   // what it needs is of now
        one.make(later, priority, done);
    };
    if (one.needs.empty()) return make(context, ended);
    need(context, one.needs, ended.after(make));
}

void DerivedParts::end(AppContext& context, std::string_view key, std::uint64_t run, const Status& status) {
    State& state = states_[key];
    if (state.run != run) return;   // begun anew meanwhile
    state.run = 0;
    if (status) {
        state.from = state.tried;
        ++state.made;
    }
    const auto waiting = std::exchange(state.waiting, {});
    if (!status && waiting.empty()) context.notify(status.error());
    for (const Done<>& done : waiting) done(context, status);
}

}  // namespace labelscape
