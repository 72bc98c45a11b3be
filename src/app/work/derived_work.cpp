#include "app/work/derived_work.hpp"

#include "app/work/alike_work.hpp"
#include "app/work/neighbor_work.hpp"
#include "app/work/placing_work.hpp"
#include "app/work/suggest_work.hpp"
#include "app/work/topics_work.hpp"

namespace labelscape {

std::span<const DerivedPart> derived_parts() {
    static const DerivedPart table[] = {neighbors_part(), tree_part(), placing_part(), suggestions_part(),
                                        alike_counts_part()};
    return table;
}

}  // namespace labelscape
