// Discs of sites, kept as primitives until a band cuts them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/grid.hpp"

namespace covmap::core {

inline constexpr int kDiscSides = 64;

/// Eight points of the geodesic circle in grid coordinates (not snapped), at bearings 0, 45, … degrees (clockwise from north),
/// from which the sweep makes a 64-gon of the disc's own area by trigonometric interpolation.
struct Disc {
    std::uint32_t owner = 0;  ///< local to the store
    std::array<Point, 8> around;
};

struct DiscStore {
    std::vector<Disc> discs;
};

/// The 64 snapped vertices of a disc, oriented as a shell. Pure; no libm but sqrt.
void disc_ring(const Disc& disc, std::array<Point, kDiscSides>& ring);

}  // namespace covmap::core
