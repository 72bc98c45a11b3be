#include "app/app_context.hpp"

#include "app/work/derived_work.hpp"
#include "io/journal.hpp"

namespace labelscape {

SessionWork::SessionWork() : parts(derived_parts()) {}

AppContext::AppContext(const Clock& its_clock, Ports its_ports, std::vector<std::uint32_t> its_label_palette)
    : clock(its_clock),
      ports(its_ports),
      label_palette(std::move(its_label_palette)),
      state(its_clock),
      persistence(its_ports.storage, its_clock,
                  [this](NoticeKind kind, std::string text) { notify(kind, std::move(text)); }) {}

void AppContext::notify(NoticeKind kind, std::string text, bool offers_undo) {
    constexpr std::size_t k_kept = 50;
    state.notices.push_back({next_notice++, kind, std::move(text), clock.now_ms(), offers_undo});
    if (state.notices.size() > k_kept) state.notices.erase(state.notices.begin());
}

void AppContext::notify(const Error& error) {
    if (error.code == ErrorCode::cancelled) return;
    const bool told = !state.notices.empty() && state.notices.back().text == error.message &&
                      state.notices.back().at_ms >= state.now_ms;   // in this frame
    const bool expected = error.code == ErrorCode::conflict || error.code == ErrorCode::not_found;
    if (!told) notify(expected ? NoticeKind::warning : NoticeKind::error, error.message);
}

Done<> AppContext::noticed() {
    return done([](AppContext& context, const Status& status) {
        if (!status) context.notify(status.error());
    });
}

void AppContext::end_session() {
    state.jobs.cancel_all();
    ++project_session;
    const ThemeChoice theme = state.view.theme;
    state.loading = false;
    static_cast<Session&>(state) = Session();
    static_cast<SessionWork&>(*this) = SessionWork();
    state.view.theme = theme;
    ++state.derived_version;
    ++state.live_layout_version;
}

void AppContext::withdraw_undo_offers() {
    std::erase_if(state.notices, [](const Notice& notice) { return notice.offers_undo; });
}

bool AppContext::commit(std::unique_ptr<Edit> edit) {
    if (!edit) return false;
    withdraw_undo_offers();
    Bytes record = encode_commit(*edit, state.wall_ms);
    state.history.commit(state.project, std::move(edit), state.wall_ms);
    persistence.journal(state, std::move(record));
    return true;
}

void AppContext::undo() {
    if (!state.history.can_undo()) return;
    withdraw_undo_offers();
    state.history.undo(state.project);
    persistence.journal(state, encode_undo());
}

void AppContext::redo() {
    if (!state.history.can_redo()) return;
    withdraw_undo_offers();
    state.history.redo(state.project);
    persistence.journal(state, encode_redo());
}

Bitset AppContext::resolve(const Target& target) const {
    const DocId current = state.selection.current.value_or(state.project.size());
    switch (target.kind) {
        case Target::Kind::selection: return state.selected_or_current();
        case Target::Kind::current: return Bitset::of(state.project.size(), std::span(&current, 1));
        case Target::Kind::visible: return state.visible;
        case Target::Kind::documents: return Bitset::of(state.project.size(), target.docs);
    }
    return {};
}

}  // namespace labelscape
