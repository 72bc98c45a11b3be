#include "app/work/topics_work.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/layout/umap.hpp"
#include "core/topics/hdbscan.hpp"
#include "core/topics/topic_cut.hpp"
#include "core/topics/topic_names.hpp"
#include "edit/topic_edits.hpp"

namespace labelscape {
namespace {

/// Where clusters are sought: more room than the map, little enough for a density to mean something.
constexpr std::int32_t k_cluster_dim = 5;
constexpr std::int32_t k_cluster_epochs = 200;

/// Places the documents for clustering and builds the tree of microtopics.
class TreeJob final : public Job {
public:
    TreeJob(std::shared_ptr<const NeighborGraph> graph, std::shared_ptr<const DistinctRows> distinct, Then then)
        : graph_(std::move(graph)), distinct_(std::move(distinct)), then_(std::move(then)) {}
    std::string key() const override { return "topics"; }
    std::string title() const override { return "Find microtopics"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        if (!umap_) {
            progress.enter("Grouping documents");
            UmapOptions options;
            options.dim = k_cluster_dim;
            options.min_dist = 0;
            options.epochs = k_cluster_epochs;
            auto umap = Umap::create(*graph_, options);
            if (!umap) return umap.error();
            umap_.emplace(std::move(*umap));
        }
        if (!tree_) {
            const Step step = umap_->step(budget);
            progress.set(static_cast<std::int64_t>(umap_->progress() * 80), 100);
            if (step == Step::more) return step;
            points_ = placed_documents();
            auto tree = Hdbscan::create(points_->view());
            if (!tree) return tree.error();
            tree_.emplace(std::move(*tree));
        }
        progress.enter("Finding dense groups");
        const Step step = tree_->step(budget);
        progress.set(80 + static_cast<std::int64_t>(tree_->progress() * 20), 100);
        return step;
    }

    std::unique_ptr<Outcome> outcome() override {
        auto linkage = std::make_shared<const LinkageTree>(tree_->take_result());
        return std::make_unique<AppOutcome>(
            [points = points_, linkage, then = std::move(then_)](AppContext& context) {
                context.analysis.cluster_points = points;
                context.analysis.linkage = linkage;
                then(context);
            });
    }

private:
    /// Copies count as often as they come: they lie in one point.
    std::shared_ptr<const Matrix> placed_documents() const {
        const auto rows = static_cast<std::int32_t>(distinct_->kind_of.size());
        auto points = std::make_shared<Matrix>(rows, umap_->dim());
        for (std::int32_t row = 0; row < rows; ++row) {
            const std::int32_t kind = distinct_->kind_of[static_cast<std::size_t>(row)];
            std::copy_n(umap_->positions().data() + kind * umap_->dim(), umap_->dim(), points->row(row));
        }
        return points;
    }

    std::shared_ptr<const NeighborGraph> graph_;
    std::shared_ptr<const DistinctRows> distinct_;
    Then then_;
    std::optional<Umap> umap_;
    std::shared_ptr<const Matrix> points_;
    std::optional<Hdbscan> tree_;
};

/// Names the topics of a split by their key terms.
class NamesJob final : public Job {
public:
    NamesJob(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const Topics> topics, std::uint32_t gesture,
             Then then)
        : dataset_(std::move(dataset)), topics_(std::move(topics)), gesture_(gesture), then_(std::move(then)) {}
    std::string key() const override { return "names"; }
    std::string title() const override { return "Name microtopics"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        if (!names_) {
            std::vector<TopicId> topic_of = topics_->of_doc;
            topic_of.resize(dataset_->size(), k_outlier);
            names_.emplace(Texts(dataset_->size(), [this](DocId doc) { return dataset_->text(doc); }),
                           std::move(topic_of), topics_->count());
        }
        const Step step = names_->step(budget);
        progress.set(static_cast<std::int64_t>(names_->progress() * 100), 100);
        return step;
    }

    std::unique_ptr<Outcome> outcome() override {
        auto named = std::make_shared<Topics>(*topics_);
        for (std::size_t i = 0; i < named->infos.size(); ++i) {
            const TopicName& name = names_->result()[i];
            TopicInfo& info = named->infos[i];
            info.terms.clear();
            for (const auto& term : name.terms) info.terms.push_back(term.text);
            if (!info.named_by_user && !name.name.empty()) info.name = name.name;
        }
        return std::make_unique<AppOutcome>([before = topics_, named, gesture = gesture_,
                                             then = std::move(then_)](AppContext& context) {
            // Undone or split anew meanwhile: these names belong to another split.
            if (*context.state.project.topics != before) return;
            context.commit(std::make_unique<ReplaceTopics>(named, gesture));
            then(context);
        });
    }

private:
    std::shared_ptr<const Dataset> dataset_;
    std::shared_ptr<const Topics> topics_;
    std::uint32_t gesture_;
    Then then_;
    std::optional<TopicNames> names_;
};

/// A new topic takes the name of the old one that most of its documents come from.
void inherit_names(Topics& topics, const Topics& before) {
    std::vector<std::map<TopicId, std::uint32_t>> origins(topics.infos.size());
    std::vector<std::uint32_t> sizes(topics.infos.size());
    for (DocId doc = 0; doc < topics.of_doc.size(); ++doc) {
        if (topics.of_doc[doc] == k_outlier) continue;
        const auto topic = static_cast<std::size_t>(topics.of_doc[doc]);
        ++origins[topic][before.of(doc)];
        ++sizes[topic];
    }
    for (std::size_t topic = 0; topic < topics.infos.size(); ++topic) {
        const auto best = std::ranges::max_element(origins[topic], {}, [](const auto& part) { return part.second; });
        if (best == origins[topic].end() || best->first == k_outlier || best->second * 2 <= sizes[topic]) continue;
        topics.infos[topic] = before.infos[static_cast<std::size_t>(best->first)];
    }
}

int default_min_size(std::size_t documents) {
    return std::max(5, static_cast<int>(std::sqrt(static_cast<double>(documents)) / 5));
}

std::shared_ptr<const Topics> cut_topics(const AppContext& context, int min_size, float granularity) {
    const auto& docs = *context.analysis.docs;
    const TopicSplit split = cut(*context.analysis.linkage, context.analysis.cluster_points->view(), {min_size, granularity});
    auto topics = std::make_shared<Topics>();
    topics->min_size = min_size;
    topics->granularity = granularity;
    topics->of_doc.assign(context.state.project.size(), k_outlier);
    for (std::size_t i = 0; i < docs.size(); ++i) topics->of_doc[docs[i]] = split.topic_of[i];
    for (int i = 0; i < split.topic_count; ++i) topics->infos.push_back({"Microtopic " + std::to_string(i + 1), {}, false});
    if (const auto& before = *context.state.project.topics) inherit_names(*topics, *before);
    return topics;
}

void split_and_name(AppContext& context, int min_size, float granularity, std::uint32_t gesture, Then then) {
    auto topics = cut_topics(context, min_size, granularity);
    context.state.view.granularity = granularity;
    context.analysis.topics_stale = false;
    context.commit(std::make_unique<ReplaceTopics>(topics, gesture));
    context.state.jobs.add(
        std::make_unique<NamesJob>(*context.state.project.dataset, topics, gesture, std::move(then)), Priority::user);
}

void with_tree(AppContext& context, Then then) {
    with_graph(context, Priority::normal, [then = std::move(then)](AppContext& later) {
        if (later.analysis.linkage) return then(later);
        later.state.jobs.add(std::make_unique<TreeJob>(later.analysis.graph, later.analysis.distinct, then));
    });
}

}  // namespace

void compute_topics(AppContext& context, int min_size, Then then) {
    with_tree(context, [min_size, then = std::move(then)](AppContext& later) {
        const int size = min_size > 0 ? min_size : default_min_size(later.analysis.docs->size());
        split_and_name(later, size, later.state.view.granularity, later.next_gesture++, then);
    });
}

void set_granularity(AppContext& context, float granularity, std::uint32_t gesture) {
    const std::uint32_t step = gesture > 0 ? gesture : context.next_gesture++;
    with_tree(context, [granularity, step](AppContext& later) {
        const auto& topics = *later.state.project.topics;
        const int size = topics && topics->min_size > 0 ? topics->min_size : default_min_size(later.analysis.docs->size());
        split_and_name(later, size, granularity, step, [](AppContext&) {});
    });
}

void assign_outlier_documents(AppContext& context) {
    with_tree(context, [](AppContext& later) {
        const auto& topics = *later.state.project.topics;
        if (!topics || !later.analysis.cluster_points) return;
        const auto& docs = *later.analysis.docs;
        std::vector<TopicId> rows;
        for (const DocId doc : docs) rows.push_back(topics->of(doc));
        const auto assigned = assign_outliers(later.analysis.cluster_points->view(), rows);
        std::vector<DocId> moved;
        std::vector<TopicId> to;
        for (std::size_t i = 0; i < docs.size(); ++i) {
            if (rows[i] != k_outlier || assigned[i] == k_outlier) continue;
            moved.push_back(docs[i]);
            to.push_back(assigned[i]);
        }
        if (moved.empty()) return later.notify(NoticeKind::info, "There are no outliers to assign");
        const std::string title = "Assign " + std::to_string(moved.size()) + " outliers to the nearest microtopic";
        later.commit(std::make_unique<AssignTopic>(title, std::move(moved), std::move(to)));
        later.notify(NoticeKind::success, title, true);
    });
}

}  // namespace labelscape
