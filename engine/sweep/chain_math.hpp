// Arithmetic on the pieces of one cell.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

#include "sweep/piece.hpp"

namespace covmap::sweep {

/// Shares and sums of a closed form may leave [0, 1] by this much.
inline constexpr double kClosedTolerance = 1e-12;

/// Integral over the cell of an owner's winding, `corner` at its north-west corner: linear in the pieces.
inline double integral(std::int32_t corner, std::span<const Piece> pieces, std::uint32_t owner) {
    double sum = corner;
    for (const Piece& p : pieces) {
        if (p.owner != owner) continue;
        if (p.west != 0) sum += p.west * (1 - p.west_y());
        sum += p.east_area();
    }
    return sum;
}

/// Are the owner's pieces one chain? Every piece's end is the start of exactly one other, inside the cell, but for one start and
/// one end. Both directions of a ring give the same answer. Up to 8 pieces: longer chains are rare and go to the slabs.
inline bool one_chain(std::span<const Piece> pieces, std::uint32_t owner) {
    constexpr std::size_t kMost = 8;
    const Piece* own[kMost];
    std::size_t n = 0;
    for (const Piece& p : pieces) {
        if (p.owner != owner) continue;
        if (n == kMost) return false;
        own[n++] = &p;
    }
    if (n == 1) return true;
    const auto start = [](const Piece& p) { return p.sign > 0 ? std::pair(p.x0, p.y0) : std::pair(p.x1, p.y1); };
    const auto end = [](const Piece& p) { return p.sign > 0 ? std::pair(p.x1, p.y1) : std::pair(p.x0, p.y0); };
    // Pieces that meet on the cell's border have left it.
    const auto joins = [](const auto& a, const auto& b) {
        return a == b && a.first > 0 && a.first < 1 && a.second > 0 && a.second < 1;
    };
    std::size_t next[kMost], first = n, starts = 0;
    for (std::size_t i = 0; i < n; ++i) {
        next[i] = n;
        std::size_t followers = 0, leaders = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            if (joins(end(*own[i]), start(*own[j]))) {
                ++followers;
                next[i] = j;
            }
            leaders += joins(start(*own[i]), end(*own[j])) ? 1U : 0U;
        }
        if (followers > 1 || leaders > 1) return false;
        if (leaders == 0) {
            ++starts;
            first = i;
        }
    }
    // Closed loops have no start: the one chain must pass through every piece.
    if (starts != 1) return false;
    std::size_t length = 0;
    for (std::size_t at = first; at != n; at = next[at]) ++length;
    return length == n;
}

/// Abscissa of a piece at y, kept between its ends.
inline double x_at(const Piece& p, double y) {
    if (y <= p.y0) return p.x0;
    if (y >= p.y1) return p.x1;
    return p.x0 + (p.x1 - p.x0) * ((y - p.y0) / (p.y1 - p.y0));
}

/// Where two pieces cross strictly inside their common rows; NaN when they do not.
inline double crossing_y(const Piece& a, const Piece& b) {
    const double lo = std::max(a.y0, b.y0), hi = std::min(a.y1, b.y1);
    if (!(lo < hi)) return std::nan("");
    const double at_lo = x_at(a, lo) - x_at(b, lo), at_hi = x_at(a, hi) - x_at(b, hi);
    if (!(at_lo * at_hi < 0)) return std::nan("");
    return lo + (hi - lo) * (at_lo / (at_lo - at_hi));
}

/// Do pieces of one owner cross each other? Neighbours in a chain only share an end.
inline bool crosses_itself(std::span<const Piece> pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
        for (std::size_t j = i + 1; j < pieces.size(); ++j)
            if (pieces[i].owner == pieces[j].owner && !std::isnan(crossing_y(pieces[i], pieces[j]))) return true;
    return false;
}

}  // namespace covmap::sweep
