#pragma once

#include <map>

#include "app/actions/imports.hpp"
#include "app/app.hpp"
#include "io/column_batch.hpp"
#include "support/fake_embedder.hpp"
#include "support/fake_storage.hpp"

namespace labelscape {

/// One table in memory, given as columns of text; "[1 2 3" is a vector.
class FakeFiles final : public FilePort {
public:
    explicit FakeFiles(Mailbox& mailbox) : mailbox_(mailbox) {}

    std::vector<std::string> names;
    std::vector<std::vector<std::string>> rows;
    std::map<std::string, Bytes> downloads;
    std::vector<std::string> urls;   ///< asked for
    std::vector<Section> archive;
    std::vector<ReadOptions> opened_with;
    ReadOptions read_with;
    PlanRoles roles;                 ///< that the format says
    std::optional<Error> open_failure, read_failure;

    void pick() override {}
    void open(std::uint32_t, const ReadOptions& options, Reply<OpenedFile> reply) override {
        if (mailbox_.fails(reply)) return;
        opened_with.push_back(options);
        if (open_failure) return mailbox_.post([reply, error = *open_failure] { reply(error); });
        OpenedFile file;
        file.format = "CSV";
        file.columns = names;
        file.roles = roles;
        for (std::size_t column = 0; column < names.size(); ++column) {
            file.types.push_back(!rows.empty() && rows[0][column].starts_with('[') ? ColumnType::vector
                                                                                   : ColumnType::text);
        }
        file.preview = rows;
        mailbox_.post([reply, file] { reply(file); });
    }
    void read(std::uint32_t, const ReadOptions& options, ReadTypes types, ReadEvents events) override {
        if (mailbox_.fails(events.end)) return;
        read_with = options;
        if (read_failure) return mailbox_.post([events, error = *read_failure] { events.end(error); });
        ColumnBatch batch;
        for (std::uint32_t row = 0; row < rows.size(); ++row) batch.row_numbers.push_back(row + 2);
        for (std::size_t column = 0; column < names.size(); ++column) {
            BatchColumn& cells = batch.columns.emplace_back();
            cells.name = names[column];
            cells.missing = Bitset(batch.rows());
            if (!types.vectors.empty() && cells.name == types.vectors) {
                read_vectors(cells, column);
                continue;
            }
            for (std::uint32_t row = 0; row < rows.size(); ++row) {
                cells.texts.push_back(rows[row][column]);
                if (rows[row][column].empty()) cells.missing.set(row);
            }
        }
        const auto block = encode_column_batch(batch);
        mailbox_.post([events, block] {
            events.batch(*block);
            events.skipped({}, 0, {});
            events.end({});
        });
    }
    void cancel_read() override {}
    void unzip(std::uint32_t, Reply<std::vector<Section>> reply) override {
        if (mailbox_.fails(reply)) return;
        mailbox_.post([reply, entries = archive] { reply(entries); });
    }
    void zip(std::vector<Section> entries, Reply<Bytes> reply) override {
        if (mailbox_.fails(reply)) return;
        archive = std::move(entries);
        mailbox_.post([reply] { reply(Bytes(1)); });
    }
    void parquet(std::vector<Bytes> batches, Reply<Bytes> reply) override {
        if (mailbox_.fails(reply)) return;
        mailbox_.post([reply, bytes = batches.front()] { reply(bytes); });
    }
    void download(std::string_view name, std::string_view, Bytes bytes) override {
        downloads[std::string(name)] = std::move(bytes);
    }
    void arrive_text(std::string_view, std::string_view) override {}
    void arrive_url(std::string_view url, StatusReply) override { urls.emplace_back(url); }

private:
    void read_vectors(BatchColumn& cells, std::size_t column) const {
        cells.type = ColumnType::vector;
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            std::istringstream numbers(rows[row][column].empty() ? std::string() : rows[row][column].substr(1));
            std::vector<float> vector;
            for (float number; numbers >> number;) vector.push_back(number);
            if (cells.dimension == 0) cells.dimension = static_cast<std::int32_t>(vector.size());
            if (vector.empty()) cells.missing.set(row);
            vector.resize(static_cast<std::size_t>(cells.dimension));
            cells.vectors.insert(cells.vectors.end(), vector.begin(), vector.end());
        }
    }

    Mailbox& mailbox_;
};

/// Goes as time does, and can be put forward.
class SkippingClock final : public Clock {
public:
    double now_ms() const override { return steady_.now_ms() + skipped_ms; }
    double skipped_ms = 0;

private:
    SteadyClock steady_;
};

/// The application with everything around it in memory; its storage outlives it.
class AppHarness {
public:
    explicit AppHarness(FakeStorage* storage_of_another = nullptr) {
        if (storage_of_another) storage.projects = storage_of_another->projects;
        start();
    }
    /// A new page on the same storage, as after a killed tab: what the old one waited for never comes.
    void restart() {
        mailbox.clear();
        storage.page_ended();
        start();
    }

    void frame() {
        app->begin_frame(1.7e12);
        mailbox.run();
        app->end_frame();
    }
    /// Frames until nothing is left to do.
    bool settle(double limit_ms = 30000) {
        const double end = clock.now_ms() + limit_ms;
        for (int idle = 0; idle < 3;) {
            frame();
            idle = app->is_idle() && mailbox.empty() ? idle + 1 : 0;
            if (clock.now_ms() > end) return false;
        }
        return true;
    }
    template <class T>
    void act(T action) {
        app->apply(Action(std::move(action)));
    }
    const AppState& state() const { return app->state(); }
    /// What the import dialog shows goes to the open project instead of a new one.
    void add_to_open_project() {
        ImportPlan plan = state().import->plan;
        plan.target = ImportTarget::add;
        act(action::SetImportPlan{plan});
    }
    /// Imports the table that `files` holds through the dialog, and waits for map and topics.
    bool import_table() {
        app->file_arrived(1, "table.csv");
        if (!settle() || !state().import) return false;
        add_to_open_project();
        act(action::ConfirmImport{});
        return settle();
    }

    SkippingClock clock;
    Mailbox mailbox;
    FakeStorage storage{mailbox};
    FakeEmbedder embedder{mailbox};
    FakeFiles files{mailbox};
    std::unique_ptr<App> app;

private:
    void start() {
        app = std::make_unique<App>(clock, Ports{storage, embedder, files},
                                    std::vector<std::uint32_t>{0x56b4e9, 0xe69f00, 0x009e73}, false);
        settle();
    }
};

}  // namespace labelscape
