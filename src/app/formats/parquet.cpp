#include "app/formats/parquet.hpp"

#include "app/work/app_job.hpp"
#include "io/formats/parquet.hpp"

namespace labelscape {
namespace {

using Batches = std::vector<Bytes>;

class BatchesJob final : public AppJob<Batches> {
public:
    BatchesJob(Project project, ExportOrder order, Done<Batches> done)
        : AppJob(std::move(done)),
          key_(std::move(order.key)),
          exporter_(std::move(project), std::move(order.filter), order.options) {}
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

private:
    Batches take() override { return std::move(blocks_); }

    std::string key_;
    BatchExporter exporter_;
    Batches blocks_;
};

}  // namespace

void start_parquet(AppContext& context, ExportOrder order) {
    const auto pack = [](AppContext& later, Batches blocks, const Done<Bytes>& done) {
        later.ports.files.parquet(std::move(blocks), done.reply(later));
    };
    const Done<Batches> written = order.done.after<Batches>(pack);
    context.state.jobs.add(std::make_unique<BatchesJob>(context.state.project, std::move(order), written));
}

}  // namespace labelscape
