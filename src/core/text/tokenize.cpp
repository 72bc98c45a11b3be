#include "core/text/tokenize.hpp"

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x02bc;
}

/// Thai and Lao vowels that are written before the consonant they follow.
bool leads_next_letter(char32_t c) {
    return (c >= 0x0e40 && c <= 0x0e44) || (c >= 0x0ec0 && c <= 0x0ec4);
}

class Tokenizer {
public:
    Tokenizer(std::string_view text, TokenList& out) : text_(text), out_(out) {}

    void run() {
        advance();
        while (at_ < text_.size()) {
            switch (class_) {
                case CharClass::letter:
                case CharClass::digit:
                case CharClass::katakana: read_word(); break;
                case CharClass::han:
                case CharClass::hiragana:
                case CharClass::southeast: read_run(); break;
                case CharClass::other:
                case CharClass::mark: skip(); break;
            }
        }
    }

private:
    /// Reads the code point at at_ without passing it.
    void advance() {
        next_ = at_;
        if (at_ >= text_.size()) {
            class_ = CharClass::other;
            return;
        }
        code_point_ = next_code_point(text_, next_);
        class_ = char_class(code_point_);
    }
    void skip() {
        at_ = next_;
        advance();
    }
    void take() {
        append_utf8(out_.folded, is_apostrophe(code_point_) ? U'\'' : fold_case(code_point_));
        skip();
    }

    CharClass class_after_next() const {
        std::size_t at = next_;
        return at < text_.size() ? char_class(next_code_point(text_, at)) : CharClass::other;
    }

    Token begin_token(TokenKind kind) const {
        Token token;
        token.source.begin = static_cast<std::uint32_t>(at_);
        token.folded_begin = static_cast<std::uint32_t>(out_.folded.size());
        token.kind = kind;
        return token;
    }
    void end_token(Token& token) {
        token.source.end = static_cast<std::uint32_t>(at_);
        token.folded_end = static_cast<std::uint32_t>(out_.folded.size());
        out_.tokens.push_back(token);
    }

    void read_word() {
        Token token = begin_token(class_ == CharClass::digit ? TokenKind::number : TokenKind::word);
        const bool katakana = class_ == CharClass::katakana;
        int letters = 0;
        for (;;) {
            const bool is_letter = class_ == (katakana ? CharClass::katakana : CharClass::letter);
            if (is_letter) {
                token.kind = TokenKind::word;
                ++letters;
            } else if (class_ == CharClass::other) {
                if (!joins(token.kind, letters)) break;
            } else if (class_ != CharClass::mark && (katakana || class_ != CharClass::digit)) {
                break;
            }
            take();
        }
        end_token(token);
    }

    bool joins(TokenKind kind, int letters) const {
        if (kind == TokenKind::number && (code_point_ == '.' || code_point_ == ',')) {
            return class_after_next() == CharClass::digit;
        }
        return letters >= 3 && is_apostrophe(code_point_) &&
               class_after_next() == CharClass::letter;
    }

    /// A character with its marks, and the vowels written before it.
    Token read_cluster() {
        Token cluster = begin_token(TokenKind::piece);
        const CharClass run_class = class_;
        while (leads_next_letter(code_point_) && class_after_next() == run_class) take();
        take();
        while (class_ == CharClass::mark) take();
        cluster.source.end = static_cast<std::uint32_t>(at_);
        cluster.folded_end = static_cast<std::uint32_t>(out_.folded.size());
        return cluster;
    }

    void read_run() {
        const CharClass run_class = class_;
        Token before = read_cluster();
        bool alone = true;
        while (class_ == run_class) {
            const Token cluster = read_cluster();
            Token pair = before;
            pair.source.end = cluster.source.end;
            pair.folded_end = cluster.folded_end;
            out_.tokens.push_back(pair);
            before = cluster;
            alone = false;
        }
        if (alone) out_.tokens.push_back(before);
    }

    std::string_view text_;
    TokenList& out_;
    std::size_t at_ = 0;
    std::size_t next_ = 0;
    char32_t code_point_ = 0;
    CharClass class_ = CharClass::other;
};

}  // namespace

void tokenize(std::string_view text, TokenList& out) {
    out.tokens.clear();
    out.folded.clear();
    Tokenizer(text, out).run();
}

}  // namespace labelscape
