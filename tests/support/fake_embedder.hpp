#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "app/ports.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "support/mailbox.hpp"

namespace labelscape {

/// Models of words: vectors from the words of a text, so that texts that share words are alike; they know no word that
/// begins with a question mark. "words" is built in,
/// "other" is on this machine, "far" is to be downloaded; an endpoint is there for every address.
class FakeEmbedder final : public EmbedderPort {
public:
    explicit FakeEmbedder(Mailbox& mailbox) : mailbox_(mailbox) {
        infos.push_back(info("words", ModelSource::builtin, ModelState::ready));
        infos.push_back(info("other", ModelSource::catalogue, ModelState::ready));
        infos.push_back(info("far", ModelSource::catalogue, ModelState::absent));
    }

    std::vector<ModelInfo> infos;
    CurrentModel current{};
    std::vector<ModelChoice> choices;
    std::vector<std::vector<std::uint32_t>> added;      ///< tokens, call by call
    std::uint32_t texts_embedded = 0, queries = 0, texts_estimated = 0, loads = 0;
    std::map<std::string, std::uint32_t> texts_by_model;
    std::set<std::string> lost;                         ///< models whose files are gone
    std::uint32_t dies_after = ~0u;                     ///< texts, then every embed fails
    std::optional<Error> download_failure, find_failure;

    void models(Reply<std::vector<ModelInfo>> reply) override {
        if (mailbox_.fails(reply)) return;
        mailbox_.post([reply, this] { reply(infos); });
    }
    void find(const std::string& text, Reply<std::vector<ModelInfo>> reply) override {
        if (mailbox_.fails(reply)) return;
        if (find_failure) return mailbox_.post([reply, error = *find_failure] { reply(error); });
        add(info(text, ModelSource::hub, ModelState::absent), std::move(reply));
    }
    void add_files(std::vector<std::uint32_t> tokens, Reply<std::vector<ModelInfo>> reply) override {
        added.push_back(std::move(tokens));
        add(info("mine", ModelSource::files, ModelState::open), std::move(reply));
    }
    void download(const std::string& id, CountProgress progress, StatusReply reply) override {
        downloads_[id] = std::move(reply);
        progress(5, 10);
    }
    void end_download(const std::string& id) {
        const auto waiting = downloads_.extract(id);
        find_info(id)->state = download_failure ? ModelState::partial : ModelState::ready;
        mailbox_.post(
            [reply = waiting.mapped(), this] { reply(download_failure ? Status(*download_failure) : Status()); });
    }
    void stop_download(const std::string& id) override {
        download_failure = Error{ErrorCode::cancelled, "The download was stopped"};
        end_download(id);
    }
    void remove(const std::string& id, StatusReply reply) override {
        if (mailbox_.fails(reply)) return;
        std::erase_if(infos,
                      [&](const ModelInfo& one) { return one.id == id && one.source != ModelSource::catalogue; });
        if (ModelInfo* found = find_info(id)) found->state = ModelState::absent;
        mailbox_.post([reply] { reply({}); });
    }
    void choose(const ModelChoice& choice, Reply<CurrentModel> reply) override {
        if (mailbox_.fails(reply)) return;
        const std::string id = choice.id.empty() ? "words" : choice.id;
        const ModelInfo* found = find_info(id);
        if (choice.remote) {
            current = {"remote " + choice.remote->model, choice.remote->model, ModelSource::remote};
        } else if (!found || !found->here() || lost.contains(id)) {
            return mailbox_.post([reply, id] { reply(Error{ErrorCode::not_found, id + " is not on this machine"}); });
        } else {
            current = {id + (choice.settings ? " changed" : ""), found->title, found->source};
        }
        choices.push_back(choice);
        mailbox_.post([reply, now = current] { reply(now); });
    }
    void load() override { ++loads; }
    void measure(const std::string& id, CountProgress progress, StatusReply reply) override {
        if (mailbox_.fails(reply)) return;
        progress(500, 1000);
        find_info(id)->texts_per_second = 40;
        mailbox_.post([reply] { reply({}); });
    }
    void estimate(const RemoteModel& remote, std::vector<std::string_view> texts,
                  Reply<RemoteEstimate> reply) override {
        if (mailbox_.fails(reply)) return;
        if (remote.base.empty()) return mailbox_.post([reply] { reply(Error{ErrorCode::bad_argument, "no address"}); });
        texts_estimated += static_cast<std::uint32_t>(texts.size());
        RemoteEstimate part{"remote " + remote.model, remote.base, true};
        part.texts = static_cast<std::uint32_t>(texts.size());
        part.requests = (part.texts + 63) / 64;
        part.tokens = 10 * part.texts;
        part.price = remote.price_per_million * static_cast<double>(part.tokens) / 1e6;
        mailbox_.post([reply, part] { reply(part); });
    }
    void embed(std::vector<std::string_view> texts, EmbedOptions options, Reply<EmbeddedBatch> reply) override {
        if (mailbox_.fails(reply)) return;
        if (options.kind == TextKind::query) ++queries;
        EmbeddedBatch batch;
        batch.rows = batch.counts.texts = static_cast<std::uint32_t>(texts.size());
        batch.columns = columns_of(current.id);
        for (const auto text : texts) add_row(batch.vectors, text, batch.columns);
        if (texts_embedded + texts.size() > dies_after) {
            return mailbox_.post([reply] { reply(Error{ErrorCode::embedder, "The endpoint is gone"}); });
        }
        texts_embedded += static_cast<std::uint32_t>(texts.size());
        texts_by_model[current.id] += static_cast<std::uint32_t>(texts.size());
        if (options.progress) options.progress(texts.size() / 2, texts.size());
        mailbox_.post([reply, batch] { reply(batch); });
    }
    void cancel() override {}

    static std::int32_t columns_of(const std::string& id) { return id == "words" ? 32 : 24; }

private:
    static ModelInfo info(const std::string& id, ModelSource source, ModelState state) {
        ModelInfo made;
        made.id = id;
        made.title = "Model " + id;
        made.source = source;
        made.state = state;
        return made;
    }
    ModelInfo* find_info(const std::string& id) {
        const auto found = std::ranges::find(infos, id, &ModelInfo::id);
        return found == infos.end() ? nullptr : &*found;
    }
    void add(ModelInfo made, Reply<std::vector<ModelInfo>> reply) {
        if (!find_info(made.id)) infos.push_back(made);
        mailbox_.post([reply, made] { reply(std::vector{made}); });
    }
    static void add_row(std::vector<float>& vectors, std::string_view text, std::int32_t columns) {
        std::vector<float> row(static_cast<std::size_t>(columns));
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= text.size(); ++at) {
            if (at < text.size() && text[at] != ' ') continue;
            Random random(hash_text(text.substr(begin, at - begin)));
            const bool known = at > begin && text[begin] != '?';
            if (known) for (float& cell : row) cell += random.uniform() - 0.5f;
            begin = at + 1;
        }
        float length = 0;
        for (const float cell : row) length += cell * cell;
        for (float& cell : row) vectors.push_back(length > 0 ? cell / std::sqrt(length) : 0);
    }

    Mailbox& mailbox_;
    std::map<std::string, StatusReply> downloads_;
};

}  // namespace labelscape
