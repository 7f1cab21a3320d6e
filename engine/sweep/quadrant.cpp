#include "sweep/quadrant.hpp"

#include <algorithm>

#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

/// What quartering changes of the winding at the quadrant's corner: of the north row by the pieces from the top, of the south row
/// by the west side and the middle line.
int turns_at_corner(const Piece& p, bool east, bool south, bool west_of_middle) {
    int turns = 0;
    if (!south && east && p.top && p.x0 <= 0.5) turns += p.sign;
    if (south && p.west != 0 && p.west_y() <= 0.5) turns += p.west;
    if (south && east && west_of_middle) turns += p.sign;
    return turns;
}

}  // namespace

QuarteredPiece quartered(const Piece& p, int quadrant) {
    const bool east = (quadrant & 1) != 0, south = (quadrant & 2) != 0;
    QuarteredPiece cut;
    const bool crosses_middle = p.y0 <= 0.5 && p.y1 > 0.5;
    const double middle_x = crosses_middle ? std::clamp(x_at(p, 0.5), std::min(p.x0, p.x1), std::max(p.x0, p.x1)) : 0;
    cut.turns = turns_at_corner(p, east, south, crosses_middle && middle_x <= 0.5);

    // The half of the piece in this row of quadrants.
    Piece half = p;
    if (south) {
        if (p.y1 <= 0.5) return cut;
        half.top = crosses_middle;
        if (crosses_middle) {
            half.x0 = middle_x;
            half.y0 = 0.5;
        }
    } else {
        if (p.y0 > 0.5) return cut;
        if (crosses_middle) {
            half.x1 = middle_x;
            half.y1 = 0.5;
        }
    }
    const bool west_here = p.west != 0 && (p.west_y() > 0.5) == south;
    const bool start_east = half.x0 > 0.5, end_east = half.x1 > 0.5;
    half.west = 0;
    if (start_east != end_east) {
        const double t = (0.5 - half.x0) / (half.x1 - half.x0);
        const double y = std::clamp(half.y0 + (half.y1 - half.y0) * t, half.y0, half.y1);
        if (start_east == east) {
            half.x1 = 0.5;
            half.y1 = y;
        } else {
            half.x0 = 0.5;
            half.y0 = y;
            half.top = false;
        }
        if (east) half.west = end_east ? static_cast<std::int8_t>(-p.sign) : p.sign;
    } else if (start_east != east) {
        return cut;
    }
    if (!east && west_here) half.west = p.west;
    half.x0 = 2 * half.x0 - (east ? 1 : 0);
    half.x1 = 2 * half.x1 - (east ? 1 : 0);
    half.y0 = 2 * half.y0 - (south ? 1 : 0);
    half.y1 = 2 * half.y1 - (south ? 1 : 0);
    cut.piece = half;
    cut.inside = true;
    return cut;
}

void quarter(const Quadrant& from, int quadrant, Quadrant& to) {
    to.pieces.clear();
    to.winding = from.winding;
    for (const Piece& p : from.pieces) {
        const QuarteredPiece cut = quartered(p, quadrant);
        to.winding[p.owner] += cut.turns;
        if (cut.inside) to.pieces.push_back(cut.piece);
    }
}

}  // namespace covmap::sweep
