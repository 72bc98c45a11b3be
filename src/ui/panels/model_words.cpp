#include "ui/panels/model_words.hpp"

#include <algorithm>
#include <cmath>

#include "ui/widgets/numbers.hpp"

namespace labelscape {
namespace {

/// Without "https://".
std::string host_of(const std::string& origin) {
    const std::size_t slashes = origin.find("//");
    return slashes == std::string::npos ? origin : origin.substr(slashes + 2);
}

}  // namespace

std::string model_state_text(const ModelInfo& model) {
    if (model.source == ModelSource::builtin) return "Built in";
    switch (model.state) {
        case ModelState::ready: return "On this machine";
        case ModelState::open: return "Until reload";
        case ModelState::partial: return "Partly here";
        case ModelState::absent: return "To download";
    }
    return {};
}

std::string languages_text(const ModelInfo& model) {
    constexpr std::size_t k_listed = 4;
    const auto& codes = model.languages;
    if (codes.empty()) return "Languages unknown";
    if (codes.size() == 1 && codes[0] == "en") return "English";
    if (codes.size() > k_listed) return count_text(static_cast<std::int64_t>(codes.size())) + " languages";
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + code;
    return text;
}

std::string model_size_text(const ModelInfo& model) {
    if (model.bytes == 0) return "unknown size";
    return (model.bytes_exact ? "" : "about ") + bytes_text(model.bytes);
}

std::string download_text(const ModelInfo& model) {
    if (model.state == ModelState::open) return "Keep a copy here";
    const std::string from = " from " + host_of(model.origin);
    const std::uint64_t left = model.bytes > model.stored_bytes ? model.bytes - model.stored_bytes : 0;
    if (model.state == ModelState::partial && left > 0) return "Download the other " + bytes_text(left) + from;
    return "Download " + model_size_text(model) + from;
}

std::string speed_text(double texts_per_second) {
    if (texts_per_second <= 0) return {};
    if (texts_per_second < 10) return std::to_string(static_cast<int>(texts_per_second * 10) / 10.0).substr(0, 3);
    const double unit = std::pow(10, std::floor(std::log10(texts_per_second)) - 1);
    return count_text(static_cast<std::int64_t>(std::round(texts_per_second / unit) * unit));
}

std::string project_time_text(const AppState& state, const ModelInfo& model) {
    if (model.texts_per_second <= 0) return {};
    return duration_text(state.active.count() / model.texts_per_second);
}

std::string counts_text(const EmbeddingCounts& counts) {
    if (counts.texts == 0) return {};
    std::string text = "Last run: " + count_text(counts.texts, "text", "texts");
    const std::pair<std::uint32_t, const char*> parts[] = {
        {counts.truncated, " cut"}, {counts.averaged, " read in parts"}, {counts.blank, " without a known word"}};
    for (const auto& [count, what] : parts) {
        if (count > 0) text += ", " + count_text(count) + what;
    }
    return text;
}

std::string model_in_use(const AppState& state) {
    if (const std::string own = state.own_vectors(); !own.empty()) return "your own vectors, \"" + own + '"';
    const ModelChoice& model = state.view.model;
    return model == ModelChoice() ? "Built-in model" : model.title;
}

std::string id_in_use(const AppState& state) {
    if (!state.own_vectors().empty()) return {};
    const ModelChoice& model = state.view.model;
    if (model.remote || !model.id.empty()) return model.id;
    const auto builtin = std::ranges::find(state.models.list, ModelSource::builtin, &ModelInfo::source);
    return builtin == state.models.list.end() ? std::string() : builtin->id;
}

std::optional<JobView> job_of(const AppState& state, const std::string& key) {
    for (JobView& job : state.jobs.snapshot()) {
        if (job.key == key) return std::move(job);
    }
    return std::nullopt;
}

}  // namespace labelscape
