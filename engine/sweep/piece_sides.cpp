#include "sweep/piece_sides.hpp"

#include <algorithm>
#include <cmath>

#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

// Does a horizontal piece pass through the inside of another one?
bool passes_through(const Piece& horizontal, const Piece& other) {
    if (!(other.y0 < horizontal.y0 && horizontal.y0 < other.y1)) return false;
    const double x = x_at(other, horizontal.y0);
    return x > std::min(horizontal.x0, horizontal.x1) - kNear && x < std::max(horizontal.x0, horizontal.x1) + kNear;
}

}  // namespace

inline void PieceSides::set_side(std::size_t west, std::size_t east, bool equal) {
    const std::uint64_t bit = std::uint64_t{1} << west, equal_bit = bit << kMost;
    m_west[east] = (m_west[east] & ~equal_bit) | bit | (equal ? equal_bit : 0);
    m_west[west] &= ~(std::uint64_t{1} << east);
}

bool PieceSides::cut(std::span<const Piece> given) {
    if (given.size() > kMost) return false;
    m_pieces.assign(given.begin(), given.end());
    std::fill_n(m_west.begin(), given.size(), std::uint64_t{0});
    m_clear = true;
    m_least_end = m_least_height = 1;
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
        for (std::size_t j = i + 1; j < m_pieces.size(); ++j) {
            // Of those given all later ones begin further south.
            if (j < given.size() && m_pieces[j].y0 >= m_pieces[i].y1)
                j = given.size() - 1;
            else if (!relate(i, j))
                return false;
        }
    return true;
}

// Cuts two pieces where they cross, and settles their sides. False as cut().
inline bool PieceSides::relate(std::size_t i, std::size_t j) {
    for (bool is_cut = false;; is_cut = true) {
        const Piece &a = m_pieces[i], &b = m_pieces[j];
        const double lo = std::max(a.y0, b.y0), hi = std::min(a.y1, b.y1);
        if (!(lo < hi)) return !(a.horizontal() && passes_through(a, b)) && !(b.horizontal() && passes_through(b, a));
        if (settle_side(i, j, lo, hi)) return true;
        if (is_cut) {
            m_clear = false;
            return true;
        }
        if (!cut_pair(i, j, lo, hi)) return false;
    }
}

// False where they cross or come near each other in the rows that they share, but for an end that both have: few pairs.
inline bool PieceSides::settle_side(std::size_t i, std::size_t j, double lo, double hi) {
    const Piece &a = m_pieces[i], &b = m_pieces[j];
    const double a_east = std::max(a.x0, a.x1), b_west = std::min(b.x0, b.x1);
    if (a_east < b_west) {
        m_clear = m_clear && b_west - a_east >= 2 * kNear;
        set_side(i, j, false);
        return true;
    }
    const double b_east = std::max(b.x0, b.x1), a_west = std::min(a.x0, a.x1);
    if (b_east < a_west) {
        m_clear = m_clear && a_west - b_east >= 2 * kNear;
        set_side(j, i, false);
        return true;
    }
    const double at_lo = x_at(a, lo) - x_at(b, lo), at_hi = x_at(a, hi) - x_at(b, hi);
    const bool one_top = at_lo == 0 && a.y0 == b.y0, one_bottom = at_hi == 0 && a.y1 == b.y1;
    if (one_top && one_bottom) {
        set_side(i, j, true);
        return true;
    }
    const bool one_end = one_top || one_bottom;
    const double first = one_top ? at_hi : at_lo, second = one_bottom ? at_lo : at_hi;
    const double least = std::min(std::abs(first), std::abs(second));
    if (!(least >= kNear) || (first > 0) != (second > 0)) return false;
    if (one_end)
        m_least_end = std::min(m_least_end, least);
    else
        m_clear = m_clear && least >= 2 * kNear;
    if (first < 0)
        set_side(i, j, false);
    else
        set_side(j, i, false);
    return true;
}

bool PieceSides::cut_pair(std::size_t i, std::size_t j, double lo, double hi) {
    // They may change sides where one of them ends on the other: that one is cut there too.
    for (const double end : {lo, hi})
        for (const std::size_t p : {i, j}) {
            const Piece& other = m_pieces[p == i ? j : i];
            if (!(m_pieces[p].y0 < end && end < m_pieces[p].y1)) continue;
            if (std::abs(x_at(m_pieces[p], end) - x_at(other, end)) >= kNear) continue;
            if (m_pieces.size() + 1 > kMost) return false;
            cut_at(p, x_at(other, end), end);
        }
    const double y = crossing_y(m_pieces[i], m_pieces[j]);
    if (std::isnan(y)) return true;
    if (m_pieces.size() + 2 > kMost) return false;
    const double x = x_at(m_pieces[i], y);
    // A crossing that rounds to an end is none.
    const auto inside = [y](const Piece& p) { return p.y0 < y && y < p.y1; };
    if (!inside(m_pieces[i]) || !inside(m_pieces[j])) return false;
    cut_at(i, x, y);
    cut_at(j, x, y);
    return true;
}

// Cuts a piece at a point inside it: the northern half stays, the southern one is appended and lies as the whole did.
void PieceSides::cut_at(std::size_t piece, double x, double y) {
    const std::size_t added = m_pieces.size();
    m_least_height = std::min({m_least_height, y - m_pieces[piece].y0, m_pieces[piece].y1 - y});
    Piece south = m_pieces[piece];
    Piece& north = m_pieces[piece];
    const bool west_is_south = south.west != 0 && south.west == south.sign;
    south.x0 = north.x1 = x;
    south.y0 = north.y1 = y;
    south.top = false;
    (west_is_south ? north : south).west = 0;
    m_pieces.push_back(south);
    constexpr std::uint64_t kBoth = (std::uint64_t{1} << kMost) | 1U;
    for (std::size_t other = 0; other < added; ++other) m_west[other] |= ((m_west[other] >> piece) & kBoth) << added;
    m_west[added] = m_west[piece];
}

}  // namespace covmap::sweep
