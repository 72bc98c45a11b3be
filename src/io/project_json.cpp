#include "io/project_json.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "edit/checked_fields.hpp"
#include "io/parse_json.hpp"

namespace labelscape {
namespace {

using nlohmann::json;

constexpr std::string_view k_format = "labelscape-project";
constexpr auto k_replace = json::error_handler_t::replace;

/// Reads fields and turns what the library throws into "nothing".
template <class Read>
auto guarded(std::string_view text, Read read) -> decltype(read(json())) {
    try {
        const auto value = parse_json(text);
        if (!value) return std::nullopt;
        return read(*value);
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::uint32_t checksum(const Manifest& manifest) {
    ByteWriter out;
    out.put(manifest.version);
    out.put_text(manifest.id);
    out.put_text(manifest.name);
    out.put(manifest.rows);
    for (const auto& info : manifest.sections) {
        out.put_text(info.name);
        out.put(info.size);
        out.put(info.crc32);
        out.put(info.key);
    }
    return crc32(out.take());
}

template <class T>
T number(const json& value, const char* field) {
    const json& found = value.at(field);
    return found.is_number_unsigned() && found.get<std::uint64_t>() <= std::numeric_limits<T>::max()
               ? found.get<T>()
               : T{0};
}

json json_of(const Label& label) {
    return {{"id", static_cast<std::uint32_t>(label.id)},
            {"name", label.name},
            {"color", label.color},
            {"key", label.key},
            {"description", label.description},
            {"keywords", label.keywords}};
}

Label label_of(const json& value) {
    Label label;
    label.id = static_cast<LabelId>(number<std::uint32_t>(value, "id"));
    label.name = value.at("name").get<std::string>();
    label.color = number<std::uint32_t>(value, "color");
    label.key = value.at("key").get<std::string>();
    label.description = value.at("description").get<std::string>();
    label.keywords = value.at("keywords").get<std::vector<std::string>>();
    return label;
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
    json sections = json::array();
    for (const auto& info : manifest.sections) {
        sections.push_back(
            {{"name", info.name}, {"size", info.size}, {"crc32", info.crc32}, {"key", info.key}});
    }
    const json value = {{"format", k_format},         {"version", manifest.version},
                        {"id", manifest.id},          {"name", manifest.name},
                        {"rows", manifest.rows},      {"sections", std::move(sections)},
                        {"check", checksum(manifest)}};
    return value.dump(1, ' ', false, k_replace) + "\n";
}

std::optional<Manifest> parse_manifest(std::string_view text) {
    return guarded(text, [](const json& value) -> std::optional<Manifest> {
        if (!value.is_object() || value.at("format") != k_format) return std::nullopt;
        Manifest manifest;
        manifest.version = number<int>(value, "version");
        manifest.id = value.at("id").get<std::string>();
        manifest.name = value.at("name").get<std::string>();
        manifest.rows = number<std::uint32_t>(value, "rows");
        for (const json& section : value.at("sections")) {
            manifest.sections.push_back(
                {section.at("name").get<std::string>(), number<std::uint64_t>(section, "size"),
                 number<std::uint32_t>(section, "crc32"), number<std::uint64_t>(section, "key")});
        }
        manifest.intact = number<std::uint32_t>(value, "check") == checksum(manifest);
        return manifest;
    });
}

std::string write_labels(const LabelScheme& scheme) {
    json labels = json::array();
    for (const Label& label : scheme.labels()) labels.push_back(json_of(label));
    const json value = {{"mode", scheme.mode() == LabelMode::multi ? "multi" : "single"},
                        {"next_id", static_cast<std::uint32_t>(scheme.next_id())},
                        {"labels", std::move(labels)}};
    return value.dump(1, ' ', false, k_replace) + "\n";
}

std::optional<StoredLabels> parse_labels(std::string_view text) {
    return guarded(text, [](const json& value) -> std::optional<StoredLabels> {
        StoredLabels stored;
        LabelScheme& scheme = stored.scheme;
        scheme.set_mode(value.at("mode") == "multi" ? LabelMode::multi : LabelMode::single);
        stored.count = value.at("labels").size();
        if (stored.count > k_max_labels) return stored;
        for (const json& item : value.at("labels")) {
            Label label = label_of(item);
            if (fit_label(label)) ++stored.shortened;
            const bool fits =
                !label.name.empty() && static_cast<std::uint32_t>(label.id) < k_label_id_limit;
            if (!fits || scheme.find(label.id) || scheme.find(label.name)) return std::nullopt;
            scheme.insert(scheme.labels().size(), std::move(label));
        }
        const auto next_id = number<std::uint32_t>(value, "next_id");
        if (next_id > k_label_id_limit) return std::nullopt;
        scheme.reserve_ids(next_id);
        return stored;
    });
}

namespace {

std::optional<std::vector<std::string>> text_list(const json& value) {
    if (!value.is_array()) return std::nullopt;
    std::vector<std::string> items;
    for (const json& item : value) {
        if (item.is_structured() || item.is_null()) return std::nullopt;
        items.push_back(item.is_string() ? item.get<std::string>() : item.dump());
    }
    return items;
}

}  // namespace

std::optional<std::vector<std::string>> parse_text_list(std::string_view text) { return guarded(text, text_list); }

std::optional<std::vector<std::string>> parse_choices(std::string_view text) {
    return guarded(text, [](const json& value) -> std::optional<std::vector<std::string>> {
        if (!value.is_object() || value.size() != 1 || !value.contains("choices")) return std::nullopt;
        return text_list(value["choices"]);
    });
}

void append_json_text(std::string& out, std::string_view text) {
    constexpr char k_digits[] = "0123456789abcdef";
    const std::string repaired = is_valid_utf8(text) ? std::string() : to_valid_utf8(text);
    out.push_back('"');
    for (const char c : repaired.empty() ? text : std::string_view(repaired)) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out.push_back(k_digits[static_cast<unsigned char>(c) >> 4]);
                    out.push_back(k_digits[c & 15]);
                } else {
                    out.push_back(c);
                }
        }
    }
    out.push_back('"');
}

std::string json_list(std::span<const std::string_view> items) {
    std::string out = "[";
    for (const auto item : items) {
        if (out.size() > 1) out.push_back(',');
        append_json_text(out, item);
    }
    return out + "]";
}

}  // namespace labelscape
