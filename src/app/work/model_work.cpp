#include "app/work/model_work.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/actions/computing.hpp"
#include "app/work/embed_work.hpp"
#include "app/work/search_work.hpp"

namespace labelscape {
namespace {

std::string title_of(const ModelsView& models, const std::string& id) {
    const ModelInfo* info = models.find(id);
    return info ? info->title : id;
}

/// Tracked even when the project changed meanwhile: the page has only one model.
void choose(AppContext& context, const ModelChoice& choice, const Done<>& done) {
    context.state.models.choosing = true;
    // `done` is lost with the project.
    const StatusReply end = context.for_this_project<Status>(done.reply(context));
    context.ports.embedder.choose(choice, [&context, choice, end](const Result<CurrentModel>& current) {
        context.state.models.choosing = false;
        if (current) {
            context.state.models.current = *current;
            context.chosen = choice;
            if (current->source == ModelSource::builtin && !choice.settings) context.chosen = {};
            if (context.chosen != ModelChoice()) context.chosen.title = current->title;
        }
        end(current ? Status() : current.error());
    });
}

void show_found(AppContext& context, const Result<std::vector<ModelInfo>>& models) {
    if (!models) return report(context, models.error());
    if (models->empty()) return;   // the user took back the dialog
    context.state.models.found = models->front().id;
    ++context.state.models.found_request;
    context.state.view.open.set(view_id::k_models, true);
    list_models(context);
}

/// A row in the list of jobs whose progress the page tells.
CountProgress job_progress(const std::shared_ptr<Progress>& row, const char* unit) {
    row->unit = unit;
    return [row](std::uint64_t done, std::uint64_t total) {
        row->set(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    };
}

/// The project's vectors are those of the chosen model from now on.
void settle_on(AppContext& context) {
    context.state.view.model = context.chosen;
    context.state.model_use.changing.reset();
    context.state.model_use.missing.clear();
    context.persistence.snapshot_soon(0);
}

std::string missing_text(const ModelChoice& choice, const std::string& why) {
    return "The vectors were made with " + (choice.title.empty() ? "another built-in model" : choice.title) + ": " +
           why + ". Labels and map stay as they are; choose it again or another model under Models";
}

}  // namespace

bool is_model_file(const std::string& name) {
    return name.ends_with(".onnx") || name.ends_with(".onnx_data") || name.ends_with("tokenizer.json");
}

void report(AppContext& context, const Error& error) {
    if (error.code == ErrorCode::cancelled) return;
    if (context.state.view.open.has(view_id::k_models)) {
        context.state.models.error = error.message;
    } else {
        context.notify(error);
    }
}

void list_models(AppContext& context) {
    context.ports.embedder.models([&context](Result<std::vector<ModelInfo>> models) {
        if (!models) return report(context, models.error());
        context.state.models.list = std::move(*models);
        context.state.models.listed = true;
    });
}

void find_model(AppContext& context, const std::string& text) {
    context.state.models.searching = true;
    context.ports.embedder.find(text, [&context](const Result<std::vector<ModelInfo>>& models) {
        context.state.models.searching = false;
        show_found(context, models);
    });
}

void add_model_files(AppContext& context, std::vector<std::uint32_t> tokens) {
    context.state.models.error.clear();
    context.ports.embedder.add_files(std::move(tokens), [&context](const Result<std::vector<ModelInfo>>& models) {
        show_found(context, models);
    });
}

void download_model(AppContext& context, const std::string& id) {
    const std::string key = "download/" + id;
    if (context.state.jobs.running(key)) return;
    const auto row = context.state.jobs.begin_external(key, "Download " + title_of(context.state.models, id),
                                                       [&context, id] { context.ports.embedder.stop_download(id); });
    context.ports.embedder.download(id, job_progress(row, "bytes"), [&context, id, key](const Status& status) {
        context.state.jobs.end_external(key);
        if (!status) {
            report(context, status.error());
        } else if (context.state.view.model.id == id && !context.state.model_fits()) {
            choose_project_model(context);   // what was missing is here again
        }
        list_models(context);
    });
}

void remove_model(AppContext& context, const std::string& id) {
    context.ports.embedder.remove(id, [&context, id](const Status& status) {
        if (!status) report(context, status.error());
        if (status && context.chosen.id == id)
            choose(context, {}, context.done([](AppContext& later, const Status&) { choose_project_model(later); }));
        list_models(context);
    });
}

void measure_model(AppContext& context, const std::string& id) {
    AppState& state = context.state;
    if (state.jobs.running("measure") || state.jobs.running("embed")) return;
    const auto row = state.jobs.begin_external("measure", "Measure " + title_of(state.models, id),
                                               [&context] { context.ports.embedder.cancel(); });
    row->enter("Ten seconds");
    context.ports.embedder.measure(id, job_progress(row, ""), [&context](const Status& status) {
        context.state.jobs.end_external("measure");
        if (!status) report(context, status.error());
        list_models(context);
    });
}

namespace {

/// One estimate, request by request: all texts at once would be one long copy.
struct EstimateRun : std::enable_shared_from_this<EstimateRun> {
    AppContext& context;
    RemoteModel remote;
    std::shared_ptr<const Dataset> dataset;
    std::vector<DocId> wanted;
    std::size_t done = 0;
    RemoteEstimate sum;

    EstimateRun(AppContext& its_context, RemoteModel its_remote)
        : context(its_context), remote(std::move(its_remote)), dataset(*its_context.state.project.dataset) {}

    void ask(std::size_t count) {
        std::vector<std::string_view> texts;
        for (std::size_t i = done; i < done + count; ++i) texts.push_back(dataset->text(wanted[i]));
        done += count;
        context.ports.embedder.estimate(remote, std::move(texts), context.for_this_project<Result<RemoteEstimate>>(
            [run = shared_from_this()](const Result<RemoteEstimate>& part) { run->add(part); }));
    }
    void add(const Result<RemoteEstimate>& part) {
        ModelUse& use = context.state.model_use;
        if (!part) {
            use.estimating = false;
            return report(context, part.error());
        }
        if (sum.id.empty()) {
            // The first question was only what the vectors are called.
            wanted = texts_to_embed(context, part->id);
            sum = *part;
        } else {
            sum.texts += part->texts;
            sum.requests += part->requests;
            sum.truncated += part->truncated;
            sum.blank += part->blank;
            sum.characters += part->characters;
            sum.tokens += part->tokens;
            if (sum.price && part->price) *sum.price += *part->price;
        }
        if (done < wanted.size()) return ask(std::min(k_endpoint_texts, wanted.size() - done));
        use.estimating = false;
        use.estimated = remote;
        use.estimate = sum;
    }
};

}  // namespace

void estimate_endpoint(AppContext& context, const RemoteModel& remote) {
    ModelUse& use = context.state.model_use;
    if (use.estimating) return;
    context.state.models.error.clear();
    use.estimating = true;
    use.estimated.reset();
    std::make_shared<EstimateRun>(context, remote)->ask(0);
}

void use_model(AppContext& context, const ModelChoice& choice, const Done<>& done) {
    AppState& state = context.state;
    if (state.jobs.running("embed") || state.models.choosing) {
        return done(context, Error{ErrorCode::conflict, "Texts are being embedded: wait for it, or cancel it first"});
    }
    choose(context, choice, done.after([](AppContext& later, const Done<>& end) {
        if (later.chosen.remote) later.agreed.insert(later.chosen.remote->base);
        const bool changes = *later.state.project.embeddings && !later.state.model_fits();
        if (!changes) settle_on(later);
        if (changes) later.state.model_use.changing = later.chosen;
        embed_with_chosen(later, end.after([changes](AppContext& embedded, const Done<>& last) {
            if (changes) {
                settle_on(embedded);
                clear_similarity(embedded);
                embedded.analysis.topics_stale = true;
                embedded.later.push(action::ComputeLayout{});
            }
            last(embedded, {});
        }));
    }));
}

void choose_project_model(AppContext& context) {
    const ModelChoice wanted = context.state.view.model;
    const bool connected = !wanted.remote || context.agreed.contains(wanted.remote->base);
    context.state.model_use.missing.clear();
    if (!context.state.own_vectors().empty()) return;   // no model made them
    const auto check = [wanted](AppContext& later, const std::string& why) {
        // A project without vectors takes what is there.
        if (!*later.state.project.embeddings) later.state.view.model = later.chosen;
        if (!*later.state.project.embeddings || later.state.model_fits()) return;
        later.state.model_use.missing = missing_text(wanted, why);
        later.notify(NoticeKind::warning, later.state.model_use.missing);
    };
    // Nothing goes to an address that merely stands in a project.
    if (!connected) {
        return choose(context, {}, context.done([check](AppContext& later, const Status& status) {
            if (!is_cancelled(status)) check(later, "the endpoint is not connected");
        }));
    }
    if (wanted == context.chosen && !context.state.models.current.id.empty())
        return check(context, "this version has it no more");
    choose(context, wanted, context.done([check](AppContext& later, const Status& status) {
        if (!is_cancelled(status)) check(later, status ? "this version has it no more" : "it is not on this machine");
    }));
}

void when_chosen(AppContext& context, const Done<>& done) {
    context.state.models.current.id.empty() ? choose(context, context.chosen, done) : done(context, {});
}

void give_up_change(AppContext& context, std::uint32_t embedded) {
    const auto change = std::exchange(context.state.model_use.changing, std::nullopt);
    if (change) {
        context.notify(NoticeKind::info, "The vectors before stay in use. " + std::to_string(embedded) +
                                             " documents are embedded with " + change->title +
                                             " already: choose it again to go on from there");
    }
    choose_project_model(context);
}

std::string why_no_queries(const AppState& state) {
    const ModelUse& use = state.model_use;
    if (use.changing) return "The texts are being embedded with " + use.changing->title + ": wait until it is done";
    if (!use.missing.empty()) return use.missing;
    if (const std::string own = state.own_vectors(); !own.empty()) {
        return "The vectors \"" + own + "\" came with a file: documents can be compared with each other, other texts "
               "only after a model has embedded all of them (under Models)";
    }
    return "The vectors were not made with " + state.models.current.title +
           ": choose a model for all texts under Models";
}

}  // namespace labelscape
