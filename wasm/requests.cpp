#include "requests.hpp"

#include "app/script/json_field.hpp"
#include "host.hpp"

namespace labelscape {
namespace {

ErrorCode code_of(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(ErrorCode::cancelled); ++i) {
        if (name_of(static_cast<ErrorCode>(i)) == name) return static_cast<ErrorCode>(i);
    }
    return ErrorCode::internal;
}

}  // namespace

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::uint32_t Requests::call(std::string_view method, const Json& arguments, std::span<const std::byte> bytes,
                             Reply reply, Event event) {
    const std::uint32_t request = next_++;
    open_[request] = {std::move(reply), std::move(event)};
    host_call(request, method, dump(arguments), bytes);
    return request;
}

void Requests::arrived(std::uint32_t request, std::string kind, const std::string& json, Bytes bytes, bool last) {
    Json value = Json::parse(json, nullptr, false);
    if (value.is_discarded()) {
        value = {{"message", "The page gave an answer that cannot be read"}};
        kind = name_of(ErrorCode::internal);
    }
    arrivals_.push_back({request, std::move(kind), {std::move(value), std::move(bytes)}, last});
}

void Requests::run(const Budget& budget) {
    for (std::size_t left = arrivals_.size(); left > 0 && !budget.spent(); --left) {
        Arrival arrival = std::move(arrivals_.front());
        arrivals_.pop_front();
        const auto found = open_.find(arrival.request);
        if (found == open_.end()) continue;
        if (!arrival.last) {
            if (found->second.event) found->second.event(arrival.kind, std::move(arrival.answer));
            continue;
        }
        const Reply reply = std::move(found->second.reply);
        open_.erase(found);
        if (!reply) continue;
        if (arrival.kind == "ok") {
            reply(std::move(arrival.answer));
        } else {
            reply(Error{code_of(arrival.kind), field(arrival.answer.json, "message", "The page gave no reason")});
        }
    }
}

}  // namespace labelscape
