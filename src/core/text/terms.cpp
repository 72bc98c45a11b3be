#include "core/text/terms.hpp"

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/utf8.hpp"
#include "core/text/stop_words.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

bool is_neighbor(std::string_view text, const Token& left, const Token& right) {
    if (left.kind != right.kind) return false;
    if (left.kind == TokenKind::piece) return right.source.begin < left.source.end;
    const auto gap = text.substr(left.source.end, right.source.begin - left.source.end);
    return gap == " " || gap == "-" || gap == "/" || gap == "'" || gap == "’";
}

}  // namespace

TermFinder::TermFinder() {
    for (std::size_t at = 0; at < k_stop_words.size();) {
        const std::size_t end = k_stop_words.find(' ', at);
        stop_keys_.insert(hash_text(k_stop_words.substr(at, end - at)));
        at = end + 1;
    }
}

bool TermFinder::is_content(const TokenList& list, const Token& token) const {
    if (token.kind == TokenKind::number) return false;
    const std::string_view word = list.folded_of(token);
    std::size_t second = 0;
    // Pieces of Hiragana are almost all grammar; what they spell out grows back around the Han
    // characters.
    if (char_class(next_code_point(word, second)) == CharClass::hiragana) return false;
    if (second == word.size() || word.ends_with("n't")) return false;
    return !stop_keys_.contains(hash_text(word)) &&
           !stop_keys_.contains(hash_text(word.substr(0, word.find('\''))));
}

void TermFinder::find(std::string_view text, TokenList& scratch, std::vector<Term>& out) const {
    out.clear();
    tokenize(text, scratch);
    const Token* before = nullptr;
    std::uint64_t key_before = 0;
    for (const Token& token : scratch.tokens) {
        if (!is_content(scratch, token)) {
            before = nullptr;
            continue;
        }
        const std::uint64_t key = hash_text(scratch.folded_of(token));
        const bool piece = token.kind == TokenKind::piece;
        if (before && is_neighbor(text, *before, token)) {
            const std::uint64_t pair_key = mix_bits(key_before ^ mix_bits(key));
            out.push_back(
                {pair_key, key_before, key, {before->source.begin, token.source.end}, piece});
        }
        out.push_back({key, 0, 0, token.source, piece});
        before = &token;
        key_before = key;
    }
}

}  // namespace labelscape
