#include "app/filters/filter_kinds.hpp"

#include "app/filters/column.hpp"
#include "app/filters/documents.hpp"
#include "app/filters/duplicates.hpp"
#include "app/filters/excluded.hpp"
#include "app/filters/label.hpp"
#include "app/filters/labeled.hpp"
#include "app/filters/mark.hpp"
#include "app/filters/source.hpp"
#include "app/filters/text.hpp"
#include "app/filters/topic.hpp"

namespace labelscape {
namespace {

std::vector<FilterKind> make_filter_kinds() {
    std::vector<FilterKind> kinds = {
        filters::unlabeled(),
        filters::labeled(),
        filters::unsure(),
        filters::skipped(),
        filters::topic(),
        filters::duplicates(),
        filters::excluded(),
        filters::label(),
        filters::suggestion(),
        filters::source(),
        filters::text(),
        filters::regex(),
        filters::column(),
        filters::column_range(),
        filters::documents(),
    };
    for (FilterKind& kind : kinds) {
        for (FilterOffer& offer : kind.offers) offer.chip.kind = kind.id;
    }
    return kinds;
}

}  // namespace

const std::vector<FilterKind>& filter_kinds() {
    static const std::vector<FilterKind> table = make_filter_kinds();
    return table;
}

const FilterKind* find_filter_kind(std::string_view id) {
    const auto found = std::ranges::find(filter_kinds(), id, &FilterKind::id);
    return found == filter_kinds().end() ? nullptr : &*found;
}

}  // namespace labelscape
