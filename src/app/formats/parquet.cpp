#include "app/formats/parquet.hpp"

#include "io/formats/parquet.hpp"

namespace labelscape {
namespace {

class BatchesJob final : public Job {
public:
    BatchesJob(Project project, ExportOrder order)
        : key_(std::move(order.key)), exporter_(std::move(project), std::move(order.filter), order.options), then_(std::move(order.then)) {}
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
    WhenWritten then_;
    std::vector<Bytes> blocks_;
};

}  // namespace

void start_parquet(AppContext& context, ExportOrder order) {
    context.state.jobs.add(std::make_unique<BatchesJob>(context.state.project, std::move(order)));
}

}  // namespace labelscape
