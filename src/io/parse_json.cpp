#include "io/parse_json.hpp"

#include "model/limits.hpp"

namespace labelscape {
namespace {

using nlohmann::json;

/// Reads without making values, and stops where they would be nested too deep. A callback of json::parse() would do as
/// well, but with one that function looks at all items of a list again after each.
struct DepthCheck {
    int depth = 0;

    bool enter() { return ++depth <= k_max_json_depth; }
    bool leave() { return --depth >= 0; }

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(json::number_integer_t) { return true; }
    bool number_unsigned(json::number_unsigned_t) { return true; }
    bool number_float(json::number_float_t, const json::string_t&) { return true; }
    bool string(json::string_t&) { return true; }
    bool binary(json::binary_t&) { return true; }
    bool key(json::string_t&) { return true; }
    bool start_object(std::size_t) { return enter(); }
    bool end_object() { return leave(); }
    bool start_array(std::size_t) { return enter(); }
    bool end_array() { return leave(); }
    bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }
};

}  // namespace

std::optional<json> parse_json(std::string_view text) {
    DepthCheck check;
    if (!json::sax_parse(text, &check)) return std::nullopt;
    json value = json::parse(text, nullptr, false);
    return value.is_discarded() ? std::nullopt : std::optional(std::move(value));
}

}  // namespace labelscape
