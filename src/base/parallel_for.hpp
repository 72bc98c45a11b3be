#pragma once

#include <cstdint>
#include <functional>

namespace labelscape {

/// Calls body(begin, end) for consecutive chunks of at most `grain` items that cover [0, count), on all workers.
/// Returns when all are done; what a body throws is thrown then, and the rest left out. Chunk borders depend on `count`
/// and `grain` alone, never on the number of workers, so a body that writes only to its own chunk gives the same result
/// everywhere. While one thread shares a range, another one's (or a nested one) runs on its own thread alone. On the
/// browser's main thread only for ranges of a few milliseconds: it waits for all chunks.
void parallel_for(std::int64_t count, std::int64_t grain,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& body);

/// Workers that parallel_for uses, the caller included; 1 where there are no threads.
int parallel_workers();

/// Limits the workers to 1..`count`, for tests and for pages that share the machine. No effect without threads.
void set_parallel_workers(int count);

}  // namespace labelscape
