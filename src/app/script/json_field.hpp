#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace labelscape {

/// What nlohmann's value() would give, but never an exception: a field that is absent, null, of another type or out of
/// T's range gives `fallback`, and so does a `json` that is no object. Lists keep the items that are of their type.
template <class T>
T field(const nlohmann::json& json, const char* name, T fallback) {
    if (!json.is_object()) return fallback;
    const auto found = json.find(name);
    if (found == json.end()) return fallback;
    if constexpr (std::same_as<T, bool>) {
        return found->is_boolean() ? found->template get<bool>() : fallback;
    } else if constexpr (std::integral<T>) {
        if (!found->is_number()) return fallback;
        const double value = found->template get<double>();
        // Above the last T: its largest value need not be a double.
        const double end = std::ldexp(1.0, std::numeric_limits<T>::digits);
        const bool fits =
            value >= static_cast<double>(std::numeric_limits<T>::min()) && value < end && std::trunc(value) == value;
        return fits ? found->template get<T>() : fallback;
    } else if constexpr (std::floating_point<T>) {
        return found->is_number() ? found->template get<T>() : fallback;
    } else if constexpr (std::same_as<T, std::string>) {
        return found->is_string() ? found->template get<std::string>() : fallback;
    } else {
        static_assert(std::same_as<T, std::vector<std::string>>);
        if (!found->is_array()) return fallback;
        T items;
        for (const auto& item : *found) {
            if (item.is_string()) items.push_back(item.template get<std::string>());
        }
        return items;
    }
}

inline std::string field(const nlohmann::json& json, const char* name, const char* fallback) {
    return field(json, name, std::string(fallback));
}

/// Sets `value` where the field is there.
template <class T>
void take_field(const nlohmann::json& json, const char* name, std::optional<T>& value) {
    if (json.contains(name)) value = field(json, name, T());
}

/// A field that is an object, or an empty one.
inline const nlohmann::json& object_field(const nlohmann::json& json, const char* name) {
    static const nlohmann::json none = nlohmann::json::object();
    if (!json.is_object()) return none;
    const auto found = json.find(name);
    return found != json.end() && found->is_object() ? *found : none;
}

/// The objects of a field that is a list; what is no object is left out by what reads it.
inline const nlohmann::json& list_field(const nlohmann::json& json, const char* name) {
    static const nlohmann::json none = nlohmann::json::array();
    if (!json.is_object()) return none;
    const auto found = json.find(name);
    return found != json.end() && found->is_array() ? *found : none;
}

}  // namespace labelscape
