// Why a file cannot be written, and what to do. Private to what writes.
#pragma once

#include <string>

namespace covmap::store {

/// «cannot be written (No space left on device); free some space or choose another output folder»: `what`, the cause as errno
/// tells it, the remedy for that cause.
std::string write_fault(const std::string& what, int cause);

/// The remedy where a library wrote `path` and does not tell errno: looks whether the disk is full, or files may not grow.
std::string room_remedy(const std::string& path);

}  // namespace covmap::store
