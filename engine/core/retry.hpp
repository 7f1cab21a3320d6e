// An error that goes away by itself: the same command may work a little later.
#pragma once

#include <string>

#include "core/error.hpp"

namespace covmap::core {

/// A file that another task still has to write, or that cannot be reached now: exit 75 (EX_TEMPFAIL of sysexits.h).
class Retry : public Error {
public:
    Retry(std::string where, const std::string& what) : Error(ErrorKind::input, std::move(where), what) {}
};

}  // namespace covmap::core
