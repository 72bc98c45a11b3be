#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/app_state.hpp"
#include "app/models.hpp"
#include "base/byte_stream.hpp"
#include "base/result.hpp"
#include "io/journal.hpp"
#include "io/project_format.hpp"

namespace labelscape {

/// Answers arrive between frames, on the main thread, exactly once.
template <class T>
using Reply = std::function<void(Result<T>)>;
using StatusReply = std::function<void(Status)>;

/// What storage holds of a project.
struct StoredProject {
    std::vector<Section> sections;          ///< the last snapshot
    std::vector<JournalRecord> journal;     ///< records since, oldest first
    /// What the first record must be numbered; nothing for a project that an older version wrote.
    std::optional<std::uint64_t> journal_from = {};
    std::uint64_t next_sequence = 0;        ///< number of the next record
};

/// What ends a snapshot.
struct SnapshotEnd {
    std::vector<std::string> obsolete = {};   ///< sections to delete
    std::uint64_t journal_from = 0;           ///< journal records below are dropped
    bool create = false;                      ///< the project is new to storage
};

/// The browser's storage: projects as named sections and a journal. It knows nothing of what the bytes mean.
class StoragePort {
public:
    virtual ~StoragePort() = default;
    /// All projects, those in the trash too, newest first.
    virtual void list(Reply<std::vector<ProjectInfo>> reply) = 0;
    /// Takes the project's lock; code conflict when another tab holds it and `take_over` is false.
    virtual void open(const std::string& id, bool take_over, Reply<StoredProject> reply) = 0;
    /// Replies once when the lock of open() is gone: ok after close(), code conflict when another tab took the
    /// project over; writes then fail.
    virtual void watch(const std::string& id, StatusReply reply) = 0;
    /// Releases the lock.
    virtual void close(const std::string& id) = 0;
    /// Durable when it replies ok. Replies keep the order of calls. Code not_found when storage does not list the
    /// project (any more); code storage when the record before is not there, so that there is never a gap.
    /// The listing becomes `info`.
    virtual void append(const ProjectInfo& info, JournalRecord record, StatusReply reply) = 0;
    /// Hands a section over to the next commit().
    virtual void stage(const std::string& id, Section section) = 0;
    /// Replaces the listing and the staged sections, deletes the obsolete ones, and drops old journal records: all or
    /// nothing. Nothing is staged afterwards. Code not_found when storage does not list a project that is not new.
    virtual void commit(const ProjectInfo& info, SnapshotEnd end, StatusReply reply) = 0;
    /// Puts a project into the trash, or takes it out of it (`deleted_ms` 0); code conflict when another tab has it
    /// open.
    virtual void set_deleted(const std::string& id, double deleted_ms, StatusReply reply) = 0;
    /// For good; code conflict when another tab has it open.
    virtual void remove(const std::string& id, StatusReply reply) = 0;
};

struct EmbeddedBatch {
    std::vector<float> vectors;         ///< rows x columns
    std::int32_t rows = 0;
    std::int32_t columns = 0;
    EmbeddingCounts counts;
};

/// Before the answer; `total` 0: not known.
using CountProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct EmbedOptions {
    TextKind kind = TextKind::document;
    CountProgress progress = {};        ///< in texts; starts again after a crash of the worker
};

/// Embedding models of the page, and texts turned into vectors in its worker. Another host is asked by find(),
/// download() and, with an endpoint chosen, embed() alone.
class EmbedderPort {
public:
    virtual ~EmbedderPort() = default;
    /// Built-in, catalogue, looked up, kept.
    virtual void models(Reply<std::vector<ModelInfo>> reply) = 0;
    /// Looks a model up: owner/model of the hub, a URL, or a path on this host. One answer a number format.
    virtual void find(const std::string& text, Reply<std::vector<ModelInfo>> reply) = 0;
    /// Files that arrived: model.onnx, tokenizer.json, and what else lies beside them. No tokens: the user is asked for
    /// them, and none may come.
    virtual void add_files(std::vector<std::uint32_t> tokens, Reply<std::vector<ModelInfo>> reply) = 0;
    /// Goes on where it broke off; of the user's files it keeps a copy. Progress in bytes.
    virtual void download(const std::string& id, CountProgress progress, StatusReply reply) = 0;
    /// The download replies with code cancelled; what arrived is kept.
    virtual void stop_download(const std::string& id) = 0;
    /// Forgets its files; the built-in model is chosen instead if it was the chosen one.
    virtual void remove(const std::string& id, StatusReply reply) = 0;
    /// What embed() uses from now on; open requests reply with code cancelled. Sends nothing. Code not_found while the
    /// model is not on this machine.
    virtual void choose(const ModelChoice& choice, Reply<CurrentModel> reply) = 0;
    /// Reads the chosen model in, so that the first embed() need not wait; what goes wrong is said there. Not for an
    /// endpoint, which would be asked.
    virtual void load() = 0;
    /// Runs a model on this machine for ten seconds and keeps its speed in the list. Progress in thousandths.
    virtual void measure(const std::string& id, CountProgress progress, StatusReply reply) = 0;
    /// What embed() would send to the endpoint for these texts. Sends nothing.
    virtual void estimate(const RemoteModel& remote, std::vector<std::string_view> texts,
                          Reply<RemoteEstimate> reply) = 0;
    /// Unit vectors, zero rows for empty texts. The texts are copied before it returns.
    virtual void embed(std::vector<std::string_view> texts, EmbedOptions options, Reply<EmbeddedBatch> reply) = 0;
    /// Open requests of embed(), measure() and find() reply with code cancelled.
    virtual void cancel() = 0;
};

/// What columns are read as, whatever they hold.
struct ReadTypes {
    std::vector<std::string> texts;   ///< so that "007" is kept
    std::string vectors;              ///< the only one that comes as vectors; empty: none
};

/// What the file worker sends while it reads a table.
struct ReadEvents {
    std::function<void(std::span<const std::byte> batch)> batch;   ///< one LSCB block
    std::function<void()> restart;   ///< the batches so far are void: a column had to become text
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
    std::function<void(std::vector<SkippedRow> skipped, std::uint64_t skipped_count,
                       std::vector<std::string> notices)> skipped;  ///< once, before the end
    StatusReply end;
};

/// Files of the user: pick, read tables, write archives.
class FilePort {
public:
    virtual ~FilePort() = default;
    /// Lets the user pick a file; then as if it had been dropped: App::file_arrived().
    virtual void pick() = 0;
    /// Recognizes the file that arrived under `token`, as far as the options do not say it. One at a time.
    virtual void open(std::uint32_t token, const ReadOptions& options, Reply<OpenedFile> reply) = 0;
    /// Reads the table from its first row.
    virtual void read(std::uint32_t token, const ReadOptions& options, ReadTypes types, ReadEvents events) = 0;
    virtual void cancel_read() = 0;
    virtual void unzip(std::uint32_t token, Reply<std::vector<Section>> reply) = 0;
    virtual void zip(std::vector<Section> entries, Reply<Bytes> reply) = 0;
    virtual void parquet(std::vector<Bytes> batches, Reply<Bytes> reply) = 0;
    virtual void download(std::string_view name, std::string_view mime, Bytes bytes) = 0;
    /// Makes a file of text or of a URL and lets it arrive.
    virtual void arrive_text(std::string_view name, std::string_view text) = 0;
    virtual void arrive_url(std::string_view url, StatusReply reply) = 0;
};

struct Ports {
    StoragePort& storage;
    EmbedderPort& embedder;
    FilePort& files;
};

}  // namespace labelscape
