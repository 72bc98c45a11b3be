#include "app/derived.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "app/filtering.hpp"
#include "app/filters/filter_kinds.hpp"
#include "base/random.hpp"

namespace labelscape {
namespace {

TopicRow make_row(TopicId topic, const LabelScheme& scheme) {
    TopicRow row;
    row.topic = topic;
    for (const Label& label : scheme.labels()) row.mix.emplace_back(label.id, 0);
    return row;
}

/// Labels by falling count, in the order of the scheme where they are equal.
void finish_mix(TopicRow& row, const LabelScheme& scheme) {
    std::erase_if(row.mix, [](const auto& part) { return part.second == 0; });
    std::ranges::sort(row.mix, [&](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : scheme.index_of(a.first) < scheme.index_of(b.first);
    });
    row.purity = row.mix.empty() ? 0 : static_cast<float>(row.mix[0].second) / static_cast<float>(row.labeled);
}

/// The document of this change leaves the count of its labels before, and comes to that of its labels now.
void move_labels(TopicRow& row, const Project& project, const AnnotationChange& change) {
    const auto count_of = [&](LabelId label) -> std::uint32_t& {
        const auto found = std::ranges::find(row.mix, label, &std::pair<LabelId, std::uint32_t>::first);
        return found != row.mix.end() ? found->second : row.mix.emplace_back(label, 0).second;
    };
    row.labeled -= change.before != k_no_labels ? 1 : 0;
    row.labeled += change.after != k_no_labels ? 1 : 0;
    for (const LabelId label : project.annotations->labels_of(change.before)) --count_of(label);
    for (const LabelId label : project.annotations->labels_of(change.after)) ++count_of(label);
    finish_mix(row, *project.scheme);
}

std::size_t row_of(TopicId topic) { return static_cast<std::size_t>(topic - k_no_vector); }

/// A microtopic stands at its document nearest to their mean, which itself may lie where none is. `rows` by row_of().
void place_rows(std::vector<TopicRow>& rows, const AppState& state, const Layout& layout) {
    struct Place {
        double x = 0, y = 0, count = 0;
        double nearest = std::numeric_limits<double>::infinity();
    };
    std::vector<Place> places(rows.size());
    const auto for_each_placed = [&](auto visit) {
        state.active.for_each([&](DocId doc) {
            if (layout.placed(doc)) visit(row_of(state.topic_of(doc)), layout.xy[2 * doc], layout.xy[2 * doc + 1]);
        });
    };
    for_each_placed([&](std::size_t index, float x, float y) {
        Place& place = places[index];
        place.x += static_cast<double>(x);
        place.y += static_cast<double>(y);
        ++place.count;
    });
    for_each_placed([&](std::size_t index, float x, float y) {
        Place& place = places[index];
        const double dx = static_cast<double>(x) - place.x / place.count,
                     dy = static_cast<double>(y) - place.y / place.count;
        if (dx * dx + dy * dy >= place.nearest) return;
        place.nearest = dx * dx + dy * dy;
        rows[index].x = x;
        rows[index].y = y;
    });
}

/// A permutation of the numbers below `mask` + 1, a power of two: each step has an inverse.
std::uint32_t permuted(std::uint32_t number, std::uint32_t mask, int half_bits) {
    for (const std::uint32_t odd : {0x9e3779b1u, 0x85ebca6bu, 0xc2b2ae35u}) {
        number = number * odd & mask;
        number ^= number >> half_bits;
    }
    return number;
}

/// In an order that is always the same, also of what a filter leaves. Without sorting, which a million documents would
/// make the frame wait for.
std::vector<DocId> shuffled(const Bitset& docs) {
    const int bits = std::bit_width(docs.size());
    const std::uint32_t mask = (1u << bits) - 1;
    std::vector<DocId> order;
    for (std::uint32_t i = 0; i <= mask; ++i) {
        const DocId doc = permuted(i, mask, bits / 2 + 1);
        if (docs.test(doc)) order.push_back(doc);
    }
    return order;
}

}  // namespace

void Derived::update(AppState& state) {
    const bool active = update_active(state);
    const bool rows = update_topic_rows(state);
    const bool visible = update_visible(state);
    update_order(state);
    if (active || rows || visible) ++state.derived_version;
}

bool Derived::update_active(AppState& state) {
    const Project& project = state.project;
    const Stamp from = {project.dataset.version(), project.removed.version(), project.excluded.version(),
                        project.copied.version()};
    if (from == active_from_) return false;
    active_from_ = from;
    state.active = project.active();
    state.selection.docs.resize(project.size());
    state.selection.docs &= state.active;
    ++state.active_version;
    return true;
}

bool Derived::update_topic_rows(AppState& state) {
    const Project& project = state.project;
    const Annotations& annotations = *project.annotations;
    const Stamp from = {state.active_version, project.topics.version(), project.scheme.version(),
                        project.layout.version(), project.embeddings.version()};
    const auto changes = annotations.changes_since(rows_changes_);
    rows_changes_ = annotations.change_count();
    if (from != rows_from_ || !changes) {
        rows_from_ = from;
        make_topic_rows(state);
        return true;
    }
    for (const AnnotationChange& change : *changes) {
        if (!state.active.test(change.doc)) continue;
        state.active_labeled -= change.before != k_no_labels ? 1 : 0;
        state.active_labeled += change.after != k_no_labels ? 1 : 0;
        const auto row = std::ranges::find(state.topic_rows, state.topic_of(change.doc), &TopicRow::topic);
        if (row != state.topic_rows.end()) move_labels(*row, project, change);
    }
    return !changes->empty();
}

void Derived::make_topic_rows(AppState& state) {
    const Project& project = state.project;
    Bitset labeled = state.active;
    labeled &= project.annotations->labeled();
    state.active_labeled = labeled.count();
    state.topic_rows.clear();
    if (!*project.topics) return;
    const Topics& topics = **project.topics;
    std::vector<TopicRow> rows;
    for (TopicId topic = k_no_vector; topic < topics.count(); ++topic) rows.push_back(make_row(topic, *project.scheme));
    state.active.for_each([&](DocId doc) {
        TopicRow& row = rows[row_of(state.topic_of(doc))];
        ++row.size;
        row.duplicates += project.copies(doc) - 1;
        const auto labels = project.annotations->labels(doc);
        row.labeled += labels.empty() ? 0 : 1;
        for (const LabelId label : labels) ++row.mix[static_cast<std::size_t>(project.scheme->index_of(label))].second;
    });
    for (TopicRow& row : rows) finish_mix(row, *project.scheme);
    if (const Layout* layout = project.layout->get()) place_rows(rows, state, *layout);
    std::ranges::stable_sort(rows, [](const TopicRow& a, const TopicRow& b) {
        if (a.topic < 0 || b.topic < 0) return a.topic > b.topic;
        return a.size > b.size;
    });
    std::erase_if(rows, [](const TopicRow& row) { return row.size == 0; });
    state.topic_rows = std::move(rows);
}

/// Until the texts are read, the list goes on to show what it did; before the first answer, what the rest of the filter
/// lets pass.
Bitset Derived::visible_now(AppState& state, const Bitset& before) {
    find_texts(state);
    if (state.searching.empty()) {
        answered_ = true;
        return filtered(state, filter_, search_);
    }
    if (answered_) {
        Bitset docs = before;
        docs.resize(state.project.size());
        docs -= *state.project.removed;
        return docs;
    }
    Filter rest = filter_;
    std::erase_if(rest, [](const FilterChip& chip) { return text_condition(chip).has_value(); });
    return filtered(state, rest, "");
}

bool Derived::update_visible(AppState& state) {
    const Project& project = state.project;
    const bool by_suggestion = std::ranges::any_of(state.view.filter, [](const FilterChip& chip) {
        const FilterKind* kind = find_filter_kind(chip.kind);
        return kind && kind->follows_suggestions;
    });
    const Stamp from = {state.active_version, project.topics.version(), project.embeddings.version(),
                        by_suggestion ? project.layers.version() : 0};
    const auto changes = project.annotations->changes_since(visible_changes_);
    visible_changes_ = project.annotations->change_count();
    const std::string search = searched_words(state.view);
    if (from == visible_from_ && filter_ == state.view.filter && search_ == search && changes) {
        return !changes->empty() && pass_again(state, *changes);
    }
    visible_from_ = from;
    filter_ = state.view.filter;
    search_ = search;
    const Bitset before = std::move(state.visible);
    state.visible = visible_now(state, before);
    // Sorting a large list takes longer than filtering it. What one is least sure of changes with every label.
    if (before != state.visible || order_kind_ == ListOrder::least_sure) ordered_ = false;
    state.visible_by_labels_since = ++state.visible_version;
    return true;
}

/// Only these documents can have come or gone.
bool Derived::pass_again(AppState& state, Changes changes) {
    if (order_kind_ == ListOrder::least_sure) ordered_ = false;
    if (!state.searching.empty()) return false;   // all are filtered when the texts are read
    Bitset docs(state.project.size());
    for (const AnnotationChange& change : changes) docs.set(change.doc);
    const Bitset passed = filtered_among(state, docs, filter_, search_);
    bool changed = false;
    docs.for_each([&](DocId doc) {
        if (state.visible.test(doc) == passed.test(doc)) return;
        changed = true;
        const auto place = std::ranges::lower_bound(state.order, doc);
        if (passed.test(doc)) {
            state.visible.set(doc);
            if (ordered_ && order_kind_ == ListOrder::imported) state.order.insert(place, doc);
        } else {
            state.visible.reset(doc);
            if (ordered_ && order_kind_ == ListOrder::imported) state.order.erase(place);
        }
    });
    if (!changed) return false;
    if (order_kind_ != ListOrder::imported) ordered_ = false;
    ++state.visible_version;
    return true;
}

void Derived::find_texts(AppState& state) {
    const auto& texts = *state.project.dataset;
    std::vector<TextCondition> conditions = text_conditions(filter_, search_);
    state.text_matches.need(conditions);
    std::erase_if(conditions, [&](const TextCondition& one) { return state.text_matches.find(texts, one) != nullptr; });
    if (is_read_at_once(*texts)) {
        for (TextCondition& one : conditions) {
            Bitset docs(texts->size());
            const auto matcher = one.matcher();
            for (DocId doc = 0; doc < texts->size(); ++doc) {
                if (matcher->matches(texts->text(doc))) docs.set(doc);
            }
            state.text_matches.keep(texts, std::move(one), std::move(docs));
        }
        conditions.clear();
    }
    if (state.searching.empty()) state.searching_since_ms = state.now_ms;
    state.searching = std::move(conditions);
}

void Derived::update_order(AppState& state) {
    if (ordered_ && order_kind_ == state.view.list_order && similarity_ == state.similarity.data()) return;
    ordered_ = true;
    order_kind_ = state.view.list_order;
    similarity_ = state.similarity.data();
    state.order = state.visible.members();
    if (order_kind_ == ListOrder::similarity && !state.similarity.empty()) {
        std::ranges::stable_sort(state.order,
                                 [&](DocId a, DocId b) { return state.similarity[a] > state.similarity[b]; });
    } else if (order_kind_ == ListOrder::least_sure) {
        std::vector<float> confidence(state.project.size());
        for (const DocId doc : state.order)
            confidence[doc] = state.suggested(doc) ? state.neighbors_say(doc).chance(0) : 0.0f;
        std::ranges::stable_sort(state.order, [&](DocId a, DocId b) { return confidence[a] < confidence[b]; });
    } else if (order_kind_ == ListOrder::shuffled) {
        state.order = shuffled(state.visible);
    }
}

}  // namespace labelscape
