#pragma once

#include <string>
#include <vector>

#include "app/read_options.hpp"

namespace labelscape {

/// A value of an option and what it is called, on the control and in the sentence.
struct ReadingChoice {
    std::string value;
    std::string title;
    std::string words;
};

const std::vector<ReadingChoice>& delimiters();
const std::vector<ReadingChoice>& quotes();
const std::vector<ReadingChoice>& headers();
const std::vector<ReadingChoice>& decimals();
const std::vector<ReadingChoice>& date_orders();

/// "UTF-8, comma, header in row 1".
std::string reading_words(const ReadOptions& in_force);
/// With commas between.
std::string with_commas(const std::vector<std::string>& parts);

}  // namespace labelscape
