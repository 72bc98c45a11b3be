#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labelscape {

// Embedding models as the page knows them (web/types.d.ts).

/// Begins the id of vectors that came with a file: no model can make more of them, so no text can be compared with
/// them.
inline constexpr std::string_view k_own_vectors = "own:";

enum class ModelSource : std::uint8_t { builtin, catalogue, hub, url, folder, files, remote };
/// ready: usable without a network. open: the user's files, until the page is closed. partial: a download broke off.
enum class ModelState : std::uint8_t { ready, open, partial, absent };
enum class Pooling : std::uint8_t { automatic, mean, cls, last, ready };
/// Decides the prefix a text gets.
enum class TextKind : std::uint8_t { document, query };

/// What the user may change of a model; vectors made with other settings have another id.
struct ModelSettings {
    Pooling pooling = Pooling::automatic;
    bool normalize = true;
    std::int32_t max_tokens = 512;
    std::string document_prefix, query_prefix;
    bool average_long = false;           ///< longer texts are read in parts instead of cut

    bool operator==(const ModelSettings&) const = default;
};

/// One model in one number format.
struct ModelInfo {
    std::string id, title;
    ModelSource source = ModelSource::builtin;
    ModelState state = ModelState::absent;
    std::string origin;                  ///< the only one that a download contacts; empty: none
    std::string license, note;
    std::string dtype;                   ///< "int8", "fp32", ...
    std::vector<std::string> languages;
    std::int32_t dimension = 0;          ///< 0: known once it is loaded
    ModelSettings settings;              ///< its own
    std::uint64_t bytes = 0;             ///< of all files; 0: not known
    bool bytes_exact = false;
    std::uint64_t stored_bytes = 0;      ///< kept in this browser
    double texts_per_second = 0;         ///< measured on this machine; 0: not yet
    bool on_gpu = false;                 ///< where that was fastest

    bool here() const { return state == ModelState::ready || state == ModelState::open; }
};

/// An OpenAI-compatible endpoint for embeddings.
struct RemoteModel {
    std::string base;                    ///< such as http://localhost:11434/v1
    std::string model;
    std::string key;                     ///< kept in memory only
    std::int32_t dimensions = 0;         ///< asked of models that can shorten their vectors; 0: as they are
    double price_per_million = 0;        ///< tokens; 0: not given

    bool operator==(const RemoteModel&) const = default;
};

/// What would leave this machine.
struct RemoteEstimate {
    std::string id;                      ///< names the vectors
    std::string origin;
    bool encrypted = false;              ///< or it stays on this machine
    std::uint32_t texts = 0, requests = 0, truncated = 0, blank = 0;
    std::uint64_t characters = 0, tokens = 0;   ///< tokens: about
    std::optional<double> price;         ///< in the currency of price_per_million
};

/// A model with settings, or an endpoint; the default is the built-in model.
struct ModelChoice {
    std::string id;                      ///< of the list; empty: the built-in one, or the endpoint
    std::string title;                   ///< for when it cannot be found any more; empty: the built-in one
    std::optional<ModelSettings> settings;
    std::optional<RemoteModel> remote;

    bool operator==(const ModelChoice&) const = default;
};

/// The model that texts are embedded with now.
struct CurrentModel {
    std::string id;  ///< names the vectors: of model and settings; empty: the page has not said it yet
    std::string title;
    ModelSource source = ModelSource::builtin;
};

/// What became of the texts of one run.
struct EmbeddingCounts {
    std::uint32_t texts = 0;
    std::uint32_t truncated = 0;         ///< longer than the model reads
    std::uint32_t averaged = 0;          ///< read in parts
    std::uint32_t blank = 0;             ///< without a word that the model knows
};

/// What goes on with the model of the open project.
struct ModelUse {
    /// All texts are being embedded with it; until then the old vectors are in use.
    std::optional<ModelChoice> changing;
    std::string missing;                 ///< why the project's model cannot be used; empty when it can
    bool estimating = false;
    std::optional<RemoteModel> estimated;   ///< what `estimate` is for
    RemoteEstimate estimate;
    EmbeddingCounts counts;              ///< of the last run
};

/// The models there are, and what goes on with them. Downloads and measurements are jobs: "download/<id>", "measure".
struct ModelsView {
    std::vector<ModelInfo> list;
    bool listed = false;
    CurrentModel current;
    bool choosing = false;               ///< a model is being opened
    std::string error;                   ///< what went wrong last, for the panel
    bool searching = false;              ///< a model is being looked up
    std::string found;                   ///< id of what was looked up or added last
    std::uint64_t found_request = 0;     ///< grows with it: the panel then shows it

    const ModelInfo* find(const std::string& id) const;
};

}  // namespace labelscape
