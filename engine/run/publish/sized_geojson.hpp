// A GeoJSON that stays small enough to be opened.
#pragma once

#include <cstdint>
#include <string>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::run {

/// Above this QGIS and browsers grow slow: a GeoJSON is read as a whole.
inline constexpr std::uint64_t kMostGeojsonBytes = 20'000'000;

struct SizedGeojson {
    double generalised_to_m = 0;  ///< 0: as it is
    bool left_out = false;        ///< style and metadata stand there nevertheless
    std::string warning;          ///< what was done and where the whole is, to follow the file's name; or empty
};

/// Writes the layer as GeoJSON. Where that takes more than `most_bytes`, its outlines are simplified along shared borders
/// (shapes/arcs.hpp), at the smallest of 1, 2, 5, 10, … 1000 m that fits; where none does, because the columns alone are too
/// large, the file is left out. Cost: a writing as it is, one without outlines, one or two simplified. Errors: output.
SizedGeojson write_sized_geojson(const model::MapLayer& layer, const exports::Credits& credits, const std::string& path,
                                 std::uint64_t most_bytes = kMostGeojsonBytes);

}  // namespace covmap::run
