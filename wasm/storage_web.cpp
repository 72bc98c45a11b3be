#include "storage_web.hpp"

#include <algorithm>
#include <memory>

#include "app/script/json_field.hpp"

namespace labelscape {

PackedSections pack(const std::vector<Section>& sections) {
    PackedSections packed;
    for (const auto& [name, bytes] : sections) {
        packed.names.push_back({{"name", name}, {"size", bytes.size()}});
        packed.bytes.insert(packed.bytes.end(), bytes.begin(), bytes.end());
    }
    return packed;
}

std::vector<Section> unpack(const HostAnswer& answer) {
    std::vector<Section> sections;
    std::size_t at = 0;
    for (const auto& part : list_field(answer.json, "sections")) {
        const std::size_t size = std::min(field(part, "size", std::size_t{0}), answer.bytes.size() - at);
        const auto begin = answer.bytes.begin() + static_cast<std::ptrdiff_t>(at);
        sections.push_back({field(part, "name", ""), Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))});
        at += size;
    }
    return sections;
}

Requests::Reply status_reply(StatusReply reply) {
    return [reply = std::move(reply)](const Result<HostAnswer>& answer) {
        reply(answer ? Status() : Status(answer.error()));
    };
}

void StorageWeb::list(Reply<std::vector<ProjectInfo>> reply) {
    requests_.call("storage.list", Json::object(), {}, [reply = std::move(reply)](const Result<HostAnswer>& answer) {
        if (!answer) return reply(answer.error());
        std::vector<ProjectInfo> projects;
        for (const auto& info : answer->json) {
            projects.push_back({field(info, "id", ""), field(info, "name", ""), field(info, "documents", 0u),
                                field(info, "labeled", 0u), field(info, "changedMs", 0.0),
                                field(info, "deletedMs", 0.0)});
        }
        reply(std::move(projects));
    });
}

void StorageWeb::open(const std::string& id, bool take_over, Reply<StoredProject> reply) {
    const Json arguments = {{"id", id}, {"takeOver", take_over}};
    const auto stored = std::make_shared<StoredProject>();
    const auto finish = [stored, reply = std::move(reply)](const Result<HostAnswer>& answer) {
        if (!answer) return reply(answer.error());
        stored->next_sequence = field(answer->json, "nextSequence", std::uint64_t{0});
        if (const Json& json = answer->json; json.contains("journalFrom") && json["journalFrom"].is_number()) {
            stored->journal_from = field(json, "journalFrom", std::uint64_t{0});
        }
        reply(std::move(*stored));
    };
    const auto receive = [stored](const std::string& kind, HostAnswer part) {
        if (kind == "section") stored->sections.push_back({field(part.json, "name", ""), std::move(part.bytes)});
        if (kind == "record") {
            stored->journal.push_back({field(part.json, "sequence", std::uint64_t{0}), std::move(part.bytes)});
        }
    };
    requests_.call("storage.open", arguments, {}, finish, receive);
}

void StorageWeb::watch(const std::string& id, StatusReply reply) {
    requests_.call("storage.watch", {{"id", id}}, {}, status_reply(std::move(reply)));
}

void StorageWeb::close(const std::string& id) { requests_.call("storage.close", {{"id", id}}, {}, {}); }

namespace {

Json listing(const ProjectInfo& info) {
    return {{"id", info.id},
            {"name", info.name},
            {"documents", info.documents},
            {"labeled", info.labeled},
            {"changedMs", info.changed_ms}};
}

}  // namespace

void StorageWeb::append(const ProjectInfo& info, JournalRecord record, StatusReply reply) {
    requests_.call("storage.append", {{"info", listing(info)}, {"sequence", record.sequence}}, record.bytes,
                   status_reply(std::move(reply)));
}

void StorageWeb::stage(const std::string& id, Section section) {
    requests_.call("storage.stage", {{"id", id}, {"name", section.name}}, section.bytes, {});
}

void StorageWeb::commit(const ProjectInfo& info, SnapshotEnd end, StatusReply reply) {
    requests_.call("storage.commit",
                   {{"info", listing(info)},
                    {"obsolete", end.obsolete},
                    {"journalFrom", end.journal_from},
                    {"create", end.create}},
                   {}, status_reply(std::move(reply)));
}

void StorageWeb::set_deleted(const std::string& id, double deleted_ms, StatusReply reply) {
    requests_.call("storage.setDeleted", {{"id", id}, {"deletedMs", deleted_ms}}, {}, status_reply(std::move(reply)));
}

void StorageWeb::remove(const std::string& id, StatusReply reply) {
    requests_.call("storage.remove", {{"id", id}}, {}, status_reply(std::move(reply)));
}

}  // namespace labelscape
