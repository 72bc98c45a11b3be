#include "app/script/script_call.hpp"

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "app/app_context.hpp"

namespace labelscape {
namespace {

/// A notice this old is not why a call ended now.
constexpr double k_reason_ms = 1000;

}  // namespace

/// Shared with every open call, which may outlive the desk.
struct CallDesk::State {
    AppContext* context;   ///< null once the desk is gone
    Answer answer;
    std::map<std::uint32_t, std::uint64_t> open;   ///< with the first notice that can be about it
    std::mutex mutex;                     ///< of what follows
    std::vector<std::uint32_t> dropped;

    void end(std::uint32_t call, bool ok, const Json& json, Bytes bytes) {
        if (!context || open.erase(call) == 0) return;
        answer(call, ok, json_text(json), std::move(bytes));
    }
    void refuse(std::uint32_t call, const Error& error) {
        end(call, false, {{"code", name_of(error.code)}, {"message", error.message}}, {});
    }
    Error why_dropped(std::uint32_t call) const {
        const auto& notices = context->state.notices;
        for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
            if (notice->id < open.at(call) || notice->at_ms < context->clock.now_ms() - k_reason_ms) break;
            if (notice->kind == NoticeKind::error || notice->kind == NoticeKind::warning) return {ErrorCode::conflict, notice->text};
        }
        return {ErrorCode::cancelled, "It was cancelled"};
    }
    void answer_dropped();
};

struct Call::Open {
    std::shared_ptr<CallDesk::State> desk;
    std::uint32_t id;
    bool answered = false;

    Open(std::shared_ptr<CallDesk::State> its_desk, std::uint32_t its_id) : desk(std::move(its_desk)), id(its_id) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (answered) return;
        const std::lock_guard lock(desk->mutex);
        desk->dropped.push_back(id);
    }
};

void Call::reply(Json answer, Bytes bytes) const {
    open_->answered = true;
    open_->desk->end(open_->id, true, answer, std::move(bytes));
}

void Call::refuse(const Error& error) const {
    open_->answered = true;
    open_->desk->refuse(open_->id, error);
}

void Call::reply_when_saved(Json answer) const {
    AppContext* context = open_->desk->context;
    if (!context) return;
    context->persistence.when_saved(context->state, [call = *this, answer = std::move(answer)](const Status& saved) mutable {
        if (answer.is_object()) answer["durable"] = saved.ok();
        call.reply(std::move(answer));
    });
}

std::uint32_t Call::id() const { return open_->id; }

CallDesk::CallDesk(AppContext& context, Answer answer) : state_(std::make_shared<State>()) {
    state_->context = &context;
    state_->answer = std::move(answer);
}

CallDesk::~CallDesk() { state_->context = nullptr; }

Call CallDesk::open(std::uint32_t id) {
    state_->open[id] = state_->context->next_notice;
    Call call;
    call.open_ = std::make_shared<Call::Open>(state_, id);
    return call;
}

void CallDesk::State::answer_dropped() {
    std::vector<std::uint32_t> calls;
    {
        const std::lock_guard lock(mutex);
        calls.swap(dropped);
    }
    for (const std::uint32_t call : calls) {
        if (open.contains(call)) refuse(call, why_dropped(call));
    }
}

void CallDesk::tick() { state_->answer_dropped(); }

std::size_t CallDesk::open_count() const { return state_->open.size(); }

void CallDesk::tell(const char* event, Json detail) const {
    state_->answer(0, true, json_text({{"event", event}, {"detail", std::move(detail)}}), {});
}

}  // namespace labelscape
