// The rows of the table of quality, as they are made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "measure/tables/table_writer.hpp"

namespace covmap::measure {

inline constexpr int kQualityScale = 8;  ///< decimals of every value

/// One measure of one scope.
struct QualityRow {
    std::string element;  ///< «completeness.omission»: category and element
    std::string measure;  ///< a stable code: «outside_pct»
    std::string scope;    ///< what it is about: an attribute, an indicator, a source, a code of defects, «run»
    std::optional<std::int64_t> value = std::nullopt;  ///< at kQualityScale; none: not evaluated
    std::string unit = {};
    core::Text label = {};
};

using QualityRows = std::vector<QualityRow>;

/// A value of fewer decimals at kQualityScale.
inline std::int64_t at_quality_scale(std::int64_t number, int scale) {
    for (; scale < kQualityScale; ++scale) number *= 10;
    return number;
}

inline std::int64_t whole(std::uint64_t count) { return at_quality_scale(static_cast<std::int64_t>(count), 0); }

}  // namespace covmap::measure
