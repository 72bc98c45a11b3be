#include "ui/probe_json.hpp"

#include <cmath>
#include <cstdio>

#include "base/utf8.hpp"

namespace labelscape {

namespace {

void append_number(std::string& out, double value) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.6g", std::isfinite(value) ? value : 0.0);
    out += text;
}

void append_text(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out += ',';
    append_json_string(out, key);
    out += ':';
    append_json_string(out, value);
}

void append_flag(std::string& out, std::string_view key, bool value) {
    out += ',';
    append_json_string(out, key);
    out += value ? ":true" : ":false";
}

void append_tri(std::string& out, std::string_view key, Tri value) {
    if (value != Tri::none) append_flag(out, key, value == Tri::yes);
}

void append_field(std::string& out, std::string_view key, double value) {
    out += ',';
    append_json_string(out, key);
    out += ':';
    append_number(out, value);
}

void append_item(std::string& out, const ProbeItem& item) {
    out += "{\"name\":";
    append_json_string(out, item.name);
    append_text(out, "role", role_name(item.role));
    append_text(out, "label", item.label);
    append_text(out, "value", item.value);
    out += ",\"rect\":[";
    const float rect[] = {item.min.x, item.min.y, item.max.x - item.min.x, item.max.y - item.min.y};
    for (int i = 0; i < 4; ++i) {
        if (i > 0) out += ',';
        append_number(out, rect[i]);
    }
    out += ']';
    if (item.id != 0) append_flag(out, "focusable", true);
    if (item.disabled) append_flag(out, "disabled", true);
    if (item.focused) append_flag(out, "focused", true);
    if (item.multiline) append_flag(out, "multiline", true);
    append_tri(out, "pressed", item.pressed);
    append_tri(out, "checked", item.checked);
    append_tri(out, "selected", item.selected);
    append_tri(out, "expanded", item.expanded);
    if (item.now) append_field(out, "now", *item.now);
    if (item.low) append_field(out, "low", *item.low);
    if (item.high) append_field(out, "high", *item.high);
    if (item.position > 0) append_field(out, "position", item.position);
    if (item.count > 0) append_field(out, "count", item.count);
    append_text(out, "shortcut", item.shortcut);
    append_text(out, "description", item.description);
    out += '}';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : is_valid_utf8(text) ? std::string(text) : to_valid_utf8(text)) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof(code), "\\u%04x", static_cast<unsigned>(c));
            out += code;
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string probe_json(std::span<const ProbeItem> items, std::uint64_t version, std::string_view prefix) {
    std::string out = "{\"version\":" + std::to_string(version) + ",\"items\":[";
    bool first = true;
    for (const ProbeItem& item : items) {
        if (!item.name.starts_with(prefix)) continue;
        if (!first) out += ',';
        first = false;
        append_item(out, item);
    }
    return out + "]}";
}

}  // namespace labelscape
