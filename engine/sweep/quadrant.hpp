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

/// What one quarter of a cell has of a piece.
struct QuarteredPiece {
    Piece piece;             ///< in the quarter's own coordinates; only when inside
    bool inside = false;     ///< some of it lies in the quarter
    std::int32_t turns = 0;  ///< what it adds to the winding on the way from the cell's north-west corner to the quarter's
};

/// Quarters: 0 north-west, 1 north-east, 2 south-west, 3 south-east. Points on a middle line lie west or north of it, as on the
/// lattice. Pure.
QuarteredPiece quartered(const Piece& piece, int quadrant);

/// One quarter of a cell, in its own coordinates. Pure; cost: one look at each piece.
void quarter(const Quadrant& from, int quadrant, Quadrant& to);

}  // namespace covmap::sweep
