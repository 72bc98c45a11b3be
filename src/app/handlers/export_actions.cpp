#include "app/filtering.hpp"
#include "app/handlers/handlers.hpp"
#include "app/work/export_work.hpp"
#include "app/work/scan_work.hpp"

namespace labelscape {
namespace {

void save(AppContext& context, ExportKind kind, std::optional<Bitset> docs) {
    const std::string name = context.state.project.name + std::string(extension_of(kind));
    export_project(context, kind, std::move(docs), [name, kind](AppContext& later, Result<Bytes> bytes) {
        if (!bytes) return later.notify(bytes.error());
        later.ports.files.download(name, mime_of(kind), std::move(*bytes));
        later.notify(NoticeKind::success, "Saved " + name);
    });
}

}  // namespace

void handle(AppContext& context, const action::Export& wanted) {
    if (!wanted.filtered) return save(context, wanted.kind, std::nullopt);
    // Not what is listed: while texts are searched that is the answer to an earlier filter.
    const Filter filter = context.state.view.filter;
    const std::string search = searched_words(context.state.view);
    with_text_matches(context, filter, search, "export-search", [filter, search, kind = wanted.kind](AppContext& later) {
        save(later, kind, filtered(later.state, filter, search));
    });
}

}  // namespace labelscape
