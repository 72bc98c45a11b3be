#pragma once

#include "app/ports.hpp"
#include "requests.hpp"

namespace labelscape {

/// FilePort over the page's file worker (web/host/files_host.js).
class FilesWeb final : public FilePort {
public:
    explicit FilesWeb(Requests& requests) : requests_(requests) {}

    void pick() override;
    void open(std::uint32_t token, const ReadOptions& options, Reply<OpenedFile> reply) override;
    void read(std::uint32_t token, const ReadOptions& options, ReadTypes types, ReadEvents events) override;
    void cancel_read() override;
    void unzip(std::uint32_t token, Reply<std::vector<Section>> reply) override;
    void zip(std::vector<Section> entries, Reply<Bytes> reply) override;
    void parquet(std::vector<Bytes> batches, Reply<Bytes> reply) override;
    void download(std::string_view name, std::string_view mime, Bytes bytes) override;
    void arrive_text(std::string_view name, std::string_view text) override;
    void arrive_url(std::string_view url, StatusReply reply) override;

private:
    Requests& requests_;
};

}  // namespace labelscape
