// Polygons that hold the demand: hexagons, statistical areas (IRIS), each with a count. Private to the room but for what run
// needs.
#pragma once

#include <cstdint>
#include <vector>

#include "core/chain_store.hpp"
#include "core/grid.hpp"

namespace covmap::read {

/// Polygons numbered by their id, then by their weights; features of one id are one polygon.
struct DemandPolygons {
    core::ChainStore store;
    std::vector<std::uint32_t> owner;               ///< owner in the store -> number of the polygon
    std::vector<std::vector<std::int64_t>> weight;  ///< [attribute][polygon], quanta
    [[nodiscard]] std::uint32_t count() const { return weight.empty() ? 0 : static_cast<std::uint32_t>(weight.front().size()); }
};

}  // namespace covmap::read
