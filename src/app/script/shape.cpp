#include "app/script/shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/label_defaults.hpp"
#include "base/utf8.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_quoted_bytes = 60;

std::string shape_figure(double value) {
    char text[32];
    const bool whole = std::trunc(value) == value && std::abs(value) < 1e16;
    std::snprintf(text, sizeof text, whole ? "%.0f" : "%.15g", value);
    return text;
}

/// What was given, short: a deeply nested value is not written out.
std::string said(const Json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list of " + std::to_string(value.size());
    if (value.is_number()) return shape_figure(value.get<double>());
    if (!value.is_string()) return value.dump();
    const auto& text = value.get_ref<const std::string&>();
    const std::string_view shown = cut_utf8(text, k_quoted_bytes);
    return '"' + std::string(shown) + (shown.size() < text.size() ? "…" : "") + '"';
}

std::string quoted_list(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "'" : ", '") + value + "'";
    return text;
}

Error not_taken(const std::string& path, const std::string& allowed, const Json& value) {
    return {ErrorCode::bad_argument, path + " must be " + allowed + ", not " + said(value)};
}

bool is_color(const std::string& text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

}  // namespace

Shape Shape::flag() { return Shape(Kind::flag); }
Shape Shape::number(double low, double high) { return Shape(Kind::number, low, high); }
Shape Shape::whole(double low, double high) { return Shape(Kind::whole, low, high); }
Shape Shape::text(std::size_t most, std::size_t least) {
    return Shape(Kind::text, static_cast<double>(least), static_cast<double>(most));
}
Shape Shape::name(std::size_t most) { return Shape(Kind::name, 1, static_cast<double>(most)); }
Shape Shape::character() { return Shape(Kind::character); }
Shape Shape::color() { return Shape(Kind::color); }
Shape Shape::nothing() { return Shape(Kind::nothing); }

Shape Shape::choice(std::vector<std::string> values) {
    Shape shape(Kind::choice);
    shape.values_ = std::move(values);
    return shape;
}

Shape Shape::list(Shape item, std::size_t most) {
    Shape shape(Kind::list, 0, static_cast<double>(most));
    shape.parts_.push_back(std::move(item));
    return shape;
}

Shape Shape::object(std::vector<Field> fields) {
    Shape shape(Kind::object);
    shape.fields_ = std::make_shared<const std::vector<Field>>(std::move(fields));
    return shape;
}

Shape Shape::either(std::vector<Shape> shapes) {
    Shape shape(Kind::either);
    shape.parts_ = std::move(shapes);
    return shape;
}

std::string Shape::allowed() const {
    const std::string range = " from " + shape_figure(low_) + " to " + shape_figure(high_);
    switch (kind_) {
        case Kind::flag: return "true or false";
        case Kind::number: return "a number" + range;
        case Kind::whole: return "a whole number" + range;
        case Kind::text:
            return "text of " + (low_ > 0 ? shape_figure(low_) + " to " : std::string("at most ")) +
                   shape_figure(high_) + " bytes";
        case Kind::name: return "text of 1 to " + shape_figure(high_) + " bytes without spaces around it";
        case Kind::character: return "one character";
        case Kind::color: return "a color such as '#56b4e9'";
        case Kind::choice: return "one of " + quoted_list(values_);
        case Kind::nothing: return "null";
        case Kind::list: return "a list of at most " + shape_figure(high_) + " items, each " + parts_[0].allowed();
        case Kind::object: return "an object";
        case Kind::either: break;
    }
    std::string all;
    for (const Shape& part : parts_) all += (all.empty() ? "" : " or ") + part.allowed();
    return all;
}

bool Shape::fits(const Json& value) const {
    switch (kind_) {
        case Kind::flag: return value.is_boolean();
        case Kind::number:
        case Kind::whole: {
            if (!value.is_number()) return false;
            const auto number = value.get<double>();
            return number >= low_ && number <= high_ && (kind_ == Kind::number || std::trunc(number) == number);
        }
        case Kind::text:
        case Kind::name: {
            if (!value.is_string()) return false;
            const auto& text = value.get_ref<const std::string&>();
            const auto size = static_cast<double>(text.size());
            return size >= low_ && size <= high_ && (kind_ == Kind::text || trimmed(text) == text);
        }
        case Kind::character: {
            if (!value.is_string() || value.get_ref<const std::string&>().empty()) return false;
            std::size_t at = 0;
            next_code_point(value.get_ref<const std::string&>(), at);
            return at == value.get_ref<const std::string&>().size();
        }
        case Kind::color: return value.is_string() && is_color(value.get_ref<const std::string&>());
        case Kind::choice:
            return value.is_string() &&
                   std::ranges::find(values_, value.get_ref<const std::string&>()) != values_.end();
        case Kind::nothing: return value.is_null();
        case Kind::list: return value.is_array() && static_cast<double>(value.size()) <= high_;
        case Kind::object: return value.is_object();
        case Kind::either:
            return std::ranges::any_of(parts_, [&](const Shape& part) { return part.check(value, "").ok(); });
    }
    return false;
}

Status Shape::check_list(const Json& value, const std::string& path) const {
    for (std::size_t i = 0; i < value.size(); ++i) {
        // The path is put together for the one that does not fit alone: a list may hold a hundred thousand ids.
        if (parts_[0].check(value[i], "").ok()) continue;
        return parts_[0].check(value[i], path + "[" + std::to_string(i) + "]");
    }
    return {};
}

Status Shape::check_object(const Json& value, const std::string& path) const {
    const auto path_to = [&](const std::string& name) { return path + (path.ends_with(':') ? " " : ".") + name; };
    for (const auto& [name, item] : value.items()) {
        const auto field = std::ranges::find(*fields_, name, &Field::name);
        if (field != fields_->end()) {
            if (const Status status = field->shape.check(item, path_to(name)); !status) return status;
            continue;
        }
        std::vector<std::string> names;
        for (const Field& known : *fields_) names.push_back(known.name);
        return Error{ErrorCode::bad_argument, path + " does not take " + said(name) + "; it takes " +
                                                  (names.empty() ? "nothing" : quoted_list(names))};
    }
    for (const Field& known : *fields_) {
        if (!known.required || value.contains(known.name)) continue;
        return Error{ErrorCode::bad_argument, path_to(known.name) + " is missing: " + known.shape.allowed()};
    }
    return {};
}

Status Shape::check(const Json& value, const std::string& path) const {
    if (!fits(value)) return not_taken(path, allowed(), value);
    if (kind_ == Kind::list) return check_list(value, path);
    if (kind_ == Kind::object) return check_object(value, path);
    return {};
}

}  // namespace labelscape
