#include "io/parse_json.hpp"

#include "model/limits.hpp"

namespace labelscape {
namespace {

struct TooDeep {};

}  // namespace

std::optional<nlohmann::json> parse_json(std::string_view text) {
    using nlohmann::json;
    const auto watch_depth = [](int depth, json::parse_event_t, json&) {
        if (depth > k_max_json_depth) throw TooDeep();
        return true;
    };
    try {
        json value = json::parse(text, watch_depth, false);
        return value.is_discarded() ? std::nullopt : std::optional(std::move(value));
    } catch (const TooDeep&) {
        return std::nullopt;
    }
}

}  // namespace labelscape
