#include "app/script/read_options_json.hpp"

#include "app/script/json_field.hpp"

namespace labelscape {
namespace {

/// with(name, member) for every option: one list for both directions.
template <class Options, class With>
void for_each_option(Options& options, With with) {
    with("encoding", options.encoding);
    with("delimiter", options.delimiter);
    with("quote", options.quote);
    with("header", options.header);
    with("skipLines", options.skip_lines);
    with("decimal", options.decimal);
    with("dateOrder", options.date_order);
    with("missing", options.missing);
}

}  // namespace

nlohmann::json json_from(const ReadOptions& options) {
    auto json = nlohmann::json::object();
    for_each_option(options, [&](const char* name, const auto& value) {
        if (value) json[name] = *value;
    });
    return json;
}

ReadOptions read_options_from(const nlohmann::json& json) {
    ReadOptions options;
    for_each_option(options, [&](const char* name, auto& value) { take_field(json, name, value); });
    return options;
}

}  // namespace labelscape
