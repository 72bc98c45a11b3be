#include "app/formats/text_table.hpp"

#include "app/work/app_job.hpp"

namespace labelscape {
namespace {

/// Writes a table piece by piece, off the main thread.
class TableJob final : public AppJob<Bytes> {
public:
    TableJob(Project project, ExportOrder order, MakeTableWriter make)
        : AppJob(std::move(order.done)),
          key_(std::move(order.key)),
          exporter_(std::move(project), make, std::move(order.filter), order.options) {}
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

private:
    Bytes take() override { return std::move(bytes_); }

    std::string key_;
    LabelsExporter exporter_;
    Bytes bytes_;
};

}  // namespace

void start_text_table(AppContext& context, ExportOrder order, MakeTableWriter make) {
    context.state.jobs.add(std::make_unique<TableJob>(context.state.project, std::move(order), make));
}

}  // namespace labelscape
