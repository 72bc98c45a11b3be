#include "app/script/shape.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace labelscape {
namespace {

std::string refusal(const Shape& shape, const Json& value) {
    const Status status = shape.check(value, "call: x");
    return status ? "" : status.error().message;
}

TEST(ShapeTest, NumbersKeepToTheirRange) {
    const Shape whole = Shape::whole(2, 21);
    for (const Json& value : {Json(2), Json(21), Json(7u), Json(5.0)}) EXPECT_EQ(refusal(whole, value), "");
    for (const Json& value : {Json(1), Json(22), Json(5.5), Json(1e300), Json(-1e300), Json("5"), Json(), Json(true)}) {
        EXPECT_NE(refusal(whole, value), "") << value;
    }
    EXPECT_EQ(refusal(whole, 1e9), "call: x must be a whole number from 2 to 21, not 1000000000");
    EXPECT_EQ(refusal(Shape::number(0, 1), -0.5), "call: x must be a number from 0 to 1, not -0.5");
    EXPECT_NE(refusal(Shape::number(0, 1), std::nan("")), "");
}

TEST(ShapeTest, TextsAreMeasuredInBytes) {
    EXPECT_EQ(refusal(Shape::text(4), "ärz"), "");
    EXPECT_EQ(refusal(Shape::text(3), "ärz"), "call: x must be text of at most 3 bytes, not \"ärz\"");
    EXPECT_EQ(refusal(Shape::text(3, 1), ""), "call: x must be text of 1 to 3 bytes, not \"\"");
    EXPECT_NE(refusal(Shape::text(3), 5), "");
    // A long one is quoted in part, and not in the middle of a character.
    const std::string message = refusal(Shape::text(10), std::string(59, 'x') + "äöü");
    EXPECT_TRUE(message.ends_with("x…\"")) << message;
}

TEST(ShapeTest, NamesHaveNoSpaceAroundThem) {
    EXPECT_EQ(refusal(Shape::name(10), "a b"), "");
    for (const char* name : {"", " a", "a ", "\ta", " ", "a\n"}) EXPECT_NE(refusal(Shape::name(10), name), "") << name;
}

TEST(ShapeTest, ColorsAndChoices) {
    EXPECT_EQ(refusal(Shape::color(), "#56b4E9"), "");
    for (const char* color : {"zzz", "#56b4e", "56b4e90", "#56b4eg", "#-6b4e9", "# 6b4e9", ""}) {
        EXPECT_NE(refusal(Shape::color(), color), "") << color;
    }
    const Shape choice = Shape::choice({"keep", "collapse"});
    EXPECT_EQ(refusal(choice, "keep"), "");
    EXPECT_EQ(refusal(choice, "foo"), "call: x must be one of 'keep', 'collapse', not \"foo\"");
    EXPECT_NE(refusal(choice, Json()), "");
}

TEST(ShapeTest, ListsNameTheItem) {
    const Shape list = Shape::list(Shape::text(3), 2);
    EXPECT_EQ(refusal(list, {"a", "b"}), "");
    EXPECT_EQ(refusal(list, {"a", 5}), "call: x[1] must be text of at most 3 bytes, not 5");
    EXPECT_NE(refusal(list, {"a", "b", "c"}), "");
    EXPECT_NE(refusal(list, "a"), "");
}

TEST(ShapeTest, ObjectsNameTheField) {
    const Shape shape = Shape::object({{"a", Shape::flag(), true}, {"b", Shape::object({{"c", Shape::flag()}})}});
    EXPECT_EQ(refusal(shape, {{"a", true}, {"b", {{"c", false}}}}), "");
    EXPECT_EQ(refusal(shape, Json::object()), "call: x.a is missing: true or false");
    EXPECT_EQ(refusal(shape, {{"a", true}, {"d", 1}}), "call: x does not take \"d\"; it takes 'a', 'b'");
    EXPECT_EQ(refusal(shape, {{"a", true}, {"b", {{"c", nullptr}}}}), "call: x.b.c must be true or false, not null");
    for (const Json& value : {Json(), Json(5), Json("x"), Json::array()}) EXPECT_NE(refusal(shape, value), "");
    // Where the path is a call, the field stands beside it.
    EXPECT_EQ(shape.check({{"a", 5}}, "call:").error().message, "call: a must be true or false, not 5");
}

TEST(ShapeTest, EitherTakesWhatOneOfItsPartsTakes) {
    const Shape shape = Shape::either({Shape::text(3), Shape::list(Shape::text(3), 5), Shape::nothing()});
    for (const Json& value : {Json("a"), Json({"a", "b"}), Json::array(), Json()}) EXPECT_EQ(refusal(shape, value), "");
    for (const Json& value : {Json(5), Json({"a", 5}), Json::object(), Json("abcd")})
        EXPECT_NE(refusal(shape, value), "");
}

TEST(ShapeTest, ADeepValueIsRefusedWithoutBeingWrittenOut) {
    Json deep = Json::array();
    for (int i = 0; i < 100000; ++i) deep = Json::array({std::move(deep)});
    EXPECT_EQ(refusal(Shape::flag(), deep), "call: x must be true or false, not a list of 1");
    EXPECT_NE(refusal(Shape::list(Shape::text(5), 10), deep), "");
}

}  // namespace
}  // namespace labelscape
