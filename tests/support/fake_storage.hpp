#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "support/mailbox.hpp"

namespace labelscape {

/// Storage in memory, as web/host/storage.js keeps it: each call that writes is one transaction of puts and deletes,
/// carried out as a whole or not at all. Faults can be put into any step of any of them.
class FakeStorage final : public StoragePort {
public:
    explicit FakeStorage(Mailbox& mailbox) : mailbox_(mailbox) {}

    struct Stored {
        ProjectInfo info;
        std::map<std::string, Bytes> sections;
        std::map<std::uint64_t, Bytes> journal;
        std::optional<std::uint64_t> journal_from;
    };
    enum class Fault : std::uint8_t {
        request,   ///< a put or delete fails, and with it the transaction
        abort,     ///< the transaction fails at its end
        quota,     ///< no room, for this and the next two transactions
        blocked,   ///< the database does not open, for this and the next two calls
        cleared,   ///< all data is gone, as when the user clears the site's data
        killed,    ///< the page dies before the transaction
        unheard,   ///< the page dies after the transaction, before its answer
    };
    static constexpr int k_fault_count = 7;

    std::map<std::string, Stored> projects;
    std::set<std::string> locked_elsewhere;
    std::optional<Error> failure;          ///< every write fails with it
    std::map<std::string, StatusReply> watchers;
    std::uint64_t steps = 0;               ///< puts, deletes and ends of transactions so far
    std::optional<std::uint64_t> fault_at; ///< number of the step that goes wrong, once
    Fault fault = Fault::request;
    bool dead = false;                     ///< the page was killed: nothing is written or answered any more

    void list(Reply<std::vector<ProjectInfo>> reply) override {
        std::vector<ProjectInfo> infos;
        for (const auto& [id, stored] : projects) infos.push_back(stored.info);
        answer([reply, infos] { reply(infos); });
    }
    void open(const std::string& id, bool take_over, Reply<StoredProject> reply) override {
        if (locked_elsewhere.contains(id) && !take_over) {
            return answer([reply] { reply(Error{ErrorCode::conflict, "open in another tab"}); });
        }
        StoredProject project;
        if (const auto found = projects.find(id); found != projects.end()) {
            const Stored& stored = found->second;
            for (const auto& [name, bytes] : stored.sections) project.sections.push_back({name, bytes});
            project.journal_from = stored.journal_from;
            project.next_sequence = stored.journal_from.value_or(0);
            for (const auto& [sequence, record] : stored.journal) {
                project.journal.push_back({sequence, record});
                project.next_sequence = sequence + 1;
            }
        }
        answer([reply, project] { reply(project); });
    }
    void watch(const std::string& id, StatusReply reply) override { watchers[id] = std::move(reply); }
    /// As if another tab took the project over.
    void take_over(const std::string& id) {
        const auto watcher = watchers.extract(id);
        answer([reply = watcher.mapped()] { reply(Error{ErrorCode::conflict, "taken over by another tab"}); });
    }
    void close(const std::string& id) override {
        const auto watcher = watchers.extract(id);
        if (!watcher.empty()) answer([reply = watcher.mapped()] { reply({}); });
    }
    void append(const ProjectInfo& info, JournalRecord record, StatusReply reply) override {
        transact(std::move(reply), [&](Writes& writes) -> Status {
            const auto found = projects.find(info.id);
            if (found == projects.end()) return Error{ErrorCode::not_found, "not in storage any more"};
            const Stored& stored = found->second;
            const auto expected = stored.journal.empty() ? stored.journal_from : stored.journal.rbegin()->first + 1;
            if (expected && record.sequence != *expected)
                return Error{ErrorCode::storage, "the record before is not there"};
            writes.push_back([this, &info, &record] {
                projects[info.id].journal[record.sequence] = std::move(record.bytes);
                projects[info.id].info = info;
            });
            return {};
        });
    }
    void stage(const std::string& id, Section section) override { staged_[id].push_back(std::move(section)); }
    void commit(const ProjectInfo& info, SnapshotEnd end, StatusReply reply) override {
        const std::vector<Section> sections = std::exchange(staged_[info.id], {});
        transact(std::move(reply), [&](Writes& writes) -> Status {
            if (!end.create && !projects.contains(info.id))
                return Error{ErrorCode::not_found, "not in storage any more"};
            writes.push_back([this, &info, &end] {
                projects[info.id].info = info;
                projects[info.id].journal_from = end.journal_from;
            });
            for (const Section& section : sections) {
                writes.push_back([this, &info, &section] { projects[info.id].sections[section.name] = section.bytes; });
            }
            for (const auto& name : end.obsolete)
                writes.push_back([this, &info, name] { projects[info.id].sections.erase(name); });
            writes.push_back([this, &info, &end] {
                std::erase_if(projects[info.id].journal,
                              [&](const auto& record) { return record.first < end.journal_from; });
            });
            return {};
        });
    }
    void set_deleted(const std::string& id, double deleted_ms, StatusReply reply) override {
        transact(std::move(reply), [&](Writes& writes) -> Status {
            if (locked_elsewhere.contains(id)) return Error{ErrorCode::conflict, "open in another tab"};
            if (!projects.contains(id)) return Error{ErrorCode::not_found, "not in storage any more"};
            writes.push_back([this, id, deleted_ms] { projects[id].info.deleted_ms = deleted_ms; });
            return {};
        });
    }
    void remove(const std::string& id, StatusReply reply) override {
        transact(std::move(reply), [&](Writes& writes) -> Status {
            if (locked_elsewhere.contains(id)) return Error{ErrorCode::conflict, "open in another tab"};
            writes.push_back([this, id] { projects.erase(id); });
            return {};
        });
    }

    /// What was staged was in the page's memory.
    void page_ended() {
        staged_.clear();
        watchers.clear();
        dead = false;
        refuses_ = 0;
    }

private:
    using Writes = std::vector<std::function<void()>>;

    void answer(std::function<void()> reply) {
        if (!dead) mailbox_.post(std::move(reply));
    }
    bool fault_now() { return steps++ == fault_at; }

    /// `prepare` reads and says what is to be written, or why not.
    void transact(StatusReply reply, const std::function<Status(Writes&)>& prepare) {
        if (dead) return;
        const Status status = run(prepare);
        answer([reply = std::move(reply), status] { reply(status); });
    }
    Status run(const std::function<Status(Writes&)>& prepare) {
        if (failure) return *failure;
        if (refuses_ > 0) return --refuses_, refusal_;
        Writes writes;
        if (const Status status = prepare(writes); !status) return status;
        const auto before = projects;
        for (std::size_t i = 0; i <= writes.size(); ++i) {
            if (fault_now()) {
                if (fault == Fault::abort && i < writes.size()) fault_at = steps;
                else if (const auto status = strike(before)) return *status;
            }
            if (i < writes.size()) writes[i]();
        }
        return {};
    }
    /// What comes of the transaction; nothing when it goes on.
    std::optional<Status> strike(const std::map<std::string, Stored>& before) {
        switch (fault) {
            case Fault::request:
            case Fault::abort: refusal_ = Error{ErrorCode::storage, "a request failed"}; break;
            case Fault::quota: refusal_ = Error{ErrorCode::storage_full, "no room"}; refuses_ = 2; break;
            case Fault::blocked: refusal_ = Error{ErrorCode::storage, "blocked"}; refuses_ = 2; break;
            case Fault::cleared:
                projects.clear();
                return Error{ErrorCode::storage, "the database was deleted"};
            case Fault::killed: refusal_ = Error{ErrorCode::storage, "dead"}; dead = true; break;
            case Fault::unheard: dead = true; return std::nullopt;
        }
        projects = before;
        return Status(refusal_);
    }

    Mailbox& mailbox_;
    std::map<std::string, std::vector<Section>> staged_;
    Error refusal_{ErrorCode::storage, ""};
    int refuses_ = 0;
};

}  // namespace labelscape
