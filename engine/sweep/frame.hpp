// What the slabs solve: a cell, a quarter of one, or a gap between two pieces of one. Private to the room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sweep/piece.hpp"

namespace covmap::sweep {

/// A piece that stands for all of its owner that are equal to it, and for those of the owners that are as its own
/// (equal_owners.hpp).
struct Strand {
    Piece piece;
    std::int32_t times = 1;    ///< equal pieces of the owner: crossing it adds sign so many times
    std::uint32_t weight = 1;  ///< pieces it stands for
    bool start_east = false;   ///< of a gap: (x0, y0) lies on its east side,
    bool end_east = false;     ///< or (x1, y1)
};

/// Abscissa of a side of a frame on its top and its bottom line.
struct Side {
    double at_top = 0, at_bottom = 0;
};

/// Between two sides, from `top` to `bottom`. Strands lie within; equal ones stand side by side.
struct Frame {
    std::vector<Strand> strands;
    std::vector<std::int32_t> winding;  ///< per owner, at the north-west corner
    double top = 0, bottom = 1;
    Side west{0, 0}, east{1, 1};

    [[nodiscard]] double side_at(const Side& side, double y) const {
        return side.at_top + (side.at_bottom - side.at_top) * ((y - top) / (bottom - top));
    }
};

inline bool same_line(const Piece& a, const Piece& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }

/// Where runs of strands of one line begin, and the end of the last. `lines` is overwritten.
inline void find_lines(const std::vector<Strand>& strands, std::vector<std::uint32_t>& lines) {
    lines.clear();
    for (std::uint32_t i = 0; i < strands.size(); ++i)
        if (i == 0 || !same_line(strands[i - 1].piece, strands[i].piece)) lines.push_back(i);
    lines.push_back(static_cast<std::uint32_t>(strands.size()));
}

}  // namespace covmap::sweep
