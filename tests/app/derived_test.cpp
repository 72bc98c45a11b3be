// What a few labels change in the derived parts is what making them anew gives.

#include "app/derived.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "edit/assign_labels.hpp"
#include "edit/history.hpp"

namespace labelscape {
namespace {

constexpr std::uint32_t k_docs = 300;
constexpr std::uint32_t k_labels = 4;

class DerivedTest : public testing::Test {
protected:
    DerivedTest() {
        Project& project = state.project;
        auto data = std::make_shared<Dataset>();
        for (std::uint32_t i = 0; i < k_docs; ++i) data->append("text " + std::to_string(i), "id" + std::to_string(i));
        project.set_dataset(std::move(data));
        project.removed.edit().clear();
        for (std::uint32_t i = 0; i < k_labels; ++i) {
            project.scheme.edit().insert(
                i, {project.scheme->next_id(), "label " + std::to_string(i), 0x3080c0, "", "", {}});
        }
        project.scheme.edit().set_mode(LabelMode::multi);
        auto topics = std::make_shared<Topics>();
        for (int topic = 0; topic < 5; ++topic) topics->infos.push_back({"topic", {}, false});
        auto layout = std::make_shared<Layout>();
        auto embeddings = std::make_shared<Embeddings>();
        embeddings->vectors = UnitRows(k_docs, 2);
        embeddings->embedded = Bitset(k_docs);
        const float values[] = {1, 1};
        for (DocId doc = 0; doc < k_docs; ++doc) {
            topics->of_doc.push_back(static_cast<TopicId>(doc % 6) - 1);
            layout->xy.push_back(static_cast<float>(doc % 17));
            layout->xy.push_back(static_cast<float>(doc % 23));
            embeddings->vectors.set(static_cast<std::int32_t>(doc), values);
            embeddings->embedded.set(doc);
        }
        project.topics.edit() = topics;
        project.layout.edit() = layout;
        project.embeddings.edit() = embeddings;
        auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), std::vector<Opinion>(k_docs)});
        for (DocId doc = 0; doc < k_docs; doc += 3) {
            layer->of_doc[doc].labels[0] = label(doc % k_labels);
            layer->of_doc[doc].chances[0] = static_cast<std::uint8_t>(doc);
        }
        project.set_layer(layer);
        project.excluded.edit() = Bitset::of(k_docs, std::vector<DocId>{4, 10, 77});
    }
    LabelId label(std::uint32_t index) const { return state.project.scheme->labels()[index].id; }

    void expect_as_made_anew() {
        const Bitset visible = state.visible;
        const std::vector<DocId> order = state.order;
        const std::vector<TopicRow> rows = state.topic_rows;
        const std::uint32_t labeled = state.active_labeled;
        Derived anew;
        anew.update(state);
        EXPECT_EQ(visible, state.visible);
        EXPECT_EQ(order, state.order);
        EXPECT_EQ(labeled, state.active_labeled);
        ASSERT_EQ(rows.size(), state.topic_rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            EXPECT_EQ(rows[i].topic, state.topic_rows[i].topic);
            EXPECT_EQ(rows[i].size, state.topic_rows[i].size);
            EXPECT_EQ(rows[i].labeled, state.topic_rows[i].labeled);
            EXPECT_EQ(rows[i].mix, state.topic_rows[i].mix);
            EXPECT_EQ(rows[i].purity, state.topic_rows[i].purity);
        }
    }
    /// Few documents or many; undo and redo; marks.
    void random_step(Random& random) {
        const std::uint32_t kind = random.below(10);
        if (kind == 0 && state.history.can_undo()) return state.history.undo(state.project);
        if (kind == 1 && state.history.can_redo()) return state.history.redo(state.project);
        const bool bulk = kind == 2;
        Bitset docs(k_docs);
        for (std::uint32_t i = 0; i < (bulk ? 2000u : 1 + random.below(4)); ++i) docs.set(random.below(k_docs));
        std::vector<LabelId> labels;
        for (std::uint32_t i = 0; i < random.below(3); ++i) labels.push_back(label(random.below(k_labels)));
        auto edit = kind == 3 ? AssignLabels::make_mark(state.project, docs, Mark::unsure, "mark", {})
                              : AssignLabels::make(state.project, docs, labels,
                                                   static_cast<AssignMode>(random.below(3)), "labels", {});
        if (edit) state.history.commit(state.project, std::move(edit), 0);
    }

    SteadyClock clock;
    AppState state{clock};
    Derived derived;
};

TEST_F(DerivedTest, AFewLabelsChangeWhatAllWouldGive) {
    const std::vector<Filter> filters = {
        {},
        {{.kind = "unlabeled"}},
        {{.kind = "label", .label = label(1)}, {.kind = "topic", .negated = true, .topic = 2}},
        {{.kind = "suggestion", .label = label(0)}},
        {{.kind = "unsure"}},
        {{.kind = "excluded"}},
        {{.kind = "label", .negated = true, .label = label(2)}, {.kind = "text", .value = "1"}},
    };
    for (const Filter& filter : filters) {
        for (const ListOrder order :
             {ListOrder::imported, ListOrder::least_sure, ListOrder::shuffled, ListOrder::similarity}) {
            Random random(7);
            state.view.filter = filter;
            state.view.list_order = order;
            state.similarity.assign(k_docs, 0);
            for (DocId doc = 0; doc < k_docs; ++doc) state.similarity[doc] = static_cast<float>(doc % 13);
            derived.update(state);
            for (int step = 0; step < 60; ++step) {
                random_step(random);
                if (random.below(4) == 0) continue;   // several steps before the next look
                derived.update(state);
                expect_as_made_anew();
                if (HasFailure()) return;
            }
        }
    }
}

TEST_F(DerivedTest, VersionsSayWhatMoved) {
    state.view.filter = {{.kind = "unlabeled"}};
    derived.update(state);
    const auto commit = [&](std::vector<DocId> docs) {
        auto edit = AssignLabels::make(state.project, Bitset::of(k_docs, docs), {label(0)}, AssignMode::set, "x", {});
        state.history.commit(state.project, std::move(edit), 0);
    };
    const std::uint64_t active = state.active_version, visible = state.visible_version, all = state.derived_version;
    derived.update(state);
    EXPECT_EQ(state.derived_version, all) << "nothing has changed";
    commit({5});
    derived.update(state);
    EXPECT_GT(state.derived_version, all);
    EXPECT_EQ(state.active_version, active);
    EXPECT_EQ(state.visible_version, visible + 1);
    EXPECT_LE(state.visible_by_labels_since, visible) << "only documents of the changes";
    state.view.filter = {};
    derived.update(state);
    EXPECT_EQ(state.visible_by_labels_since, state.visible_version) << "any document";
    commit({6});
    const std::uint64_t before = state.visible_version;
    derived.update(state);
    EXPECT_EQ(state.visible_version, before) << "labels do not matter to the filter";
}

}  // namespace
}  // namespace labelscape
