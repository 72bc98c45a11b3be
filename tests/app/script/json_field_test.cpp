#include "app/script/json_field.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace labelscape {
namespace {

using Json = nlohmann::json;

const Json k_values[] = {nullptr,         true,       false,         0,
                         -1,              5,          5.0,           5.5,
                         1e300,           -1e300,     std::uint64_t{18446744073709551615u}, "text",
                         Json::object(),  Json::array(), {"a", 5, "b"}, Json::parse("x", nullptr, false)};

/// What the field is where the value is of the type, else the fallback; and never an exception.
template <class T>
void expect_field(const T& fallback, auto wanted) {
    for (const Json& value : k_values) {
        const Json json = {{"x", value}};
        EXPECT_EQ(field(json, "x", fallback), wanted(value)) << value.type_name();
        EXPECT_EQ(field(json, "y", fallback), fallback);
        EXPECT_EQ(field(value, "x", fallback), fallback);
    }
}

TEST(JsonFieldTest, WrongTypesAndRangesGiveTheFallback) {
    expect_field<bool>(true, [](const Json& v) { return v.is_boolean() ? v.get<bool>() : true; });
    expect_field<std::int32_t>(7, [](const Json& v) {
        return v.is_number() && std::abs(v.get<double>()) <= 5 && v != 5.5 ? static_cast<int>(v.get<double>()) : 7;
    });
    expect_field<std::uint32_t>(7, [](const Json& v) { return v == 0 ? 0u : v == 5 ? 5u : 7u; });
    expect_field<std::uint64_t>(7, [](const Json& v) {
        return v == 0 ? 0u : v == 5 ? 5u : v.is_number_unsigned() && v > 5 ? ~std::uint64_t{0} : 7u;
    });
    expect_field<double>(7, [](const Json& v) { return v.is_number() ? v.get<double>() : 7; });
    expect_field<std::string>("none", [](const Json& v) { return v.is_string() ? v.get<std::string>() : "none"; });
    expect_field<std::vector<std::string>>({"none"}, [](const Json& v) -> std::vector<std::string> {
        if (!v.is_array()) return {"none"};
        return v.empty() ? std::vector<std::string>() : std::vector<std::string>{"a", "b"};
    });
}

TEST(JsonFieldTest, ObjectsAndListsAreEmptyWhereThereIsNone) {
    for (const Json& value : k_values) {
        const Json json = {{"x", value}};
        EXPECT_EQ(object_field(json, "x"), value.is_object() ? value : Json::object());
        EXPECT_EQ(list_field(json, "x"), value.is_array() ? value : Json::array());
        EXPECT_TRUE(object_field(value, "x").empty());
        EXPECT_TRUE(list_field(value, "x").empty());
    }
}

}  // namespace
}  // namespace labelscape
