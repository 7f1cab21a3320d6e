// Arithmetic on the pieces of one cell.
#pragma once

#include <cstdint>
#include <span>

#include "sweep/piece.hpp"

namespace covmap::sweep {

/// Shares and sums of a closed form may leave [0, 1] by this much.
inline constexpr double kClosedTolerance = 1e-12;

/// Integral over the cell of an owner's winding, `corner` at its north-west corner: linear in the pieces.
double integral(std::int32_t corner, std::span<const Piece> pieces, std::uint32_t owner);

/// Are the owner's pieces one chain? Every piece's end is the start of exactly one other, but for one start and one end. Both directions of a
/// ring give the same answer. Up to 8 pieces: longer chains are rare and go to the slabs.
bool one_chain(std::span<const Piece> pieces, std::uint32_t owner);

/// Abscissa of a piece at y, kept between its ends.
double x_at(const Piece& piece, double y);

/// Where two pieces cross strictly inside their common rows; NaN when they do not.
double crossing_y(const Piece& a, const Piece& b);

/// Do pieces of one owner cross each other? Neighbours in a chain only share an end.
bool crosses_itself(std::span<const Piece> pieces);

}  // namespace covmap::sweep
