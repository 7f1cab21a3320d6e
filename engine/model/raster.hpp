// Rasters on the demand's own lattice: what they show, and the pixels of a band.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/text.hpp"
#include "model/table.hpp"

namespace covmap::model {

enum class RasterKind {
    operators,  ///< Byte: operators of the market that pass an indicator
    share,      ///< Float32: per cent of the cell's area inside the published territories that meets it
    unserved    ///< Float32: of an attribute, what fails the standard, per km2 of the whole cell
};

inline constexpr std::uint8_t kRasterOutside = 255;        ///< Byte: in no published territory
inline constexpr std::uint8_t kRasterUnknown = 254;        ///< Byte: no operator passes and some are unknown
inline constexpr std::uint8_t kRasterMostOperators = 253;  ///< Byte: so many or more
inline constexpr float kRasterNoValue = -9999;             ///< Float32: outside, or not to be published

/// One raster.
struct RasterTheme {
    RasterKind kind = RasterKind::operators;
    std::size_t indicator = 0;  ///< of the job; for `unserved` the standard
    std::size_t attribute = 0;  ///< of the model; for `unserved` alone
    std::string name;           ///< of the file, without ending: «operators_any_4g»
    core::Text title;
    core::Text unit;           ///< of a pixel; empty: a number
    int most_operators = 0;    ///< of a market
    bool low_is_good = false;  ///< the indicator
};

/// Pixels of one theme, row-major; the vector of its type is filled, the other one empty.
struct RasterPixels {
    std::vector<std::uint8_t> bytes;
    std::vector<float> floats;
};

/// Pixels of all themes in some rows.
struct RasterRows {
    core::CellBox cells;    ///< what the pixels cover
    core::CellBox painted;  ///< of these; all others hold nothing
    std::vector<RasterPixels> themes;
};

}  // namespace covmap::model
