// A program of the system, run to its end.
#pragma once

#include <string>
#include <vector>

namespace covmap::cli {

struct Ended {
    int code = 0;          ///< as a shell gives it: 128 + the signal where one ended it
    std::string out, err;  ///< what it printed
};

/// Runs `words` (the program, looked for on PATH, and its arguments) in `folder`; nothing is on its stdin. Errors:
/// std::system_error, where it cannot be started: no such file or directory, where it is not on PATH.
Ended run_program(const std::vector<std::string>& words, const std::string& folder);

}  // namespace covmap::cli
