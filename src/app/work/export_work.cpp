#include "app/work/export_work.hpp"

#include "app/view_format.hpp"
#include "io/project_format.hpp"

namespace labelscape {
namespace {

using Written = std::function<void(AppContext&, Result<Bytes>)>;

/// Writes a table piece by piece, off the main thread.
class TableJob final : public Job {
public:
    TableJob(std::string key, Project project, ExportFormat format, std::optional<Bitset> filter, ExportOptions options, Written then)
        : key_(std::move(key)), exporter_(std::move(project), format, std::move(filter), std::move(options)), then_(std::move(then)) {}
    std::string key() const override { return key_; }
    std::string title() const override { return "Export"; }
    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.unit = "rows";
        std::string chunk;
        do {
            if (!exporter_.next(chunk)) return Step::done;
            const auto* bytes = reinterpret_cast<const std::byte*>(chunk.data());
            bytes_.insert(bytes_.end(), bytes, bytes + chunk.size());
            progress.set(static_cast<std::int64_t>(exporter_.rows_done()),
                         static_cast<std::int64_t>(exporter_.rows_total()));
        } while (!budget.spent());
        return Step::more;
    }
    std::unique_ptr<Outcome> outcome() override {
        return std::make_unique<AppOutcome>([bytes = std::move(bytes_), then = std::move(then_)](AppContext& context) mutable {
            then(context, std::move(bytes));
        });
    }

private:
    std::string key_;
    LabelsExporter exporter_;
    Written then_;
    Bytes bytes_;
};

/// Column batches, which the page's library writes as Parquet.
class BatchesJob final : public Job {
public:
    BatchesJob(std::string key, Project project, std::optional<Bitset> filter, const ExportOptions& options, Written then)
        : key_(std::move(key)), exporter_(std::move(project), std::move(filter), options), then_(std::move(then)) {}
    std::string key() const override { return key_; }
    std::string title() const override { return "Export Parquet"; }
    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.unit = "rows";
        do {
            Bytes block;
            const auto more = exporter_.next(block);
            if (!more) return more.error();
            if (!*more) return Step::done;
            blocks_.push_back(std::move(block));
            progress.set(static_cast<std::int64_t>(exporter_.rows_done()),
                         static_cast<std::int64_t>(exporter_.rows_total()));
        } while (!budget.spent());
        return Step::more;
    }
    std::unique_ptr<Outcome> outcome() override {
        return std::make_unique<AppOutcome>([blocks = std::move(blocks_), then = std::move(then_)](AppContext& context) mutable {
            context.ports.files.parquet(std::move(blocks), [&context, then](Result<Bytes> bytes) {
                then(context, std::move(bytes));
            });
        });
    }

private:
    std::string key_;
    BatchExporter exporter_;
    Written then_;
    std::vector<Bytes> blocks_;
};

}  // namespace

std::string_view extension_of(ExportKind kind) {
    switch (kind) {
        case ExportKind::csv: return ".csv";
        case ExportKind::jsonl: return ".jsonl";
        case ExportKind::parquet: return ".parquet";
        case ExportKind::project: return ".labelscape";
    }
    return "";
}

std::string_view mime_of(ExportKind kind) {
    switch (kind) {
        case ExportKind::csv: return "text/csv";
        case ExportKind::jsonl: return "application/jsonl";
        case ExportKind::parquet: return "application/vnd.apache.parquet";
        case ExportKind::project: return "application/zip";
    }
    return "";
}

void export_project(AppContext& context, ExportKind kind, std::optional<Bitset> filter, Written then, ExportOptions options) {
    AppState& state = context.state;
    // None takes the place of another that is still being written.
    std::string key = "export";
    while (state.jobs.running(key)) key += '+';
    switch (kind) {
        case ExportKind::csv:
        case ExportKind::jsonl: {
            const auto format = kind == ExportKind::csv ? ExportFormat::csv : ExportFormat::jsonl;
            state.jobs.add(std::make_unique<TableJob>(std::move(key), state.project, format, std::move(filter), std::move(options), std::move(then)));
            return;
        }
        case ExportKind::parquet:
            state.jobs.add(std::make_unique<BatchesJob>(std::move(key), state.project, std::move(filter), options, std::move(then)));
            return;
        case ExportKind::project: {
            EncodedProject encoded = encode_project(state.project, state.history, encode_view(state.view));
            encoded.sections.insert(encoded.sections.end(), state.unread.begin(), state.unread.end());
            context.ports.files.zip(std::move(encoded.sections), [&context, then = std::move(then)](Result<Bytes> bytes) {
                then(context, std::move(bytes));
            });
            return;
        }
    }
}

}  // namespace labelscape
