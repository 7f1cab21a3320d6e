#include "core/tile.hpp"

#include <utility>

namespace covmap::core {

namespace {

/// Tiles of all zooms below `z`: 1 + 4 + … + 4^(z-1).
std::uint64_t tiles_above(int z) { return ((std::uint64_t{1} << (2 * static_cast<unsigned>(z))) - 1) / 3; }

/// Turns a square of `side` so that the curve inside each quarter enters and leaves where its neighbours do.
void turn(std::uint64_t side, std::uint64_t& x, std::uint64_t& y, bool east, bool south) {
    if (south) return;
    if (east) {
        x = side - 1 - x;
        y = side - 1 - y;
    }
    std::swap(x, y);
}

}  // namespace

std::uint64_t hilbert_id(TileId tile) {
    std::uint64_t x = tile.x, y = tile.y, along = 0;
    for (int level = tile.z - 1; level >= 0; --level) {
        const std::uint64_t side = std::uint64_t{1} << static_cast<unsigned>(level);
        const bool east = (x & side) != 0;
        const bool south = (y & side) != 0;
        const std::uint64_t quarter = east ? (south ? 2 : 3) : (south ? 1 : 0);
        along += side * side * quarter;
        x &= side - 1;
        y &= side - 1;
        turn(side, x, y, east, south);
    }
    return tiles_above(tile.z) + along;
}

TileId tile_of(std::uint64_t id) {
    int z = 0;
    while (z < kDeepestZoom && tiles_above(z + 1) <= id) ++z;
    std::uint64_t along = id - tiles_above(z), x = 0, y = 0;
    for (int level = 0; level < z; ++level, along /= 4) {
        const std::uint64_t side = std::uint64_t{1} << static_cast<unsigned>(level);
        const std::uint64_t quarter = along % 4;
        const bool east = quarter >= 2;
        const bool south = quarter == 1 || quarter == 2;
        turn(side, x, y, east, south);
        if (east) x += side;
        if (south) y += side;
    }
    return {z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
}

std::int64_t ring_area2(const std::vector<TilePoint>& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const TilePoint a = ring[i];
        const TilePoint b = ring[i + 1 < ring.size() ? i + 1 : 0];
        sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
    }
    return sum;
}

}  // namespace covmap::core
