// An error that goes away by itself: the same command may work a little later.
#pragma once

#include <string>

#include "core/error.hpp"

namespace covmap::run {

/// A file that another task still has to write, or that cannot be reached now: exit 75 (EX_TEMPFAIL of sysexits.h).
class Retry : public core::Error {
public:
    Retry(std::string where, const std::string& what) : core::Error(core::ErrorKind::input, std::move(where), what) {}
};

}  // namespace covmap::run
