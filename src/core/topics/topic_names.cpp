#include "core/topics/topic_names.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/parallel_for.hpp"
#include "core/text/terms.hpp"
#include "core/topics/term_surface.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_batch = 512;
/// Spellings are looked up in so many documents of a topic, at most.
constexpr std::size_t k_spelling_sample = 300;
/// A pair takes the place of its word in the name when it stands in this share of the word's
/// documents.
constexpr double k_pair_share = 0.4;
/// Terms below this share of the best weight do not get into the name.
constexpr double k_name_weight = 0.3;
/// How strongly a term counts less when it is spread over many topics; 0 is plain c-TF-IDF.
constexpr double k_spread_power = 0.5;

struct Candidate {
    std::uint64_t key = 0;
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    std::uint32_t docs = 0;  ///< documents of the topic that hold it
    bool piece = false;
    float weight = 0;
    std::string spelling;

    bool holds(std::uint64_t word) const { return key == word || left == word || right == word; }
    bool shares_word_with(const Candidate& other) const {
        return other.holds(key) || (left != 0 && (other.holds(left) || other.holds(right)));
    }
};

/// How a term is spread over the topics.
struct Spread {
    double docs = 0;
    double shares = 0;  ///< sum over topics of the share of documents with the term
    double shares_log_shares = 0;

    void add(double docs_in_topic, double share) {
        docs += docs_in_topic;
        shares += share;
        shares_log_shares += share * std::log(share);
    }
    /// Effective number of topics that hold it: the exponential of the entropy of the shares.
    double topics() const { return std::exp(std::log(shares) - shares_log_shares / shares); }
};

bool is_part_of_another(const std::vector<Candidate>& kept, const Candidate& candidate) {
    return std::any_of(kept.begin(), kept.end(), [&](const Candidate& other) {
        return other.spelling.find(candidate.spelling) != std::string::npos ||
               candidate.spelling.find(other.spelling) != std::string::npos;
    });
}

/// Forms of one word, such as currency and currencies: most of the shorter one is how the longer
/// one begins.
bool spelled_alike(const Candidate& a, const Candidate& b) {
    const std::size_t shorter = std::min(a.spelling.size(), b.spelling.size());
    std::size_t same = 0;
    while (same < shorter && a.spelling[same] == b.spelling[same]) ++same;
    return same == shorter || (same >= 4 && same * 3 >= shorter * 2);
}

/// The terms of the name by falling weight: pairs rather than their words, and no word twice.
std::vector<const Candidate*> choose_for_name(const std::vector<Candidate>& terms) {
    std::vector<const Candidate*> chosen;
    for (const Candidate& term : terms) {
        if (term.weight < k_name_weight * static_cast<double>(terms.front().weight)) break;
        const Candidate* choice = &term;
        for (const Candidate& pair : terms) {
            if (term.left == 0 && !term.piece && pair.left != 0 && pair.holds(term.key) &&
                pair.docs >= k_pair_share * term.docs) {
                choice = &pair;
                break;
            }
        }
        const bool repeats = std::any_of(chosen.begin(), chosen.end(), [&](const Candidate* other) {
            return choice->shares_word_with(*other) || spelled_alike(*choice, *other);
        });
        if (!repeats) chosen.push_back(choice);
    }
    return chosen;
}

}  // namespace

struct TopicNames::State {
    enum class Stage { counting, naming, done };

    Texts texts;
    TopicNameOptions options;
    TermFinder finder;
    Stage stage = Stage::counting;
    std::vector<DocId> docs;                              ///< by topic
    std::vector<std::size_t> topic_begin;                 ///< in docs; one more than topics
    std::size_t next = 0;                                 ///< in docs, then in topics
    std::size_t topic = 0;                                ///< the one being counted
    std::unordered_map<std::uint64_t, Candidate> counts;  ///< of that topic
    std::vector<std::vector<Candidate>> candidates;       ///< by topic
    std::unordered_map<std::uint64_t, Spread> spread_of;  ///< by term, over all topics
    std::uint64_t terms_in_all = 0;
    std::vector<TopicName> names;
    std::vector<std::vector<std::string>> name_parts;

    std::size_t size_of(std::size_t t) const { return topic_begin[t + 1] - topic_begin[t]; }
    void count_batch();
    void finish_topic();
    void rank(std::size_t t);
    void spell(std::size_t t, std::vector<Candidate>& terms) const;
    void name(std::size_t t);
    void tell_apart();
};

void TopicNames::State::count_batch() {
    const std::size_t end = std::min(docs.size(), next + k_batch);
    std::vector<std::vector<Term>> found(end - next);
    parallel_for(
        static_cast<std::int64_t>(found.size()), 32, [&](std::int64_t first, std::int64_t last) {
            TokenList scratch;
            for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last);
                 ++i) {
                auto& terms = found[i];
                finder.find(texts[docs[next + i]], scratch, terms);
                std::sort(terms.begin(), terms.end(),
                          [](const Term& x, const Term& y) { return x.key < y.key; });
                const auto same = [](const Term& x, const Term& y) { return x.key == y.key; };
                terms.erase(std::unique(terms.begin(), terms.end(), same), terms.end());
            }
        });
    for (const auto& terms : found) {
        while (next >= topic_begin[topic + 1]) finish_topic();
        for (const Term& term : terms) {
            auto& candidate = counts[term.key];
            if (candidate.docs++ == 0) {
                candidate = {term.key, term.left, term.right, 1, term.piece, 0, {}};
            }
        }
        terms_in_all += terms.size();
        ++next;
    }
}

/// Keeps what enough documents of the topic hold; the rest could neither name it nor weigh on
/// others.
void TopicNames::State::finish_topic() {
    const std::size_t size = size_of(topic);
    const std::size_t least = std::max<std::size_t>(size >= 6 ? 2 : 1, (size + 99) / 100);
    auto& kept = candidates[topic];
    for (auto& [key, candidate] : counts) {
        if (candidate.docs >= least) kept.push_back(std::move(candidate));
    }
    for (const auto& candidate : kept) {
        spread_of[candidate.key].add(
            candidate.docs, static_cast<double>(candidate.docs) / static_cast<double>(size));
    }
    counts.clear();
    ++topic;
}

void TopicNames::State::rank(std::size_t t) {
    auto& terms = candidates[t];
    const double mean_terms =
        static_cast<double>(terms_in_all) / static_cast<double>(candidates.size());
    for (Candidate& term : terms) {
        const double share = static_cast<double>(term.docs) / static_cast<double>(size_of(t));
        const Spread& spread = spread_of.at(term.key);
        term.weight = static_cast<float>(share * std::log1p(mean_terms / spread.docs) /
                                         std::pow(spread.topics(), k_spread_power));
    }
    const auto before = [](const Candidate& x, const Candidate& y) {
        return x.weight != y.weight ? x.weight > y.weight : x.key < y.key;
    };
    // Some spare terms: those that turn out to be part of others fall out once they are spelled.
    const std::size_t wanted =
        std::min(terms.size(), static_cast<std::size_t>(options.terms) * 2 + 6);
    std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(wanted),
                      terms.end(), before);
    terms.resize(wanted);
}

void TopicNames::State::spell(std::size_t t, std::vector<Candidate>& terms) const {
    std::vector<std::vector<Occurrence>> places(terms.size());
    std::unordered_map<std::uint64_t, std::size_t> index_of;
    for (std::size_t i = 0; i < terms.size(); ++i) index_of[terms[i].key] = i;
    const std::size_t step = std::max<std::size_t>(1, size_of(t) / k_spelling_sample);
    TokenList scratch;
    std::vector<Term> found;
    for (std::size_t i = topic_begin[t]; i < topic_begin[t + 1]; i += step) {
        const std::string_view text = texts[docs[i]];
        finder.find(text, scratch, found);
        for (const Term& term : found) {
            const auto index = index_of.find(term.key);
            if (index != index_of.end()) places[index->second].push_back({text, term.range});
        }
    }
    for (std::size_t i = 0; i < terms.size(); ++i) {
        terms[i].spelling =
            terms[i].piece ? grown_spelling(std::move(places[i])) : usual_spelling(places[i]);
    }
}

void TopicNames::State::name(std::size_t t) {
    rank(t);
    spell(t, candidates[t]);
    std::vector<Candidate> kept;
    for (Candidate& term : candidates[t]) {
        if (kept.size() >= static_cast<std::size_t>(options.terms)) break;
        if (term.spelling.empty() || (term.piece && is_part_of_another(kept, term))) continue;
        names[t].terms.push_back({term.spelling, term.weight});
        kept.push_back(std::move(term));
    }
    for (const Candidate* term : choose_for_name(kept)) name_parts[t].push_back(term->spelling);
    candidates[t] = {};
}

void TopicNames::State::tell_apart() {
    std::set<std::string> taken;
    for (std::size_t t = 0; t < names.size(); ++t) {
        std::string& name = names[t].name;
        for (std::size_t i = 0; i < name_parts[t].size(); ++i) {
            if (i >= static_cast<std::size_t>(options.name_terms) && !taken.contains(name)) break;
            name += (i > 0 ? " · " : "") + name_parts[t][i];
        }
        taken.insert(name);
    }
}

TopicNames::TopicNames(Texts texts, std::vector<TopicId> topic_of, std::int32_t topic_count,
                       const TopicNameOptions& options)
    : state_(std::make_unique<State>()) {
    State& state = *state_;
    const auto topics = static_cast<std::size_t>(topic_count);
    state.texts = std::move(texts);
    state.options = options;
    state.candidates.resize(topics);
    state.names.resize(topics);
    state.name_parts.resize(topics);
    state.topic_begin.assign(topics + 1, 0);
    for (const TopicId topic : topic_of) {
        if (topic >= 0) ++state.topic_begin[static_cast<std::size_t>(topic) + 1];
    }
    for (std::size_t t = 0; t < topics; ++t) state.topic_begin[t + 1] += state.topic_begin[t];
    state.docs.resize(state.topic_begin[topics]);
    auto place = state.topic_begin;
    for (DocId doc = 0; doc < topic_of.size(); ++doc) {
        if (topic_of[doc] >= 0) state.docs[place[static_cast<std::size_t>(topic_of[doc])]++] = doc;
    }
}

TopicNames::TopicNames(TopicNames&&) noexcept = default;
TopicNames& TopicNames::operator=(TopicNames&&) noexcept = default;
TopicNames::~TopicNames() = default;

Step TopicNames::step(const Budget& budget) {
    State& state = *state_;
    while (state.stage == State::Stage::counting) {
        state.count_batch();
        if (state.next == state.docs.size()) {
            while (state.topic < state.names.size()) state.finish_topic();
            state.next = 0;
            state.stage = State::Stage::naming;
        }
        if (budget.spent()) return Step::more;
    }
    while (state.stage == State::Stage::naming) {
        const std::size_t end = std::min(state.names.size(), state.next + 8);
        parallel_for(static_cast<std::int64_t>(end - state.next), 1,
                     [&](std::int64_t first, std::int64_t last) {
                         for (std::int64_t i = first; i < last; ++i)
                             state.name(state.next + static_cast<std::size_t>(i));
                     });
        state.next = end;
        if (end == state.names.size()) {
            state.tell_apart();
            state.stage = State::Stage::done;
        } else if (budget.spent()) {
            return Step::more;
        }
    }
    return Step::done;
}

double TopicNames::progress() const {
    const auto share = [&](std::size_t count) {
        return count == 0 ? 1.0 : static_cast<double>(state_->next) / static_cast<double>(count);
    };
    switch (state_->stage) {
        case State::Stage::counting: return 0.6 * share(state_->docs.size());
        case State::Stage::naming: return 0.6 + 0.4 * share(state_->names.size());
        case State::Stage::done: return 1;
    }
    return 1;
}

const std::vector<TopicName>& TopicNames::result() const {
    return state_->names;
}

}  // namespace labelscape
