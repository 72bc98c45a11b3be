#pragma once

#include <string_view>

namespace labelscape {

/// Stable ids of everything that can go wrong; the name is what scripts and logs see.
enum class ErrorCode {
    internal,            ///< a broken promise of our own
    bad_argument,        ///< a caller asked for something that cannot be
    bad_file,            ///< a file that is not what it says it is
    unsupported_version, ///< written by a newer version
    too_large,           ///< more than memory or a limit allows
    not_found,           ///< no such document, label, project
    conflict,            ///< the state no longer allows it
    storage,             ///< the browser's storage refused
    storage_full,        ///< the browser's storage is full
    embedder,            ///< the embedding worker failed
    cancelled,           ///< the user stopped it
};

/// The stable name of a code, such as "bad_file".
constexpr std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::internal: return "internal";
        case ErrorCode::bad_argument: return "bad_argument";
        case ErrorCode::bad_file: return "bad_file";
        case ErrorCode::unsupported_version: return "unsupported_version";
        case ErrorCode::too_large: return "too_large";
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::conflict: return "conflict";
        case ErrorCode::storage: return "storage";
        case ErrorCode::storage_full: return "storage_full";
        case ErrorCode::embedder: return "embedder";
        case ErrorCode::cancelled: return "cancelled";
    }
    return "internal";
}

}  // namespace labelscape
