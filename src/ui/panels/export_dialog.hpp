#pragma once

#include <cstdint>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Format, documents and columns of an export, and what will be written.
class ExportDialog {
public:
    void draw_ui(const PanelArgs& args);

private:
    void count(const AppState& state);
    void table_ui(const PanelArgs& args, ExportChoices& choices);
    std::uint64_t rows(const ExportChoices& choices) const;

    /// Documents of a scope, and the rows that they were before duplicates were collapsed.
    struct ScopeSize {
        std::uint32_t documents = 0;
        std::uint64_t copies = 0;
    };
    static constexpr std::size_t k_scope_count = 4;
    ScopeSize sizes_[k_scope_count];
    std::uint64_t counted_version_ = 0;
    std::uint32_t counted_selected_ = 0;
};

}  // namespace labelscape
