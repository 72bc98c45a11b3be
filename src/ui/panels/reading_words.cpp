#include "ui/panels/reading_words.hpp"

#include <algorithm>

#include "ui/panels/encodings.hpp"

namespace labelscape {
namespace {

std::string words_of(const std::vector<ReadingChoice>& choices, const std::string& value) {
    const auto found = std::ranges::find(choices, value, &ReadingChoice::value);
    return found == choices.end() ? "“" + value + "”" : found->words;
}

}  // namespace

const std::vector<ReadingChoice>& delimiters() {
    static const std::vector<ReadingChoice> list = {{",", "Comma ,", "comma"}, {";", "Semicolon ;", "semicolon"},
                                                    {"\t", "Tab", "tab"},      {"|", "Bar |", "bar"},
                                                    {" ", "Space", "space"},   {":", "Colon :", "colon"}};
    return list;
}
const std::vector<ReadingChoice>& quotes() {
    static const std::vector<ReadingChoice> list = {
        {"\"", "Double \"", ""}, {"'", "Single '", "single quotes"}, {"", "None", "no quotes"}};
    return list;
}
const std::vector<ReadingChoice>& headers() {
    static const std::vector<ReadingChoice> list = {{"yes", "Names in the first row", ""},
                                                    {"no", "None, only data", "no header"}};
    return list;
}
const std::vector<ReadingChoice>& decimals() {
    static const std::vector<ReadingChoice> list = {{".", "Point 1.5", ""}, {",", "Comma 1,5", "decimal comma"}};
    return list;
}
const std::vector<ReadingChoice>& date_orders() {
    static const std::vector<ReadingChoice> list = {{"ymd", "Year, month, day", ""},
                                                    {"dmy", "Day, month, year", "day before month"},
                                                    {"mdy", "Month, day, year", "month before day"}};
    return list;
}

std::string with_commas(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string reading_words(const ReadOptions& in_force) {
    std::vector<std::string> parts;
    const auto say = [&](std::string words) {
        if (!words.empty()) parts.push_back(std::move(words));
    };
    if (in_force.encoding) say(encoding_title(*in_force.encoding));
    if (in_force.delimiter && !in_force.delimiter->empty()) say(words_of(delimiters(), *in_force.delimiter));
    if (in_force.quote) say(words_of(quotes(), *in_force.quote));
    const std::uint32_t skipped = in_force.skip_lines.value_or(0);
    if (in_force.header) say(*in_force.header ? "header in row " + std::to_string(skipped + 1) : "no header");
    if (skipped > 0 && !in_force.header.value_or(false)) say("from line " + std::to_string(skipped + 1));
    if (in_force.decimal) say(words_of(decimals(), *in_force.decimal));
    if (in_force.date_order) say(words_of(date_orders(), *in_force.date_order));
    return with_commas(parts);
}

}  // namespace labelscape
