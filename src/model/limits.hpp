#pragma once

#include <cstddef>
#include <cstdint>

// How long and how many the parts of a project may be. Whoever makes a part (dialog, import, script) and whoever reads
// one (project file, journal) holds to the same figures, so what was saved opens again. Bytes are UTF-8; cut with
// cut_utf8().

namespace labelscape {

/// Label ids stay below this, so that a damaged one cannot ask for memory without end.
inline constexpr std::uint32_t k_label_id_limit = 1u << 20;

inline constexpr std::size_t k_max_labels = 5'000;
inline constexpr std::size_t k_max_label_name_bytes = 500;
inline constexpr std::size_t k_max_label_key_bytes = 32;   ///< one character, which may be made of several code points
inline constexpr std::size_t k_max_label_description_bytes = 2'000;
inline constexpr std::size_t k_max_label_keywords = 200;
inline constexpr std::size_t k_max_keyword_bytes = 500;

inline constexpr std::size_t k_max_topic_name_bytes = 500;
inline constexpr std::size_t k_max_topic_terms = 100;
inline constexpr std::size_t k_max_topic_term_bytes = 500;

/// Titles of steps, actions in provenance, and names of what was imported.
inline constexpr std::size_t k_max_action_bytes = 2'000;
inline constexpr std::size_t k_max_actor_bytes = 200;   ///< of an id
inline constexpr std::size_t k_max_project_name_bytes = 500;
inline constexpr std::size_t k_max_column_name_bytes = 2'000;
inline constexpr std::size_t k_max_columns = 4'096;   // as web/worker/files_protocol.js

inline constexpr std::size_t k_max_filter_chips = 100;
/// Of a search text, a pattern, or the cell that a chip asks for.
inline constexpr std::size_t k_max_filter_text_bytes = 10'000;

/// Steps that undo keeps; the oldest go first.
inline constexpr std::size_t k_max_history_entries = 200'000;
/// Edits of one step: an import may add every label, and more.
inline constexpr std::size_t k_max_compound_parts = 2 * k_max_labels + 100;

/// Objects and arrays inside each other in any JSON that comes from a file.
inline constexpr int k_max_json_depth = 32;

/// Times lie within this many ms of 1970, as in JavaScript.
inline constexpr double k_max_time_ms = 8.64e15;

}  // namespace labelscape
