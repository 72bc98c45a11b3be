#pragma once

namespace labelscape {

/// What one slice of a resumable algorithm returns.
enum class Step { more, done };

}  // namespace labelscape
