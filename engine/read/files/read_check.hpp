// A look aside while inputs are read: whether the user wants to stop.
#pragma once

namespace covmap::read {

/// Called again and again while inputs are read and archives unpacked; may throw to stop. Set once, before threads start.
void set_read_check(void (*check)());

/// Calls it.
void check_reading();
/// Would it throw? For what is called from libraries that know no exceptions.
bool is_reading_stopped();

}  // namespace covmap::read
