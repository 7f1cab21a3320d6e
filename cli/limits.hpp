// What the system grants: memory, the size of files.
#pragma once

namespace covmap::cli {

inline constexpr const char* kMemoryAdvice =
    "use fewer --threads, or --memory MB to spill earlier; a limit may be set (ulimit -v)";

/// From now on a write beyond the limit on the size of files fails, as on a full disk, and does not end the program; memory that
/// runs out is noted; and where it ends the program in a place that can throw nothing (a library's destructor, a thread of its
/// own), that is told, what is unfinished is removed, and the exit code is `failed_code`.
void watch_limits(int failed_code);

/// Is there a limit on the address space (ulimit -v) that the program came within 96 MB of? What C libraries make of memory that
/// they did not get is then not to be believed: they abort, or name another cause.
bool is_near_memory_limit();

/// Did an allocation fail since? Libraries recover from some, and tell of others as something else.
bool ran_out_of_memory();

}  // namespace covmap::cli
