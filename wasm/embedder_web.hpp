#pragma once

#include "app/ports.hpp"
#include "requests.hpp"

namespace labelscape {

/// EmbedderPort over the page's models (web/host/embedding.js).
class EmbedderWeb final : public EmbedderPort {
public:
    explicit EmbedderWeb(Requests& requests) : requests_(requests) {}

    void models(Reply<std::vector<ModelInfo>> reply) override;
    void find(const std::string& text, Reply<std::vector<ModelInfo>> reply) override;
    void add_files(std::vector<std::uint32_t> tokens, Reply<std::vector<ModelInfo>> reply) override;
    void download(const std::string& id, CountProgress progress, StatusReply reply) override;
    void stop_download(const std::string& id) override;
    void remove(const std::string& id, StatusReply reply) override;
    void choose(const ModelChoice& choice, Reply<CurrentModel> reply) override;
    void load() override;
    void measure(const std::string& id, CountProgress progress, StatusReply reply) override;
    void estimate(const RemoteModel& remote, std::vector<std::string_view> texts, Reply<RemoteEstimate> reply) override;
    void embed(std::vector<std::string_view> texts, EmbedOptions options, Reply<EmbeddedBatch> reply) override;
    void cancel() override;

private:
    Requests& requests_;
};

}  // namespace labelscape
