#include "app/work/placing_work.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/work/app_job.hpp"
#include "app/work/neighbor_work.hpp"
#include "core/knn/neighbor_search.hpp"
#include "core/layout/placing.hpp"
#include "edit/topic_edits.hpp"

namespace labelscape {
namespace {

/// Active documents that can be compared, by whether they have a place.
struct Placement {
    std::vector<DocId> placed, waiting;
};

Placement placement_of(const AppState& state) {
    const Layout& layout = **state.project.layout;
    Placement found;
    state.project.active().for_each([&](DocId doc) {
        if (state.project.meaning(doc) == Meaning::found)
            (layout.placed(doc) ? found.placed : found.waiting).push_back(doc);
    });
    return found;
}

/// What they are placed by.
struct Basis {
    std::shared_ptr<const Embeddings> embeddings;
    std::shared_ptr<const Layout> layout;
    std::shared_ptr<const Topics> topics;

    explicit Basis(const Project& project)
        : embeddings(*project.embeddings), layout(*project.layout), topics(*project.topics) {}
    bool operator==(const Basis&) const = default;
};

/// What was found for documents that had no place.
struct Placed {
    Basis basis;
    std::vector<DocId> docs;
    std::shared_ptr<const Layout> layout;
    std::vector<TopicId> topics;   ///< by `docs`
    Neighbors neighbors;           ///< that know them too
};

class PlacingJob final : public AppJob<Placed> {
public:
    PlacingJob(const Project& project, const Neighbors& neighbors, Placement placement, Done<Placed> done)
        : AppJob(std::move(done)),
          document_count_(project.size()),
          among_(std::move(placement.placed)),
          made_{Basis(project), std::move(placement.waiting), nullptr, {}, neighbors} {}
    std::string key() const override { return std::string(k_placing_part); }
    std::string title() const override { return "Place new documents"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Comparing documents");
        if (!search_) {
            search_.emplace(made_.basis.embeddings->vectors, std::move(among_), made_.docs, k_neighbors);
        }
        const Step step = search_->step(budget);
        progress.set(static_cast<std::int64_t>(search_->progress() * 100), 100);
        if (step == Step::done) place();
        return step;
    }

private:
    Placed take() override { return std::move(made_); }

    void place() {
        const NeighborGraph graph = search_->take();
        auto layout = std::make_shared<Layout>(*made_.basis.layout);
        layout->xy.resize(2 * static_cast<std::size_t>(document_count_), std::nanf(""));
        const auto xy = place_rows(graph, layout->xy);
        for (std::size_t i = 0; i < made_.docs.size(); ++i)
            std::copy_n(xy.data() + 2 * i, 2, layout->xy.data() + 2 * made_.docs[i]);
        made_.layout = std::move(layout);
        if (made_.basis.topics) made_.topics = topics_by_neighbors(graph, made_.basis.topics->of_doc);
        if (made_.neighbors.graph) extend_neighbors(graph);
    }

    /// So that votes on the new documents need not wait for the next map.
    void extend_neighbors(const NeighborGraph& graph) {
        Neighbors& known = made_.neighbors;
        auto ids = std::make_shared<std::vector<DocId>>(*known.ids);
        auto cosines = std::make_shared<std::vector<float>>(*known.cosines);
        ids->resize(document_count_ * static_cast<std::size_t>(known.per_doc), k_no_doc);
        cosines->resize(ids->size());
        for (std::size_t i = 0; i < made_.docs.size(); ++i) {
            const auto to = static_cast<std::ptrdiff_t>(made_.docs[i]) * known.per_doc;
            std::ranges::copy(graph.neighbors_of(static_cast<std::int32_t>(i)), ids->begin() + to);
            std::ranges::copy(graph.similarities_of(static_cast<std::int32_t>(i)), cosines->begin() + to);
        }
        known.ids = std::move(ids);
        known.cosines = std::move(cosines);
    }

    std::uint32_t document_count_;
    std::vector<DocId> among_;
    std::optional<NeighborSearch> search_;
    Placed made_;
};

std::string count_text(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " new document" : " new documents");
}

/// Those that are still there and have no microtopic yet; a step of the history where there are any.
void assign_topics(AppContext& context, const Placed& made) {
    const auto& topics = *context.state.project.topics;
    std::vector<DocId> docs;
    std::vector<TopicId> to;
    for (std::size_t i = 0; i < made.topics.size(); ++i) {
        const DocId doc = made.docs[i];
        if (made.topics[i] == k_outlier || topics->of(doc) != k_outlier || context.state.project.removed->test(doc))
            continue;
        docs.push_back(doc);
        to.push_back(made.topics[i]);
    }
    if (docs.empty()) return;
    context.commit(
        std::make_unique<AssignTopic>("Place " + count_text(made.docs.size()), std::move(docs), std::move(to)));
}

void show_placed(AppContext& context, const Placed& made, const Done<>& done) {
    AppState& state = context.state;
    // By what there is instead it is begun anew.
    if (made.basis != Basis(state.project)) return done(context, {});
    state.project.layout.edit() = made.layout;
    if (context.analysis.neighbors.graph == made.neighbors.graph) context.analysis.neighbors = made.neighbors;
    assign_topics(context, made);
    context.notify(NoticeKind::success, count_text(made.docs.size()) + (made.docs.size() == 1 ? " was" : " were") +
                                            " placed on the map, next to what is alike");
    done(context, {});
}

Stamp placing_from(const AppContext& context) {
    const Project& project = context.state.project;
    return {project.dataset.version(),    project.removed.version(), project.excluded.version(),
            project.embeddings.version(), project.layout.version(),  project.topics.version()};
}

Status placing_possible(const AppContext& context) {
    const AppState& state = context.state;
    const bool map_comes = state.jobs.running("layout") || context.parts.making(k_neighbors_part);
    const bool changes = state.jobs.running("import") || state.jobs.running("embed") || map_comes;
    if (!changes && *state.project.layout && *state.project.embeddings) return {};
    return Error{ErrorCode::conflict, "New documents are placed once there is a map and all have vectors"};
}

bool placing_by_itself(const AppContext&) { return true; }

void place_documents(AppContext& context, Priority priority, const Done<>& done) {
    Placement placement = placement_of(context.state);
    if (placement.waiting.empty() || placement.placed.empty()) return done(context, {});
    context.state.jobs.add(std::make_unique<PlacingJob>(context.state.project, context.analysis.neighbors,
                                                        std::move(placement), done.after<Placed>(show_placed)),
                           priority);
}

}  // namespace

DerivedPart placing_part() {
    return {k_placing_part, "", placing_from, placing_possible, placing_by_itself, Priority::normal, place_documents};
}

}  // namespace labelscape
