// Long loops ask now and then whether to stop: a cancel is heeded within about a second, wherever the program is.
#pragma once

namespace covmap::core {

/// What stop_check() calls; it may throw to stop (Error(cancelled)). Set once, before threads start; nothing at first.
void set_stop_check(void (*check)());

/// Called by loops of a millisecond and more. Costs a few instructions. Thread-safe as what was set.
void stop_check();
/// Would it throw? For what is called from libraries that know no exceptions.
bool is_stop_asked();

}  // namespace covmap::core
