#include <algorithm>
#include <cmath>

#include "app/actions/labels.hpp"
#include "app/label_defaults.hpp"
#include "app/label_sets.hpp"
#include "app/script/json_field.hpp"
#include "app/script/methods.hpp"
#include "core/stats/comparison.hpp"
#include "edit/assign_labels.hpp"
#include "model/limits.hpp"

namespace labelscape {
namespace {

Error no_label(const std::string& name) { return {ErrorCode::not_found, "There is no label \"" + name + '"'}; }

Error name_taken(const std::string& name) {
    return {ErrorCode::conflict, "There is already a label \"" + name + '"'};
}

/// Whether so many labels more have room.
Status room_for(const LabelScheme& scheme, std::size_t more) {
    if (scheme.labels().size() + more <= k_max_labels) return {};
    return Error{ErrorCode::too_large, "A project has at most " + std::to_string(k_max_labels) +
                                           " labels; this would be " + std::to_string(scheme.labels().size() + more)};
}

void call_labels_list(Script& script, const Call& call, const Json&) {
    Json all = Json::array();
    for (const Label& label : script.state().project.scheme->labels())
        all.push_back(label_to_json(script.state(), label));
    call.reply(all);
}

void call_labels_add(Script& script, const Call& call, const Json& args) {
    const LabelScheme& scheme = *script.state().project.scheme;
    Label label;
    label.name = field(args, "name", "");
    if (scheme.find(label.name)) return call.refuse(name_taken(label.name));
    if (const Status room = room_for(scheme, 1); !room) return call.refuse(room.error());
    const std::string color = field(args, "color", "");
    if (!color.empty()) label.color = static_cast<std::uint32_t>(std::strtoul(color.c_str() + 1, nullptr, 16));
    label.id = scheme.next_id();
    label.key = field(args, "key", "");
    if (const std::string problem = key_problem(scheme, label); !problem.empty())
        return call.refuse({ErrorCode::bad_argument, "labels.add: key: " + problem});
    label.description = field(args, "description", "");
    label.keywords = field(args, "keywords", std::vector<std::string>());
    script.app.apply(action::AddLabel{label});
    call.reply_when_saved(label_to_json(script.state(), *script.state().project.scheme->find(label.name)));
}

void call_labels_rename(Script& script, const Call& call, const Json& args) {
    const LabelScheme& scheme = *script.state().project.scheme;
    const std::string from = field(args, "from", ""), to = field(args, "to", "");
    const Label* found = scheme.find(from);
    if (!found) return call.refuse(no_label(from));
    if (from != to && scheme.find(to)) return call.refuse(name_taken(to));
    Label label = *found;
    label.name = to;
    script.app.apply(action::ChangeLabel{label});
    call.reply_when_saved(Json::object());
}

void call_labels_remove(Script& script, const Call& call, const Json& args) {
    const std::string name = field(args, "name", "");
    const Label* label = script.state().project.scheme->find(name);
    if (!label) return call.refuse(no_label(name));
    script.app.apply(action::RemoveLabel{label->id});
    call.reply_when_saved(Json::object());
}

void call_compare(Script& script, const Call& call, const Json& args) {
    const AppState& state = script.state();
    const std::string actor = field(args, "actor", "");
    const Layer* layer = state.project.layer(actor);
    if (!layer) return call.refuse({ErrorCode::not_found, "compare: \"" + actor + "\" has said nothing yet"});
    const LabelSetsStorage says(state.project, *layer), labels(state.project);
    const Comparison found = compare(says.sets(), labels.sets(), state.active);
    Json by_label = Json::array();
    for (const Label& label : state.project.scheme->labels()) {
        const std::int32_t index = state.project.scheme->index_of(label.id);
        const Comparison::OfLabel& of = found.of_label[static_cast<std::size_t>(index)];
        by_label.push_back({{"label", label.name},
                            {"both", of.both},
                            {"onlyActor", of.only_a},
                            {"onlyLabels", of.only_b},
                            {"f1", found.f1(index)}});
    }
    const double kappa = found.kappa();
    call.reply({{"documents", found.both}, {"agreement", found.agreement()},
                {"kappa", std::isnan(kappa) ? Json(nullptr) : Json(kappa)}, {"labels", std::move(by_label)}});
}

constexpr const char* k_label_modes[] = {"single", "multi"};

void call_labels_mode(Script& script, const Call& call, const Json&) {
    call.reply(k_label_modes[static_cast<int>(script.state().project.scheme->mode())]);
}

std::uint32_t documents_with_several(const Annotations& annotations) {
    std::uint32_t count = 0;
    annotations.labeled().for_each([&](DocId doc) { count += annotations.labels(doc).size() > 1; });
    return count;
}

void call_labels_set_mode(Script& script, const Call& call, const Json& args) {
    const Project& project = script.state().project;
    const LabelMode wanted = field(args, "mode", "") == k_label_modes[0] ? LabelMode::single : LabelMode::multi;
    const bool narrows = wanted == LabelMode::single && project.scheme->mode() == LabelMode::multi;
    const std::uint32_t count = narrows ? documents_with_several(*project.annotations) : 0;
    if (count > 0 && !field(args, "force", false)) {
        return call.refuse({ErrorCode::conflict, std::to_string(count) +
                                                     " documents have several labels and would keep only "
                                                     "the first: pass {force: true} to do so"});
    }
    script.app.apply(action::SetLabelMode{wanted});
    call.reply_when_saved({{"narrowed", count}});
}

std::vector<std::string> wanted_names(const Json& labels) {
    std::vector<std::string> names;
    if (labels.is_string()) names.push_back(labels.get<std::string>());
    if (labels.is_array()) names = labels.get<std::vector<std::string>>();
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

/// Why these labels cannot be given or taken away, before anything is changed.
Status assignable(const LabelScheme& scheme, const std::vector<std::string>& names, AssignMode how) {
    std::size_t unknown = 0;
    for (const std::string& name : names) {
        if (scheme.find(name)) continue;
        if (how == AssignMode::remove) return no_label(name);
        ++unknown;
    }
    if (how != AssignMode::remove && scheme.mode() == LabelMode::single && names.size() > 1) {
        return Error{ErrorCode::conflict, "assign: this project has one label a document, and " +
                                              std::to_string(names.size()) +
                                              " were given: call labels.setMode('multi') first"};
    }
    return room_for(scheme, unknown);
}

void call_assign(Script& script, const Call& call, const Json& args) {
    const AppState& state = script.state();
    const auto docs = docs_from_json(state, args["ids"]);
    if (!docs) return call.refuse(docs.error());
    const std::string given = field(args, "mode", "set");
    const AssignMode how = given == "add" ? AssignMode::add : given == "remove" ? AssignMode::remove : AssignMode::set;
    const std::vector<std::string> names = wanted_names(args["labels"]);
    if (const Status status = assignable(*state.project.scheme, names, how); !status)
        return call.refuse(status.error());
    if (docs->empty()) return call.reply_when_saved({{"changed", 0}});
    std::vector<LabelId> labels;
    for (const std::string& name : names) {
        Label label;
        label.name = name;
        if (!state.project.scheme->find(name)) script.app.apply(action::AddLabel{label});
        labels.push_back(state.project.scheme->find(name)->id);
    }
    const Bitset target = Bitset::of(state.project.size(), *docs);
    const auto edit = AssignLabels::make(state.project, target, labels, how, {}, {});
    script.app.apply(action::Assign{{Target::Kind::documents, *docs}, labels, how});
    call.reply_when_saved({{"changed", edit ? edit->changed() : 0}});
}

}  // namespace

std::vector<Method> label_methods() {
    const Shape none = Shape::object({});
    const Shape name = Shape::name(k_max_label_name_bytes);
    // What is there already may be called anything.
    const Shape any_name = Shape::text(k_max_label_name_bytes);
    return {
        {"labels.list", none, call_labels_list, false},
        {"labels.add",
         Shape::object({{"name", name, true},
                        {"color", Shape::color()},
                        {"key", Shape::text(k_max_label_key_bytes)},
                        {"description", Shape::text(k_max_label_description_bytes)},
                        {"keywords", Shape::list(Shape::text(k_max_keyword_bytes), k_max_label_keywords)}}),
         call_labels_add},
        {"labels.rename", Shape::object({{"from", any_name, true}, {"to", name, true}}), call_labels_rename},
        {"labels.remove", Shape::object({{"name", any_name, true}}), call_labels_remove},
        {"labels.mode", none, call_labels_mode},
        {"labels.setMode",
         Shape::object({{"mode", Shape::choice({k_label_modes[0], k_label_modes[1]}), true}, {"force", Shape::flag()}}),
         call_labels_set_mode},
        {"compare", Shape::object({{"actor", Shape::choice({std::string(k_neighbors_actor)}), true}}), call_compare},
        {"assign",
         Shape::object({{"ids", ids_shape(), true},
                        {"labels", Shape::either({name, Shape::list(name, k_max_labels), Shape::nothing()}), true},
                        {"mode", Shape::choice({"set", "add", "remove"})}}),
         call_assign},
    };
}

}  // namespace labelscape
