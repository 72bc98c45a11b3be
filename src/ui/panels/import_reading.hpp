#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// How the file is read: "Read as UTF-8, comma, header in row 1" and, unfolded, a control for each of these guesses.
/// A change looks into the file again.
class ImportReading {
public:
    void draw_ui(const PanelArgs& args, const ImportView& view);

private:
    void follow(const ImportView& view);
    void line_ui(const PanelArgs& args, const ImportView& view);
    void controls_ui(const PanelArgs& args, const ImportView& view);
    bool encoding_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted);
    bool skip_lines_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted);
    bool missing_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted);

    int seen_frame_ = -2;
    std::string file_;
    bool unfolded_ = false;
    std::string recognized_encoding_;
    std::string encoding_search_;
    ReadOptions typed_from_;  ///< what the inputs below were filled from
    std::string skip_lines_, missing_;
};

}  // namespace labelscape
