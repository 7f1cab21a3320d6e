// Mapbox Vector Tiles, read strictly: what the specification forbids is an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tile.hpp"

namespace covmap::test {

struct TileFeature {
    std::optional<std::uint64_t> id;
    std::optional<core::TileGeometry> type;                           ///< none: «unknown», whose geometry is not read
    std::vector<std::vector<core::TilePoint>> parts;                  ///< points in one part; rings without the closing vertex
    std::vector<std::pair<std::string, core::TileValue>> properties;  ///< unsigned numbers beyond 2^63 - 1 as doubles
};

struct TileLayer {
    std::string name;
    std::uint32_t version = 0;  ///< 1 or 2
    std::uint32_t extent = core::kTileExtent;
    std::vector<TileFeature> features;
};

/// `bytes` are not compressed. Checks everything but the direction and area of rings. Errors: input, where = `where`.
std::vector<TileLayer> read_tile(std::string_view bytes, const std::string& where);

}  // namespace covmap::test
