#pragma once

#include "app/ports.hpp"
#include "requests.hpp"

namespace labelscape {

/// StoragePort over IndexedDB (web/host/storage.js).
class StorageWeb final : public StoragePort {
public:
    explicit StorageWeb(Requests& requests) : requests_(requests) {}

    void list(Reply<std::vector<ProjectInfo>> reply) override;
    void open(const std::string& id, bool take_over, Reply<StoredProject> reply) override;
    void watch(const std::string& id, StatusReply reply) override;
    void close(const std::string& id) override;
    void append(const ProjectInfo& info, JournalRecord record, StatusReply reply) override;
    void stage(const std::string& id, Section section) override;
    void commit(const ProjectInfo& info, SnapshotEnd end, StatusReply reply) override;
    void set_deleted(const std::string& id, double deleted_ms, StatusReply reply) override;
    void remove(const std::string& id, StatusReply reply) override;

private:
    Requests& requests_;
};

/// Sections laid one after the other, with names and sizes as JSON; how they cross the border.
struct PackedSections {
    Json names = Json::array();
    Bytes bytes;
};
PackedSections pack(const std::vector<Section>& sections);
/// The reverse; sizes beyond the bytes give shorter sections.
std::vector<Section> unpack(const HostAnswer& answer);
/// A reply that only says whether it worked.
Requests::Reply status_reply(StatusReply reply);

}  // namespace labelscape
