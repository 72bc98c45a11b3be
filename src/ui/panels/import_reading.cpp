#include "ui/panels/import_reading.hpp"

#include <algorithm>
#include <charconv>

#include "app/actions/imports.hpp"
#include "ui/panels/encodings.hpp"
#include "ui/panels/reading_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr double k_spinner_after_ms = 150;
constexpr int k_controls_in_line = 4;
constexpr std::uint32_t k_most_skipped = 1'000'000;

std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::size_t first = text.find_first_not_of(' ', at),
                          last = text.find_last_not_of(' ', end == 0 ? 0 : end - 1);
        if (first < end && last != std::string::npos && last >= first)
            parts.push_back(text.substr(first, last + 1 - first));
        at = end + 1;
    }
    return parts;
}

/// The caption above a control of the grid.
void caption_ui(const UiContext& ui, std::string_view label, std::string_view explanation) {
    text_ui(ui, label, caption(ui));
    tooltip_ui(ui, explanation);
}

/// One of the choices; a value that is none of them stands as it is. True when it changed.
bool choice_ui(const UiContext& ui, std::string_view name, std::string_view label,
               const std::vector<ReadingChoice>& choices, std::string& value) {
    std::vector<std::string> titles;
    for (const ReadingChoice& choice : choices) titles.push_back(choice.title);
    const auto found = std::ranges::find(choices, value, &ReadingChoice::value);
    int selected = static_cast<int>(found - choices.begin());
    if (found == choices.end()) titles.push_back(value.empty() ? "As recognized" : "“" + value + "”");
    if (!select_ui(ui, name, label, titles, selected, {.width = -1})) return false;
    if (selected >= static_cast<int>(choices.size())) return false;
    value = choices[static_cast<std::size_t>(selected)].value;
    return true;
}

/// An option whose value is text.
bool option_ui(const UiContext& ui, std::string_view name, std::string_view label,
               const std::vector<ReadingChoice>& choices, const std::optional<std::string>& now,
               std::optional<std::string>& wanted) {
    std::string value = now.value_or("");
    if (!choice_ui(ui, name, label, choices, value)) return false;
    wanted = value;
    return true;
}

bool header_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted) {
    std::string value = *now.header ? "yes" : "no";
    if (!choice_ui(ui, "import/header", "Header", headers(), value)) return false;
    wanted.header = value == "yes";
    return true;
}

/// Cells of a grid, from the left; each is a window of its own, so that its content fills it.
class Grid {
public:
    explicit Grid(const UiContext& ui)
        : ui_(ui), width_((ImGui::GetContentRegionAvail().x - 3 * ui.t.gap(4)) / k_controls_in_line) {}
    template <class Content>
    bool cell(const char* id, const char* label, const char* explanation, Content content) {
        if (count_++ % k_controls_in_line != 0) ImGui::SameLine(0, ui_.t.gap(4));
        ImGui::BeginChild(id, {width_, ui_.t.gap(13.5f)});
        caption_ui(ui_, label, explanation);
        const bool changed = content();
        ImGui::EndChild();
        return changed;
    }

private:
    const UiContext& ui_;
    float width_;
    int count_ = 0;
};

}  // namespace

/// The controls start folded for each file.
void ImportReading::follow(const ImportView& view) {
    const bool opened = seen_frame_ + 1 != ImGui::GetFrameCount() || file_ != view.file.name;
    seen_frame_ = ImGui::GetFrameCount();
    file_ = view.file.name;
    const ReadOptions& now = view.file.in_force;
    if (opened) unfolded_ = false;
    if (!view.options_shown.encoding) recognized_encoding_ = now.encoding.value_or("");
    if (!opened && typed_from_ == now) return;
    typed_from_ = now;
    skip_lines_ = std::to_string(now.skip_lines.value_or(0));
    missing_ = with_commas(now.missing.value_or(std::vector<std::string>()));
}

void ImportReading::line_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    const std::string words = reading_words(view.file.in_force);
    const std::string facts = view.file.format + ", " + bytes_text(view.file.bytes) + ", " +
                              count_text(static_cast<std::int64_t>(view.file.columns.size()), "column", "columns");
    const std::string line = words.empty() ? facts : "Read as " + words + " · " + facts;
    ImGui::Dummy({0, ui.t.control});
    ImGui::SameLine(0, 0);
    text_ui(ui, line, secondary(ui));
    ui.probe.add({.name = "import/read-as",
                  .role = Role::text,
                  .label = line,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    if (words.empty()) return;
    ImGui::SameLine(0, ui.t.gap(3));
    const std::string_view label = unfolded_ ? "Fold" : "Change";
    if (button_ui(ui, "import/change", label,
                  {.tooltip = "Encoding, delimiter, header and what else was guessed", .small = true})) {
        unfolded_ = !unfolded_;
    }
    if (view.options != ReadOptions{}) {
        ImGui::SameLine(0, ui.t.gap(2));
        if (button_ui(ui, "import/as-recognized", "As recognized",
                      {.kind = ButtonKind::quiet,
                       .icon = Icon::undo_2,
                       .tooltip = "Drops all choices made here",
                       .small = true})) {
            args.actions.push(action::SetReadOptions{});
        }
    }
    if (view.opening_since_ms == 0) return;
    const double waits_ms = k_spinner_after_ms - (args.state.now_ms - view.opening_since_ms);
    if (waits_ms > 0) return ui.wish.wake_in(waits_ms / 1000);
    ImGui::SameLine(0, ui.t.gap(3));
    spinner_ui(ui);
}

bool ImportReading::encoding_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted) {
    std::vector<std::string> names, titles;
    const auto add = [&](std::string_view name, const std::string& title) {
        names.emplace_back(name);
        titles.push_back(title);
    };
    if (!recognized_encoding_.empty())
        add(recognized_encoding_, encoding_title(recognized_encoding_) + " · recognized");
    for (const Encoding& encoding : encodings()) {
        if (encoding.name != recognized_encoding_)
            add(encoding.name, std::string(encoding.title) + " · " + std::string(encoding.where));
    }
    if (std::ranges::find(names, *now.encoding) == names.end()) add(*now.encoding, encoding_title(*now.encoding));
    int selected = static_cast<int>(std::ranges::find(names, *now.encoding) - names.begin());
    if (!select_ui(ui, "import/encoding", "Encoding", titles, selected, {.width = -1, .search = &encoding_search_}))
        return false;
    wanted.encoding = names[static_cast<std::size_t>(selected)];
    return true;
}

bool ImportReading::skip_lines_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted) {
    std::uint32_t lines = 0;
    const auto [end, error] = std::from_chars(skip_lines_.data(), skip_lines_.data() + skip_lines_.size(), lines);
    const bool valid =
        error == std::errc() && end == skip_lines_.data() + skip_lines_.size() && lines <= k_most_skipped;
    const InputResult input = text_input_ui(ui, "import/skip-lines", "Lines to skip", skip_lines_,
                                            {.error = valid ? "" : "A number of lines", .select_all = true});
    if (input.cancelled) skip_lines_ = std::to_string(*now.skip_lines);
    if (!(input.submitted || input.left) || !valid || lines == *now.skip_lines) return false;
    wanted.skip_lines = lines;
    return true;
}

bool ImportReading::missing_ui(const UiContext& ui, const ReadOptions& now, ReadOptions& wanted) {
    const InputResult input =
        text_input_ui(ui, "import/missing", "Missing values", missing_, {.hint = "Only empty cells"});
    if (input.cancelled) missing_ = with_commas(*now.missing);
    const auto values = split_at_commas(missing_);
    if (!(input.submitted || input.left) || values == *now.missing) return false;
    wanted.missing = values;
    return true;
}

void ImportReading::controls_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    const ReadOptions& now = view.file.in_force;
    ReadOptions wanted = view.options;
    bool changed = false;
    Grid grid(ui);
    if (now.encoding) {
        changed |=
            grid.cell("encoding", "Encoding", "What the file's bytes stand for; wrong where letters look wrong below",
                      [&] { return encoding_ui(ui, now, wanted); });
    }
    if (now.delimiter) {
        changed |= grid.cell("delimiter", "Between cells", "What stands between the cells of a row", [&] {
            return option_ui(ui, "import/delimiter", "Between cells", delimiters(), now.delimiter, wanted.delimiter);
        });
    }
    if (now.quote) {
        changed |= grid.cell("quote", "Around cells", "Quotes around cells that hold the delimiter or line ends", [&] {
            return option_ui(ui, "import/quote", "Around cells", quotes(), now.quote, wanted.quote);
        });
    }
    if (now.header) {
        changed |= grid.cell("header", "Header", "Whether the first row that is read holds the columns' names",
                             [&] { return header_ui(ui, now, wanted); });
    }
    if (now.skip_lines) {
        changed |= grid.cell("skip", "Lines to skip", "Titles and notes above the table",
                             [&] { return skip_lines_ui(ui, now, wanted); });
    }
    if (now.decimal) {
        changed |= grid.cell("decimal", "Decimal mark", "How numbers with a fraction are written", [&] {
            return option_ui(ui, "import/decimal", "Decimal mark", decimals(), now.decimal, wanted.decimal);
        });
    }
    if (now.date_order) {
        changed |= grid.cell("dates", "Dates", "The order in dates of numbers, such as 03/04/2025", [&] {
            return option_ui(ui, "import/date-order", "Dates", date_orders(), now.date_order, wanted.date_order);
        });
    }
    if (now.missing) {
        changed |=
            grid.cell("missing", "Missing values", "Cells that count as missing, with commas between: NA, null, -",
                      [&] { return missing_ui(ui, now, wanted); });
    }
    if (changed) args.actions.push(action::SetReadOptions{wanted});
}

void ImportReading::draw_ui(const PanelArgs& args, const ImportView& view) {
    follow(view);
    line_ui(args, view);
    if (!unfolded_) return;
    ImGui::Dummy({0, args.ui.t.gap(1)});
    controls_ui(args, view);
}

}  // namespace labelscape
