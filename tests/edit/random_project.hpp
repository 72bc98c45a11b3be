#pragma once

#include <memory>
#include <string>

#include "base/random.hpp"
#include "edit/assign_labels.hpp"
#include "edit/compound_edit.hpp"
#include "edit/document_edits.hpp"
#include "edit/label_scheme_edits.hpp"
#include "edit/topic_edits.hpp"

namespace labelscape::test {

/// A dataset with texts in several scripts, ids "d0", "d1", ... and a metadata column of every
/// type.
inline std::shared_ptr<const Dataset> make_dataset(std::uint32_t rows) {
    constexpr const char* k_words[] = {"parcel", "Rückgabe", "荷物", "refund", "😀", "أين"};
    auto dataset = std::make_shared<Dataset>();
    const auto number = dataset->column("priority", ColumnType::number);
    const auto date = dataset->column("created", ColumnType::date);
    const auto flag = dataset->column("urgent", ColumnType::boolean);
    const auto text = dataset->column("language", ColumnType::text);
    const auto list = dataset->column("tags", ColumnType::list);
    for (DocId doc = 0; doc < rows; ++doc) {
        std::string body = std::string(k_words[doc % 6]) + " number " + std::to_string(doc);
        dataset->append(doc % 11 == 3 ? std::string() : body, "d" + std::to_string(doc));
        if (doc % 5 != 0) dataset->set_number(number, doc, doc * 0.37 - 4);
        if (doc % 7 != 0) dataset->set_number(date, doc, 1.7e12 + doc * 1e7);
        dataset->set_number(flag, doc, doc % 2);
        if (doc % 3 != 0) dataset->set_text(text, doc, doc % 2 != 0 ? "de" : "a \"quoted\",\nword");
        if (doc % 4 == 1) dataset->set_text(list, doc, "[\"x\",\"y, z\"]");
        if (doc % 9 == 0) dataset->set_unlisted_copies(doc, 2);
    }
    dataset->pad_columns();
    return dataset;
}

/// A project with three labels; `waiting` more rows stand ready for an import.
inline Project make_project(std::uint32_t rows, std::uint32_t waiting = 0) {
    Project project;
    project.id = "p1";
    project.name = "Sample";
    project.set_dataset(make_dataset(rows + waiting));
    ImportDocuments("sample.csv", 0, rows).apply(project);
    for (const char* name : {"Refund", "Delivery", "Größe; XL"}) {
        const LabelId id = project.scheme->next_id();
        project.scheme.edit().insert(
            99, {id, name, 0x336699, "", "about " + std::string(name), {"key", "wörter"}});
    }
    return project;
}

namespace detail {

inline Bitset random_docs(Random& random, const Project& project) {
    Bitset docs(project.size());
    const std::uint32_t count = random.below(4) == 0 ? project.size() : 1 + random.below(6);
    for (std::uint32_t i = 0; i < count; ++i) docs.set(random.below(project.size()));
    return docs;
}

inline LabelId random_label(Random& random, const Project& project) {
    const auto& labels = project.scheme->labels();
    return labels[random.below(static_cast<std::uint32_t>(labels.size()))].id;
}

inline Provenance random_provenance(Random& random) {
    const auto source = k_source_names[random.below(4)];
    const double at_ms = 1.7e12 + random.below(1000);
    return from_source(source, 1, at_ms, "action " + std::to_string(random.below(50)));
}

inline std::unique_ptr<Edit> random_assignment(Random& random, const Project& project) {
    if (random.below(4) == 0) {
        return AssignLabels::make_mark(project, random_docs(random, project),
                                       static_cast<Mark>(random.below(3)), "Mark",
                                       random_provenance(random));
    }
    std::vector<LabelId> labels;
    for (std::uint32_t i = random.below(3); i > 0 && !project.scheme->labels().empty(); --i) {
        labels.push_back(random_label(random, project));
    }
    return AssignLabels::make(project, random_docs(random, project), std::move(labels),
                              static_cast<AssignMode>(random.below(3)), "Assign",
                              random_provenance(random));
}

inline std::unique_ptr<Edit> random_label_edit(Random& random, const Project& project) {
    const auto& scheme = *project.scheme;
    const std::uint32_t choice = scheme.labels().empty() ? 0 : random.below(4);
    if (choice == 0) {
        const auto id = scheme.next_id();
        const std::string name = "label " + std::to_string(static_cast<std::uint32_t>(id));
        return std::make_unique<AddLabel>(random.below(5),
                                          Label{id, name, random.below(1u << 24), "k", "d", {"w"}});
    }
    const Label& label = *scheme.find(random_label(random, project));
    if (choice == 1) return std::make_unique<RemoveLabel>(label.id, label.name);
    if (choice == 2) {
        Label after = label;
        after.color = random.below(1u << 24);
        after.name += "*";
        after.keywords.push_back("kw");
        return std::make_unique<ChangeLabel>("Change", std::move(after));
    }
    return std::make_unique<SetLabelMode>(scheme.mode() == LabelMode::multi ? LabelMode::single
                                                                            : LabelMode::multi);
}

inline std::shared_ptr<const Topics> random_topics(Random& random, const Project& project) {
    auto topics = std::make_shared<Topics>();
    const std::uint32_t count = 1 + random.below(5);
    for (std::uint32_t i = 0; i < count; ++i)
        topics->infos.push_back({"topic " + std::to_string(i), {"a", "ß"}, i % 2 == 0});
    for (DocId doc = 0; doc < project.size(); ++doc)
        topics->of_doc.push_back(static_cast<TopicId>(random.below(count + 1)) - 1);
    topics->min_size = static_cast<int>(random.below(100));
    topics->granularity = random.uniform();
    return topics;
}

inline std::unique_ptr<Edit> random_topic_edit(Random& random, const Project& project) {
    const auto& topics = *project.topics;
    const std::uint32_t choice = topics ? random.below(3) : 0;
    if (choice == 0)
        return std::make_unique<ReplaceTopics>(random_topics(random, project), random.below(3));
    const auto count = static_cast<std::uint32_t>(topics->count());
    if (choice == 1)
        return std::make_unique<RenameTopic>(static_cast<TopicId>(random.below(count)), "named");
    const auto docs = random_docs(random, project).members();
    std::vector<TopicId> of_docs;
    for (std::size_t i = 0; i < docs.size(); ++i)
        of_docs.push_back(static_cast<TopicId>(random.below(count + 1)) - 1);
    return std::make_unique<AssignTopic>("Move", docs, std::move(of_docs));
}

inline std::unique_ptr<Edit> random_document_edit(Random& random, const Project& project) {
    // Rows at the end may stand by since their import was undone.
    const DocId last = project.size();
    DocId first = last;
    while (first > 0 && project.removed->test(first - 1)) --first;
    if (first < last) return std::make_unique<ImportDocuments>("more.csv", first, last);
    const bool exclude = random.below(2) == 0;
    std::vector<DocId> docs;
    random_docs(random, project).for_each([&](DocId doc) {
        if (project.excluded->test(doc) != exclude) docs.push_back(doc);
    });
    return docs.empty() ? nullptr : std::make_unique<ExcludeDocuments>(std::move(docs), exclude);
}

/// A new label and documents that carry it.
inline std::unique_ptr<Edit> random_compound(Random& random, const Project& project) {
    const auto id = project.scheme->next_id();
    const std::string name = "new " + std::to_string(static_cast<std::uint32_t>(id));
    std::vector<std::unique_ptr<Edit>> parts;
    parts.push_back(std::make_unique<AddLabel>(0, Label{id, name, 1, "", "", {}}));
    const std::vector<DocId> docs = random_docs(random, project).members();
    std::vector<AssignLabels::Row> rows;
    for (const DocId doc : docs) rows.push_back({doc, 0, Mark::none});
    parts.push_back(std::make_unique<AssignLabels>("Assign", random_provenance(random),
                                                   std::vector<std::vector<LabelId>>{{id}},
                                                   std::move(rows)));
    return std::make_unique<CompoundEdit>("Label as " + name, std::move(parts));
}

}  // namespace detail

/// An edit of a random kind that fits the project.
inline std::unique_ptr<Edit> random_edit(Random& random, const Project& project) {
    using namespace detail;
    while (true) {
        std::unique_ptr<Edit> edit;
        switch (random.below(8)) {
            case 0: edit = random_label_edit(random, project); break;
            case 1: edit = random_topic_edit(random, project); break;
            case 2: edit = random_document_edit(random, project); break;
            case 3: edit = random_compound(random, project); break;
            default: edit = random_assignment(random, project); break;
        }
        if (edit) return edit;
    }
}

/// All that edits can change, as text: two projects agree when these are equal.
inline std::string describe(const Project& project) {
    std::string out = project.scheme->mode() == LabelMode::multi ? "multi\n" : "single\n";
    const auto number = [](auto value) { return std::to_string(value) + " "; };
    for (const Label& label : project.scheme->labels()) {
        out += number(static_cast<std::uint32_t>(label.id)) + label.name + " " +
               number(label.color) + label.key + " " + label.description;
        for (const auto& keyword : label.keywords) out += " " + keyword;
        out += " " + number(project.annotations->count(label.id)) + "\n";
    }
    out += "labeled " + number(project.annotations->labeled_count()) +
           number(project.annotations->labeled().count()) + "\n";
    for (DocId doc = 0; doc < project.size(); ++doc) {
        const Annotation& row = (*project.annotations)[doc];
        out += number(doc);
        for (const LabelId label : project.annotations->labels(doc))
            out += number(static_cast<std::uint32_t>(label));
        out += "m" + number(static_cast<int>(row.mark)) +
               (project.removed->test(doc) ? "removed " : "") +
               (project.excluded->test(doc) ? "excluded " : "");
        if (*project.topics) out += "t" + number((*project.topics)->of(doc));
        if (row.labeled() || row.mark != Mark::none) {
            const Provenance& by = project.annotations->provenance(row.provenance);
            out +=
                number(static_cast<int>(std::ranges::find(k_source_names, source_name(by)) - k_source_names.begin())) +
                number(by.documents) + number(by.at_ms) + by.action;
        }
        out += "\n";
    }
    if (const auto& topics = *project.topics) {
        out += "topics " + number(topics->min_size) + number(topics->granularity) + "\n";
        for (const auto& info : topics->infos) {
            out += info.name + (info.named_by_user ? " user" : "");
            for (const auto& term : info.terms) out += " " + term;
            out += "\n";
        }
    }
    return out;
}

}  // namespace labelscape::test
