#include "core/text/regex.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace labelscape {
namespace {

Regex compiled(std::string_view pattern, Regex::Case letter_case = Regex::Case::ignore) {
    auto regex = Regex::compile(pattern, letter_case);
    EXPECT_TRUE(regex.ok()) << pattern << ": " << (regex.ok() ? "" : regex.error().message);
    return *regex;
}

std::string found(std::string_view pattern, std::string_view text,
                  Regex::Case letter_case = Regex::Case::ignore) {
    const auto match = compiled(pattern, letter_case).find(text);
    return match ? std::string(text.substr(match->begin, match->end - match->begin)) : "(none)";
}

TEST(Regex, MatchesWhatItsLanguageSays) {
    EXPECT_EQ(found("card", "My CARD is lost"), "CARD");
    EXPECT_EQ(found("card", "My CARD is lost", Regex::Case::exact), "(none)");
    EXPECT_EQ(found("c.rd|lost", "is lost, cord"), "lost");
    EXPECT_EQ(found("a+?b*", "xaaabbb"), "a");
    EXPECT_EQ(found("a{2,3}", "a aaaa"), "aaa");
    EXPECT_EQ(found("a{2,3}?", "a aaaa"), "aa");
    EXPECT_EQ(found("a{2}b{0}c", "aac"), "aac");
    EXPECT_EQ(found("(?:ab)+", "xababab"), "ababab");
    EXPECT_EQ(found("[a-c&^-]+", "zz^-&cab"), "^-&cab");
    EXPECT_EQ(found("[^a-c]+", "ABCxyz"), "xyz");
    EXPECT_EQ(found("[]x]+", "a]x"), "]x");
    EXPECT_EQ(found("^b", "ab"), "(none)");
    EXPECT_EQ(found("b$", "abb"), "b");
    EXPECT_EQ(found("^$", ""), "");
    EXPECT_EQ(found("\\bup\\b", "top-up upper"), "up");
    EXPECT_EQ(found("\\Bup", "up top-up cup"), "up");
    EXPECT_EQ(found("\\d+[.]\\d{2}", "costs 12.50 euros"), "12.50");
    EXPECT_EQ(found("\\d+\\W\\w+\\s", "12-ab "), "12-ab ");
    EXPECT_EQ(found("a.c", "a\nc abc"), "abc");
    EXPECT_EQ(found("\\x{1F600}", "hi 😀!"), "😀");
    EXPECT_EQ(found("a\\.b\\\\", "a.b\\"), "a.b\\");
    EXPECT_EQ(found("", "abc"), "");
    EXPECT_EQ(found("x|", "x"), "x");
    EXPECT_EQ(found("()*a", "a"), "a");
}

TEST(Regex, KnowsUnicode) {
    EXPECT_EQ(found("straße", "STRAẞE"), "STRAẞE");
    EXPECT_EQ(found("[а-я]+", "карта КАРТА"), "карта");
    EXPECT_EQ(found("^[а-я]+$", "КАРТА"), "КАРТА");
    EXPECT_EQ(found("[A-Z]+", "abc"), "abc");
    EXPECT_EQ(found("[^A-Z]+", "abc9"), "9");
    EXPECT_EQ(found("^.$", "😀"), "😀");
    EXPECT_EQ(found("\\w+", "— ñandú —"), "ñandú");
    EXPECT_EQ(found("\\W+", "ab — ñ"), " — ");
    EXPECT_EQ(found("\\bñ", "año ñu"), "ñ");
    EXPECT_EQ(found("[\\d银]+", "卡银٣"), "银٣");
    EXPECT_EQ(found("a.b",
                    "a\xff"
                    "b"),
              "a\xff"
              "b");
}

TEST(Regex, FindsAllWithoutOverlap) {
    const std::vector<TextRange> expected{{0, 2}, {3, 4}, {5, 8}};
    EXPECT_EQ(compiled("a+").find_all("aa_a_aaa"), expected);
    EXPECT_EQ(compiled("a*").find_all("aa_a_aaa"), expected);
    EXPECT_TRUE(compiled("x*").find_all("ыыы").empty());
    EXPECT_EQ(compiled("\\bb").find_all("b bb").size(), 2u);
    EXPECT_EQ(compiled("^a").find_all("aaa").size(), 1u);
    EXPECT_EQ(compiled("b").find("abab", 2)->begin, 3u);
    EXPECT_FALSE(compiled("b").find("ab", 99));
}

TEST(Regex, SaysWhereAPatternIsWrong) {
    const std::pair<const char*, const char*> wrong[] = {{"ab(c", "character 3"},
                                                         {"ab)", "character 3"},
                                                         {"*a", "character 1"},
                                                         {"a**", "character 3"},
                                                         {"[ab", "character 1"},
                                                         {"a{3,2}", "character 2"},
                                                         {"a{", "character 2"},
                                                         {"a{1001}", "character 2"},
                                                         {"й[b-a]", "character 3"},
                                                         {"(?=a)", "character 1"},
                                                         {"(a)\\1", "character 4"},
                                                         {"a\\", "character 2"},
                                                         {"\\x{110000}", "character 1"},
                                                         {"\\q", "character 1"},
                                                         {"[\\", "character"},
                                                         {"a{-1}", "character 2"},
                                                         {"[a-", "character"},
                                                         {"\\x41", "character 1"},
                                                         {"(", "character 1"}};
    for (const auto& [pattern, where] : wrong) {
        const auto regex = Regex::compile(pattern);
        ASSERT_FALSE(regex.ok()) << pattern;
        EXPECT_EQ(regex.error().code, ErrorCode::bad_argument);
        EXPECT_NE(regex.error().message.find(where), std::string::npos)
            << pattern << ": " << regex.error().message;
    }
    EXPECT_FALSE(Regex::compile(std::string(500, '(') + std::string(500, ')')).ok());
    EXPECT_EQ(Regex::compile("((a{1000}){1000}){1000}").error().code, ErrorCode::too_large);
    EXPECT_TRUE(Regex::compile("((((){1000}){1000}){1000}){1000}").ok());
}

TEST(Regex, TakesLinearTimeOnEvilPatterns) {
    const SteadyClock clock;
    const double start = clock.now_ms();
    const std::string text(20000, 'a');
    for (const char* pattern : {"(a*)*b", "(a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*)(.*)(.*)(.*)b",
                                "(a?){30}a{30}b", "((a*)*)*c"}) {
        EXPECT_FALSE(compiled(pattern).matches(text)) << pattern;
    }
    EXPECT_TRUE(compiled("(a*)*").matches(text));
    EXPECT_TRUE(compiled("(x+x+)+y|a$").matches(text));
    EXPECT_LT(clock.now_ms() - start, 5000);
}

/// Patterns whose repeated parts are never empty: there the standard library chooses like Perl,
/// too.
std::string random_pattern(Random& random, int depth) {
    std::string pattern;
    for (std::uint32_t parts = 1 + random.below(3); parts > 0; --parts) {
        std::string atom;
        switch (random.below(depth > 0 ? 6 : 4)) {
            case 0: atom = "."; break;
            case 1: atom = "[ab]"; break;
            case 4:
            case 5:
                atom = "(" + random_pattern(random, depth - 1) + "|" +
                       random_pattern(random, depth - 1) + "x)";
                break;
            default: atom = random.below(2) == 0 ? "a" : "b";
        }
        const bool group = atom.size() > 1 && atom[0] == '(';
        constexpr const char* repeats[] = {"", "", "", "?", "*", "+", "*?", "+?", "{1,2}", "{2}"};
        pattern += atom + repeats[random.below(group ? 4 : 10)];
    }
    return pattern;
}

TEST(Regex, AgreesWithTheStandardLibrary) {
    Random random(3);
    for (int round = 0; round < 1500; ++round) {
        const std::string pattern = random_pattern(random, 2);
        const std::regex reference(pattern, std::regex::icase);
        const Regex regex = compiled(pattern);
        for (int i = 0; i < 4; ++i) {
            std::string text;
            for (std::uint32_t n = random.below(10); n > 0; --n)
                text.push_back("aabbABx"[random.below(7)]);
            std::smatch expected;
            const bool matched = std::regex_search(text, expected, reference);
            const auto match = regex.find(text);
            ASSERT_EQ(match.has_value(), matched) << pattern << " on " << text;
            if (matched) {
                ASSERT_EQ(match->begin, static_cast<std::uint32_t>(expected.position(0)))
                    << pattern << " on " << text;
                ASSERT_EQ(match->end - match->begin, static_cast<std::uint32_t>(expected.length(0)))
                    << pattern << " on " << text;
            }
        }
    }
}

TEST(Regex, SurvivesAnyPattern) {
    Random random(4);
    for (int round = 0; round < 5000; ++round) {
        std::string pattern;
        for (std::uint32_t n = random.below(12); n > 0; --n) {
            pattern.push_back("()[]{}|*+?.^$\\-,bdwx19a\xc3\xa9"[random.below(25)]);
        }
        if (const auto regex = Regex::compile(pattern)) regex->find_all("ab 19 é-\xff]{");
    }
}

}  // namespace
}  // namespace labelscape
