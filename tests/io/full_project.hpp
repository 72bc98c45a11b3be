#pragma once

#include <limits>
#include <map>

#include "edit/random_project.hpp"
#include "io/project_format.hpp"

namespace labelscape::test {

/// A project with all parts and `steps` random steps of history, some of them undone.
struct FullProject {
    Project project;
    History history;
    std::string view = "{\"panel\":\"map\"}";
};

inline std::shared_ptr<const Embeddings> make_embeddings(std::uint32_t rows, std::int32_t columns) {
    auto embeddings = std::make_shared<Embeddings>();
    embeddings->model_id = "hash-8";
    embeddings->vectors = UnitRows(static_cast<std::int32_t>(rows), columns);
    embeddings->embedded = Bitset(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (row % 10 == 9) continue;
        embeddings->embedded.set(row);
        std::vector<float> values;
        for (std::int32_t i = 0; i < columns; ++i)
            values.push_back(static_cast<float>(row % 97) * 0.5f - static_cast<float>(i));
        embeddings->vectors.set(static_cast<std::int32_t>(row), values.data());
    }
    return embeddings;
}

inline FullProject make_full_project(std::uint64_t seed, std::uint32_t rows, int steps) {
    Random random(seed);
    FullProject full{make_project(rows, 4), History()};
    Project& project = full.project;
    for (int step = 0; step < steps; ++step) {
        if (full.history.can_undo() && random.below(5) == 0) {
            full.history.undo(project);
        } else {
            full.history.commit(project, random_edit(random, project), 1000 + step);
        }
    }
    full.history.commit(
        project, std::make_unique<ReplaceTopics>(detail::random_topics(random, project)), 5000);
    full.history.commit(project, random_edit(random, project), 5001);
    full.history.undo(project);
    auto layout = std::make_shared<Layout>();
    layout->seed = 42;
    for (DocId doc = 0; doc < rows; ++doc) {
        layout->xy.push_back(doc % 13 == 5 ? std::numeric_limits<float>::quiet_NaN()
                                           : static_cast<float>(doc) * 0.25f);
        layout->xy.push_back(-static_cast<float>(doc));
    }
    project.layout.edit() = std::move(layout);
    project.embeddings.edit() = make_embeddings(rows, 8);
    return full;
}

/// The parts of a project as text, for comparing one by one.
inline std::map<std::string, std::string> parts_of(const Project& project, const History& history,
                                                   const std::string& view) {
    std::map<std::string, std::string> parts;
    const Dataset& dataset = **project.dataset;
    for (DocId doc = 0; doc < dataset.size(); ++doc) {
        parts["texts"].append(dataset.text(doc)).push_back('\n');
        parts["ids"].append(dataset.id(doc)).push_back('\n');
        parts["copies"] += std::to_string(project.copies(doc)) + " ";
        for (const Column& column : dataset.columns())
            parts["columns"] += column.name + "=" + column.cell(doc) + "\n";
    }
    const CopyTable& table = dataset.copy_table();
    for (std::uint32_t copy = 0; copy < table.size(); ++copy) {
        std::string& row = parts["copied"];
        row += std::to_string(table.of[copy]) + "=" + std::string(table.ids[copy]);
        row += project.copied->present.test(copy) ? " here" : " hidden";
        for (const Column& column : table.columns) row += " " + column.cell(copy);
        if (const auto labels = project.copied->labels.find(copy); labels != project.copied->labels.end()) {
            for (const LabelId label : labels->second) row += " " + std::to_string(static_cast<std::uint32_t>(label));
        }
        row += "\n";
    }
    parts["work"] = describe(project);
    for (const auto& entry : history.entries())
        parts["history"] += std::to_string(entry.at_ms) + entry.edit->title() + "\n";
    parts["history"] += std::to_string(history.done_count());
    if (const auto& layout = *project.layout) {
        for (const float value : layout->xy) parts["layout"] += std::to_string(value) + " ";
    }
    if (const auto& embeddings = *project.embeddings) {
        parts["vectors"] = embeddings->model_id;
        for (std::int32_t row = 0; row < embeddings->vectors.rows(); ++row) {
            parts["vectors"] +=
                embeddings->embedded.test(static_cast<std::uint32_t>(row)) ? "\n+" : "\n-";
            for (const float value : embeddings->vectors.decoded(row))
                parts["vectors"] += std::to_string(value) + " ";
        }
    }
    parts["view"] = view;
    parts["name"] = project.id + " " + project.name;
    return parts;
}

}  // namespace labelscape::test
