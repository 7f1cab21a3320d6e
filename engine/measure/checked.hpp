// Sums that cannot overflow unnoticed.
#pragma once

#include <cstdint>

#include "core/error.hpp"

namespace covmap::measure {

[[noreturn]] inline void sum_overflowed() {
    throw core::Error(core::ErrorKind::check, "",
                      "a sum left 64 bits; the weights are too large for a quantum of 10^-6: check the attribute's unit");
}

/// sum += value. Throws Error check on overflow.
inline void add_to(std::int64_t& sum, std::int64_t value) {
    if (__builtin_add_overflow(sum, value, &sum)) [[unlikely]]
        sum_overflowed();
}

}  // namespace covmap::measure
