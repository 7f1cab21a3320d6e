// A cell, or a quarter of one, by what crosses it.
#pragma once

#include <cstdint>
#include <vector>

#include "sweep/piece.hpp"

namespace covmap::sweep {

/// A cell, or a quarter of one: what crosses it and the windings at its north-west corner. Pieces' owners are positions.
struct Quadrant {
    std::vector<Piece> pieces;
    std::vector<std::int32_t> winding;
};

/// One quarter of a cell, in its own coordinates: 0 north-west, 1 north-east, 2 south-west, 3 south-east. Points on a middle line
/// lie west or north of it, as on the lattice. Pure; cost: one look at each piece.
void quarter(const Quadrant& from, int quadrant, Quadrant& to);

}  // namespace covmap::sweep
