// "1 file", "2 files": what stands in English messages.
#pragma once

#include <string>

namespace covmap::core {

/// A number with its noun; `many` where it is not `one` with an s.
template <class Integer>
std::string counted(Integer number, const std::string& one, const std::string& many = {}) {
    return std::to_string(number) + " " + (number == 1 ? one : many.empty() ? one + "s" : many);
}

}  // namespace covmap::core
