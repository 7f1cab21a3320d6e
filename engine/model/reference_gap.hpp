// When a figure is far from the official one.
#pragma once

#include <cstdint>

#include "core/units.hpp"

namespace covmap::model {

/// More than 10 % off its official figure, decided on the exact figures; people where there should be none are off too.
inline bool is_beyond_reference(std::int64_t value, std::int64_t reference) {
    const core::Int128 difference = static_cast<core::Int128>(value) - reference;
    return (difference < 0 ? -difference : difference) * 10 > reference;
}

}  // namespace covmap::model
