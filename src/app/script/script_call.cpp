#include "app/script/script_call.hpp"

#include <set>
#include <utility>

namespace labelscape {

void Call::reply(Json answer, Bytes bytes) const { done_(*context_, Answer{std::move(answer), std::move(bytes)}); }

void Call::refuse(const Error& error) const { done_(*context_, error); }

void Call::reply_when_saved(Json answer) const {
    context_->persistence.when_saved(context_->state,
                                     [call = *this, answer = std::move(answer)](const Status& saved) mutable {
                                         if (answer.is_object()) answer["durable"] = saved.ok();
                                         call.reply(std::move(answer));
                                     });
}

/// Shared with every open call, which may outlive the desk.
struct CallDesk::State {
    CallDesk::Answer answer;
    std::set<std::uint32_t> open;
};

CallDesk::CallDesk(AppContext& context, Answer answer)
    : context_(context), state_(std::make_shared<State>(State{std::move(answer), {}})) {}

CallDesk::~CallDesk() { state_->answer = nullptr; }

Call CallDesk::open(std::uint32_t id) {
    state_->open.insert(id);
    const auto tell = [state = state_, id](AppContext&, Result<Call::Answer> result) {
        state->open.erase(id);
        if (!state->answer) return;
        if (result) return state->answer(id, true, json_text(result->json), std::move(result->bytes));
        const Error& error = result.error();
        state->answer(id, false, json_text({{"code", name_of(error.code)}, {"message", error.message}}), {});
    };
    return Call(context_, id, {context_.dropped, tell});
}

std::size_t CallDesk::open_count() const { return state_->open.size(); }

void CallDesk::tell(const char* event, Json detail) const {
    state_->answer(0, true, json_text({{"event", event}, {"detail", std::move(detail)}}), {});
}

}  // namespace labelscape
