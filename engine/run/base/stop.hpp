// Cancellation: a flag that long loops look at.
#pragma once

namespace covmap::run {

/// Asks a running run_job to stop with Error(cancelled). Async-signal-safe.
void request_cancel();

/// Was request_cancel() called?
bool is_cancelled();

/// Throws Error(cancelled) once request_cancel() was called.
void throw_if_cancelled();

}  // namespace covmap::run
