// Rings that cross the meridian where a map is cut open (±180°, or where its longitudes begin), in longitude or columns alike.
#pragma once

#include <span>
#include <vector>

#include "core/grid.hpp"

namespace covmap::geodesy {

/// A window of one turn along x: [west, west + turn]. turn = 0: x does not come round, there is no seam.
struct Seam {
    double west = 0;
    double turn = 0;

    /// x in the window, moved by whole turns; x itself, to the bit, where it lies in it already.
    [[nodiscard]] double inside(double x) const;
    /// x moved by whole turns to within half a turn of `to`.
    [[nodiscard]] double beside(double x, double to) const;
};

/// How far beyond the window is still its border, as a part of a turn: 10^-6 of a degree, 0.1 m (files say 180.000000001).
inline constexpr double kOvershoot = 1e-6 / 360;

/// A vertex and the turns by which it is moved: x + turns * seam.turn. Kept apart so that neighbours stay equal to the bit.
struct Rolled {
    core::Point at;
    int turns = 0;
};

enum class Jumps {
    cross,         ///< a step of more than half a turn is the short way round: it crosses the seam
    surely_cross,  ///< and there is no doubt about it: a circle
    are_drawn,     ///< it is as long as it is: the cells of a raster
};

/// A ring made continuous. The closing vertex is not repeated.
struct RolledRing {
    std::vector<Rolled> vertices;
    int around = 0;  ///< turns between the first vertex and the ring's return to it: not 0 around a pole
    bool doubtful =
        false;  ///< a step of 180° to 330°, or any of three or four corners, was taken the short way: it may be meant as drawn
};

/// A step of a whole turn is as drawn (the border of a map of the world, Antarctica's along the pole), unless it is the only one
/// and lies at no pole: then it closes a ring around the pole. `pole` is |y| of the poles in y, `equator` their middle.
RolledRing rolled(std::span<const core::Point> ring, const Seam& seam, Jumps jumps, double pole, double equator);

/// Closes a ring around a pole over the pole that it is nearer to; others stay.
void close_over_pole(RolledRing& ring, double pole, double equator);

/// The parts of a ring in the window, each a ring of its own; the same ring, moved, where it does not cross. Vertices on the seam
/// have the same y in both parts, and those of two rings that share an edge are equal to the bit.
std::vector<std::vector<core::Point>> window_parts(const RolledRing& ring, const Seam& seam);

}  // namespace covmap::geodesy
