// The heap of the process.
#pragma once

namespace covmap::core {

/// Gives freed memory that the allocator keeps back to the system, where the allocator can be asked to (glibc). Some
/// milliseconds; meant for the ends of phases, after which much is free in many pieces. Thread-safe.
void give_back_freed_memory();

}  // namespace covmap::core
