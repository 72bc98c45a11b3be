#include "core/text/regex.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "core/text/regex_syntax.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {

struct RegexProgram {
    enum class Op : std::uint8_t {
        chars,
        jump,
        split,
        text_begin,
        text_end,
        word_border,
        no_word_border,
        match
    };
    struct Instruction {
        Op op = Op::match;
        std::int32_t next = 0;   ///< jump and split: target; chars: index of the set
        std::int32_t other = 0;  ///< split: the target that is not preferred
    };
    struct CharSet {
        std::bitset<128> ascii;
        std::vector<regex_syntax::Range> ranges;

        bool contains(char32_t c) const {
            if (c < 128) return ascii[c];
            const auto range = std::upper_bound(ranges.begin(), ranges.end(), c,
                                                [](char32_t x, auto r) { return x < r.first; });
            return range != ranges.begin() && c <= (range - 1)->last;
        }
    };
    std::vector<Instruction> code;
    std::vector<CharSet> sets;
    bool fold = true;
    std::bitset<128>
        first_ascii;            ///< ASCII characters that a match can begin with; others always may
    bool can_be_empty = false;  ///< then a match may begin anywhere
};

namespace {

using Op = RegexProgram::Op;
using regex_syntax::Node;

constexpr std::size_t k_max_code = 20000;

class Compiler {
public:
    Compiler(const regex_syntax::Tree& tree, bool fold) : tree_(tree) { program_.fold = fold; }

    Result<RegexProgram> run() {
        emit(tree_.root);
        add(Op::match);
        if (too_large()) {
            return Error{ErrorCode::too_large,
                         "The regular expression is too large once its counts are written out; use "
                         "smaller counts"};
        }
        find_first_chars();
        return std::move(program_);
    }

private:
    bool too_large() const { return program_.code.size() > k_max_code; }
    std::int32_t here() const { return static_cast<std::int32_t>(program_.code.size()); }
    std::int32_t add(Op op, std::int32_t next = 0, std::int32_t other = 0) {
        program_.code.push_back({op, next, other});
        return here() - 1;
    }
    RegexProgram::Instruction& at(std::int32_t index) {
        return program_.code[static_cast<std::size_t>(index)];
    }
    /// A split whose second way is set later; lazy repetitions prefer that one.
    void set_exit(std::int32_t split, bool lazy) {
        at(split).other = here();
        if (lazy) std::swap(at(split).next, at(split).other);
    }

    void emit(std::int32_t index) {
        if (too_large()) return;
        const Node& node = tree_.nodes[static_cast<std::size_t>(index)];
        switch (node.kind) {
            case Node::Kind::chars: add(Op::chars, add_set(node)); break;
            case Node::Kind::sequence:
                for (const std::int32_t child : node.children) emit(child);
                break;
            case Node::Kind::alternation: emit_alternation(node); break;
            case Node::Kind::repeat: emit_repeat(node); break;
            case Node::Kind::text_begin: add(Op::text_begin); break;
            case Node::Kind::text_end: add(Op::text_end); break;
            case Node::Kind::word_border: add(Op::word_border); break;
            case Node::Kind::no_word_border: add(Op::no_word_border); break;
        }
    }

    void emit_alternation(const Node& node) {
        std::vector<std::int32_t> jumps;
        for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
            const std::int32_t split = add(Op::split, here() + 1);
            emit(node.children[i]);
            jumps.push_back(add(Op::jump));
            at(split).other = here();
        }
        emit(node.children.back());
        for (const std::int32_t jump : jumps) at(jump).next = here();
    }

    void emit_repeat(const Node& node) {
        for (std::int32_t i = 0; i < node.min && !too_large(); ++i) {
            const std::int32_t before = here();
            emit(node.children[0]);
            if (here() == before) break;  // nothing to repeat, however often
        }
        if (node.max == regex_syntax::k_unlimited) {
            const std::int32_t split = add(Op::split, here() + 1);
            emit(node.children[0]);
            add(Op::jump, split);
            set_exit(split, node.lazy);
            return;
        }
        std::vector<std::int32_t> splits;
        for (std::int32_t i = node.min; i < node.max && !too_large(); ++i) {
            splits.push_back(add(Op::split, here() + 1));
            emit(node.children[0]);
        }
        for (const std::int32_t split : splits) set_exit(split, node.lazy);
    }

    std::int32_t add_set(const Node& node) {
        RegexProgram::CharSet set;
        set.ranges = node.ranges;
        for (const auto& range : set.ranges) {
            for (char32_t c = range.first; c <= range.last && c < 128; ++c) set.ascii.set(c);
        }
        program_.sets.push_back(std::move(set));
        return static_cast<std::int32_t>(program_.sets.size()) - 1;
    }

    void find_first_chars() {
        std::vector<bool> seen(program_.code.size());
        std::vector<std::int32_t> open{0};
        while (!open.empty()) {
            const std::int32_t index = open.back();
            open.pop_back();
            if (seen[static_cast<std::size_t>(index)]) continue;
            seen[static_cast<std::size_t>(index)] = true;
            const auto& code = at(index);
            switch (code.op) {
                case Op::chars: {
                    const auto& set = program_.sets[static_cast<std::size_t>(code.next)];
                    for (char32_t c = 0; c < 128; ++c) {
                        if (set.contains(program_.fold ? fold_case(c) : c))
                            program_.first_ascii.set(c);
                    }
                    break;
                }
                case Op::match: program_.can_be_empty = true; break;
                case Op::split: open.push_back(code.other); [[fallthrough]];
                case Op::jump: open.push_back(code.next); break;
                default: open.push_back(index + 1);
            }
        }
    }

    const regex_syntax::Tree& tree_;
    RegexProgram program_;
};

/// Runs all ways through the program side by side, the preferred ones first.
class Machine {
public:
    Machine(const RegexProgram& program, std::string_view text)
        : program_(program), text_(text), seen_(program.code.size()) {}

    std::optional<TextRange> run(std::size_t from) {
        at_ = from;
        read_previous();
        for (;;) {
            if (threads_.empty()) {
                if (found_) break;
                skip_hopeless();
            }
            read_next();
            ++round_;
            std::swap(threads_, arrived_);
            threads_.clear();
            // Those that arrived are followed in their order; a new one may begin here as the last
            // choice.
            for (const Thread& thread : arrived_) {
                if (!follow(thread)) break;
            }
            if (!found_) follow({0, static_cast<std::uint32_t>(at_)});
            if (at_ >= text_.size()) break;
            consume();
        }
        return found_;
    }

private:
    struct Thread {
        std::int32_t code = 0;
        std::uint32_t begin = 0;
    };

    void read_previous() {
        previous_is_word_ = false;
        if (at_ == 0) return;
        std::size_t before = at_ - 1;
        while (before > 0 && (static_cast<unsigned char>(text_[before]) & 0xc0u) == 0x80u) --before;
        previous_is_word_ = is_word_char(next_code_point(text_, before));
    }

    void read_next() {
        next_ = at_;
        if (at_ < text_.size()) code_point_ = next_code_point(text_, next_);
    }

    /// Passes text in which no match can begin.
    void skip_hopeless() {
        if (program_.can_be_empty) return;
        const std::size_t from = at_;
        while (at_ < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte >= 128 || program_.first_ascii[byte]) break;
            ++at_;
        }
        if (at_ != from) read_previous();
    }

    /// Goes on from `start` to all instructions that read a character. False when a match ends the
    /// less preferred ways.
    bool follow(Thread start) {
        open_.assign(1, start.code);
        while (!open_.empty()) {
            const std::int32_t index = open_.back();
            open_.pop_back();
            std::uint32_t& seen = seen_[static_cast<std::size_t>(index)];
            if (seen == round_) continue;
            seen = round_;
            const auto& code = program_.code[static_cast<std::size_t>(index)];
            switch (code.op) {
                case Op::chars: threads_.push_back({index, start.begin}); break;
                case Op::match:
                    found_ = TextRange{start.begin, static_cast<std::uint32_t>(at_)};
                    return false;
                case Op::split: open_.push_back(code.other); [[fallthrough]];
                case Op::jump: open_.push_back(code.next); break;
                default:
                    if (holds(code.op)) open_.push_back(index + 1);
            }
        }
        return true;
    }

    bool holds(Op op) const {
        if (op == Op::text_begin) return at_ == 0;
        if (op == Op::text_end) return at_ >= text_.size();
        const bool next_is_word = at_ < text_.size() && is_word_char(code_point_);
        return (next_is_word != previous_is_word_) == (op == Op::word_border);
    }

    void consume() {
        const char32_t c = program_.fold ? fold_case(code_point_) : code_point_;
        std::size_t kept = 0;
        for (const Thread& thread : threads_) {
            const auto& code = program_.code[static_cast<std::size_t>(thread.code)];
            if (program_.sets[static_cast<std::size_t>(code.next)].contains(c)) {
                threads_[kept++] = {thread.code + 1, thread.begin};
            }
        }
        threads_.resize(kept);
        previous_is_word_ = is_word_char(code_point_);
        at_ = next_;
    }

    const RegexProgram& program_;
    std::string_view text_;
    std::vector<std::uint32_t> seen_;  ///< by instruction: the last round that came by
    std::uint32_t round_ = 0;
    std::vector<Thread> threads_;
    std::vector<Thread> arrived_;
    std::vector<std::int32_t> open_;
    std::optional<TextRange> found_;
    std::size_t at_ = 0;
    std::size_t next_ = 0;
    char32_t code_point_ = 0;
    bool previous_is_word_ = false;
};

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern, Case letter_case) {
    const bool fold = letter_case == Case::ignore;
    const auto tree = regex_syntax::parse(pattern, fold);
    if (!tree) return tree.error();
    auto program = Compiler(*tree, fold).run();
    if (!program) return program.error();
    return Regex(std::make_shared<const RegexProgram>(std::move(*program)));
}

std::optional<TextRange> Regex::find(std::string_view text, std::uint32_t from) const {
    return Machine(*program_, text).run(std::min<std::size_t>(from, text.size()));
}

std::vector<TextRange> Regex::find_all(std::string_view text) const {
    std::vector<TextRange> matches;
    for (std::uint32_t from = 0; from < text.size();) {
        const auto match = find(text, from);
        if (!match) break;
        if (match->begin == match->end) {
            std::size_t next = match->end;
            if (next < text.size()) next_code_point(text, next);
            from = std::max(from + 1, static_cast<std::uint32_t>(next));
        } else {
            matches.push_back(*match);
            from = match->end;
        }
    }
    return matches;
}

}  // namespace labelscape
