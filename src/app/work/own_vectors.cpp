#include "app/work/own_vectors.hpp"

#include <memory>

#include "app/work/search_work.hpp"

namespace labelscape {

std::string take_own_vectors(AppContext& context, const ImportedVectors& vectors, const std::string& column) {
    AppState& state = context.state;
    const auto& before = *state.project.embeddings;
    const UnitRows& rows = vectors.rows();
    const std::string id = std::string(k_own_vectors) + column;
    const bool adds = before && before->model_id == id && before->vectors.columns() == rows.columns();
    auto taken = adds ? std::make_shared<Embeddings>(*before) : std::make_shared<Embeddings>();
    taken->model_id = id;
    if (!adds) taken->vectors = rows;
    taken->vectors.grow(static_cast<std::int32_t>(state.project.size()));
    taken->embedded.resize(state.project.size());
    vectors.present().for_each([&](DocId doc) {
        if (adds) taken->vectors.set_codes(static_cast<std::int32_t>(doc), rows.codes(static_cast<std::int32_t>(doc)));
        taken->embedded.set(doc);
    });
    state.project.embeddings.edit() = taken;
    state.model_use.missing.clear();
    context.unfinished.reset();
    clear_similarity(context);
    context.analysis.topics_stale = true;
    std::string text = std::to_string(vectors.present().count()) + " vectors of " + std::to_string(rows.columns()) +
                       " numbers " + (adds ? "were added to" : "are now used as") + " \"" + column + "\"";
    Bitset without = state.project.active();
    without -= taken->embedded;
    if (const std::uint32_t count = without.count(); count > 0) {
        text += count == 1 ? "; 1 document has none and gets no place on the map"
                           : "; " + std::to_string(count) + " documents have none and get no place on the map";
    }
    return text;
}

}  // namespace labelscape
