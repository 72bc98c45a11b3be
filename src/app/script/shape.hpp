#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace labelscape {

using Json = nlohmann::json;

struct Field;

/// What an argument may be. The calls of a script are tables of these (methods.hpp); nothing else decides what is
/// taken.
class Shape {
public:
    static Shape flag();
    /// From `low` to `high`, both included.
    static Shape number(double low, double high);
    static Shape whole(double low, double high);
    /// UTF-8 of `least` to `most` bytes.
    static Shape text(std::size_t most, std::size_t least = 0);
    /// A text that is not empty and has no space at its ends.
    static Shape name(std::size_t most);
    /// One code point.
    static Shape character();
    /// "#rrggbb"
    static Shape color();
    static Shape choice(std::vector<std::string> values);
    static Shape nothing();
    static Shape list(Shape item, std::size_t most);
    /// Takes no other fields.
    static Shape object(std::vector<Field> fields);
    static Shape either(std::vector<Shape> shapes);

    /// bad_argument, which names the first field that does not fit and what it may be. `path`: how the caller calls it.
    Status check(const Json& value, const std::string& path) const;
    /// Such as "a whole number from 2 to 21".
    std::string allowed() const;

private:
    enum class Kind { flag, number, whole, text, name, character, color, choice, nothing, list, object, either };
    explicit Shape(Kind kind, double low = 0, double high = 0) : kind_(kind), low_(low), high_(high) {}
    bool fits(const Json& value) const;
    Status check_list(const Json& value, const std::string& path) const;
    Status check_object(const Json& value, const std::string& path) const;

    Kind kind_;
    double low_, high_;               ///< of numbers; of texts in bytes; of lists in items
    std::vector<std::string> values_;
    std::vector<Shape> parts_;        ///< the item of a list, or what may stand here
    std::shared_ptr<const std::vector<Field>> fields_;   ///< of an object
};

struct Field {
    std::string name;
    Shape shape;
    bool required = false;
};

}  // namespace labelscape
