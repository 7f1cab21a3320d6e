// The threads of one command.
#pragma once

#include <functional>

namespace covmap::run {

/// Does the work on so many threads and no more, whatever the machine has.
void on_threads(int threads, const std::function<void()>& work);

}  // namespace covmap::run
