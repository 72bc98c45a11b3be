#include "app/work/topics_work.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "app/work/app_job.hpp"
#include "app/work/neighbor_work.hpp"
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

/// What the tree of microtopics is made of, and the tree.
struct Clustering {
    std::shared_ptr<const Matrix> points;
    std::shared_ptr<const LinkageTree> linkage;
};

/// Places the documents for clustering and builds the tree of microtopics.
class TreeJob final : public AppJob<Clustering> {
public:
    TreeJob(const Neighbors& neighbors, Done<Clustering> done)
        : AppJob(std::move(done)), graph_(neighbors.graph), distinct_(neighbors.distinct) {}
    std::string key() const override { return std::string(k_tree_part); }
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

private:
    Clustering take() override { return {points_, std::make_shared<const LinkageTree>(tree_->take_result())}; }

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
    std::optional<Umap> umap_;
    std::shared_ptr<const Matrix> points_;
    std::optional<Hdbscan> tree_;
};

/// Names the topics of a split by their key terms.
class NamesJob final : public AppJob<std::shared_ptr<const Topics>> {
public:
    NamesJob(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const Topics> topics,
             Done<std::shared_ptr<const Topics>> done)
        : AppJob(std::move(done)), dataset_(std::move(dataset)), topics_(std::move(topics)) {}
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

private:
    std::shared_ptr<const Topics> take() override {
        auto named = std::make_shared<Topics>(*topics_);
        for (std::size_t i = 0; i < named->infos.size(); ++i) {
            const TopicName& name = names_->result()[i];
            TopicInfo& info = named->infos[i];
            info.terms.clear();
            for (const auto& term : name.terms) info.terms.push_back(term.text);
            if (!info.named_by_user && !name.name.empty()) info.name = name.name;
        }
        return named;
    }

    std::shared_ptr<const Dataset> dataset_;
    std::shared_ptr<const Topics> topics_;
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
    const auto& docs = *context.analysis.neighbors.docs;
    const TopicSplit split =
        cut(*context.analysis.linkage, context.analysis.cluster_points->view(), {min_size, granularity});
    auto topics = std::make_shared<Topics>();
    topics->min_size = min_size;
    topics->granularity = granularity;
    topics->of_doc.assign(context.state.project.size(), k_outlier);
    for (std::size_t i = 0; i < docs.size(); ++i) topics->of_doc[docs[i]] = split.topic_of[i];
    for (int i = 0; i < split.topic_count; ++i)
        topics->infos.push_back({"Microtopic " + std::to_string(i + 1), {}, false});
    if (const auto& before = *context.state.project.topics) inherit_names(*topics, *before);
    return topics;
}

void split_and_name(AppContext& context, int min_size, float granularity, std::uint32_t gesture, const Done<>& done) {
    const auto topics = cut_topics(context, min_size, granularity);
    context.state.view.granularity = granularity;
    context.analysis.topics_stale = false;
    context.commit(std::make_unique<ReplaceTopics>(topics, gesture));
    const auto name = [topics, gesture](AppContext& later, std::shared_ptr<const Topics> named, const Done<>& end) {
        // Undone or split anew meanwhile: these names belong to another split.
        if (*later.state.project.topics != topics) {
            return end(later, Error{ErrorCode::cancelled, "The microtopics were changed before they were named"});
        }
        later.commit(std::make_unique<ReplaceTopics>(std::move(named), gesture));
        end(later, {});
    };
    context.state.jobs.add(std::make_unique<NamesJob>(*context.state.project.dataset, topics,
                                                      done.after<std::shared_ptr<const Topics>>(name)), Priority::user);
}

Stamp tree_from(const AppContext& context) { return {context.parts.made(k_neighbors_part)}; }
Status tree_possible(const AppContext&) { return {}; }
bool tree_by_itself(const AppContext&) { return false; }

void make_tree(AppContext& context, Priority priority, const Done<>& done) {
    const auto keep = [](AppContext& later, Clustering made, const Done<>& end) {
        later.analysis.cluster_points = std::move(made.points);
        later.analysis.linkage = std::move(made.linkage);
        end(later, {});
    };
    context.state.jobs.add(std::make_unique<TreeJob>(context.analysis.neighbors, done.after<Clustering>(keep)),
                           priority);
}

}  // namespace

DerivedPart tree_part() {
    return {k_tree_part, k_neighbors_part, tree_from, tree_possible, tree_by_itself, Priority::normal, make_tree};
}

void compute_topics(AppContext& context, int min_size, const Done<>& done) {
    context.parts.need(context, k_tree_part, done.after([min_size](AppContext& later, const Done<>& end) {
        const int size = min_size > 0 ? min_size : default_min_size(later.analysis.neighbors.docs->size());
        split_and_name(later, size, later.state.view.granularity, later.next_gesture++, end);
    }));
}

void set_granularity(AppContext& context, float granularity, std::uint32_t gesture, const Done<>& done) {
    const std::uint32_t step = gesture > 0 ? gesture : context.next_gesture++;
    context.parts.need(context, k_tree_part, done.after([granularity, step](AppContext& later, const Done<>& end) {
        const auto& topics = *later.state.project.topics;
        const int size = topics && topics->min_size > 0 ? topics->min_size
                                                        : default_min_size(later.analysis.neighbors.docs->size());
        split_and_name(later, size, granularity, step, end);
    }));
}

void assign_outlier_documents(AppContext& context, const Done<>& done) {
    context.parts.need(context, k_tree_part, done.after([](AppContext& later, const Done<>& end) {
        const auto& topics = *later.state.project.topics;
        if (!topics) return end(later, Error{ErrorCode::conflict, "There are no microtopics yet: find them first"});
        const auto& docs = *later.analysis.neighbors.docs;
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
        if (moved.empty()) {
            later.notify(NoticeKind::info, "There are no outliers to assign");
        } else {
            const std::string title = "Assign " + std::to_string(moved.size()) + " outliers to the nearest microtopic";
            later.commit(std::make_unique<AssignTopic>(title, std::move(moved), std::move(to)));
            later.notify(NoticeKind::success, title, true);
        }
        end(later, {});
    }));
}

}  // namespace labelscape
