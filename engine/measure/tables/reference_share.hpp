// The gap between a figure and its official one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/units.hpp"
#include "model/reference_gap.hpp"

namespace covmap::measure {

/// 100 * (value - reference) / reference in hundredths, rounded half away from 0; null without a reference.
inline std::optional<std::int64_t> gap_to_reference(std::int64_t value, std::int64_t reference) {
    if (reference <= 0) return std::nullopt;
    const core::Int128 scaled = (static_cast<core::Int128>(value) - reference) * 20000;
    const core::Int128 half = scaled < 0 ? -reference : reference;
    const core::Int128 hundredths = (scaled + half) / (2 * static_cast<core::Int128>(reference));
    constexpr core::Int128 kMost = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(hundredths, kMost));
}

}  // namespace covmap::measure
