// Ctrl-C and a polite kill.
#pragma once

namespace covmap::cli {

/// The first one stops the work between two pieces of it (Error(cancelled)); a second one stops the program at once.
void catch_interrupts();

}  // namespace covmap::cli
