#include "sweep/cutter.hpp"

#include <algorithm>
#include <cmath>

#include "core/exact.hpp"

namespace covmap::sweep {

using core::Col;
using core::Point;
using core::Row;

namespace {

// The shifted cell of a coordinate: x lies in (cell, cell + 1].
Col shifted_cell(double x) {
    const auto whole = static_cast<Col>(x);  // towards zero
    return x > whole ? whole : whole - 1;
}

Row floor_row(double y) {
    const auto whole = static_cast<Row>(y);
    return y < whole ? whole - 1 : whole;
}

// The nearest integer, ties to even, for |x| < 2^51.
double nearest_integer(double x) {
    constexpr double kShift = 6755399441055744.0;  // 1.5 x 2^52
    return (x + kShift) - kShift;
}

}  // namespace

/// p is north of q, or west of it on the same line; sign is that of the ring's direction.
struct Cutter::Edge {
    Point p, q;
    std::uint32_t owner;
    std::int8_t sign;
    const SolidColumns* solid;
};

LineCrossing cross_row_line(Point p, Point q, Row line) {
    const double du = q.x - p.x, dv = q.y - p.y;
    const double t = line - p.y;
    const double u = p.x + t * (du / dv);
    const double nearest = nearest_integer(u);
    if (std::abs(u - nearest) > 1e-6) return {u, shifted_cell(u)};
    // Too near a column line for doubles: the sign of u - nearest, exactly.
    const int side = core::cross_sign(t, nearest - p.x, dv, du);
    const auto column = static_cast<Col>(nearest);
    if (side > 0) return {std::max(u, nearest), column};
    return {side == 0 ? nearest : std::min(u, nearest), column - 1};
}

void Cutter::begin(const core::CellBox& cells) {
    m_cells = cells;
    m_rows.resize(std::max(m_rows.size(), static_cast<std::size_t>(cells.row_end - cells.row_begin)));
    for (Line& line : m_rows) {
        line.pieces.clear();
        line.toggles.clear();
    }
    m_edges = 0;
}

std::uint64_t Cutter::piece_count() const {
    std::uint64_t count = 0;
    for (const Line& line : m_rows) count += line.pieces.items.size();
    return count;
}

void Cutter::add_edge(std::uint32_t owner, Point p, Point q, const SolidColumns* solid) {
    Edge e{p, q, owner, 1, solid};
    if (q.y < p.y || (q.y == p.y && q.x < p.x)) {
        std::swap(e.p, e.q);
        e.sign = -1;
    }
    ++m_edges;
    // Shifted rows: from the row below p (it crosses that line) to the one that holds q.
    const Row first = std::max(m_cells.row_begin, floor_row(e.p.y));
    const Row last = std::min(m_cells.row_end - 1, shifted_cell(e.q.y));
    if (first > last) return;
    LineCrossing from = e.p.y < first ? cross_row_line(e.p, e.q, first) : LineCrossing{e.p.x, shifted_cell(e.p.x)};
    for (Row row = first; row <= last; ++row) from = cut_row(e, row, from);
}

inline bool Cutter::add_piece(const Edge& e, Row row, Col col, const Piece& piece) {
    if (piece.west == 0 && piece.x0 == piece.x1 && piece.y0 == piece.y1 && !piece.top) return false;
    if (e.solid != nullptr && e.solid->solid(row, col)) return false;
    m_rows[line_of(row)].pieces.add(static_cast<std::uint32_t>(col - m_cells.col_begin), piece);
    return true;
}

// Row `row` holds the part of the edge in (row, row + 1], from `a` on. Returns where it ends.
LineCrossing Cutter::cut_row(const Edge& e, Row row, const LineCrossing& a) {
    const bool from_top = e.p.y <= row && e.q.y > row, goes_on = e.q.y > row + 1;
    const LineCrossing b = goes_on ? cross_row_line(e.p, e.q, row + 1) : LineCrossing{e.q.x, shifted_cell(e.q.x)};
    const double va = e.p.y < row ? row : e.p.y, vb = goes_on ? row + 1 : e.q.y;
    const bool told = a.col == b.col ? keep_whole(e, row, va, vb, a, b, from_top) : cut_columns(e, row, va, vb, a, b, from_top);
    if (told || !from_top) return b;
    const Col from = std::clamp(a.col + 1, m_cells.col_begin, m_cells.col_end);
    m_rows[line_of(row)].toggles.add(static_cast<std::uint32_t>(from - m_cells.col_begin), {e.owner, e.sign});
    return b;
}

// An edge that stays in one column of the row. Returns whether a piece tells that it comes in through the top.
inline bool Cutter::keep_whole(const Edge& e, Row row, double va, double vb, const LineCrossing& a, const LineCrossing& b,
                               bool from_top) {
    const Col col = a.col;
    if (col < m_cells.col_begin || col >= m_cells.col_end) return false;
    const auto inside = [col](double u) { return std::clamp(u - col, 0.0, 1.0); };
    return add_piece(e, row, col, {inside(a.u), va - row, inside(b.u), vb - row, e.owner, e.sign, 0, from_top}) && from_top;
}

// One that crosses column lines. Returns the same.
bool Cutter::cut_columns(const Edge& e, Row row, double va, double vb, const LineCrossing& a, const LineCrossing& b,
                         bool from_top) {
    const Col west = std::min(a.col, b.col), east = std::max(a.col, b.col);
    const Col first = std::max(west, m_cells.col_begin), last = std::min(east, m_cells.col_end - 1);
    if (first > last) return false;
    const bool eastward = a.col < b.col;
    const double slope = (e.q.y - e.p.y) / (e.q.x - e.p.x);
    const auto line_v = [&](Col line) { return std::clamp(e.p.y + (line - e.p.x) * slope, va, vb); };
    Piece piece;
    piece.owner = e.owner;
    piece.sign = e.sign;
    bool told = false;
    for (Col col = first; col <= last; ++col) {
        const bool has_west = col > west, has_east = col < east;
        const double west_x = has_west ? 0 : std::clamp((eastward ? a.u : b.u) - col, 0.0, 1.0);
        const double east_x = has_east ? 1 : std::clamp((eastward ? b.u : a.u) - col, 0.0, 1.0);
        const double west_v = has_west ? line_v(col) : (eastward ? va : vb);
        const double east_v = has_east ? line_v(col + 1) : (eastward ? vb : va);
        piece.x0 = eastward ? west_x : east_x;
        piece.x1 = eastward ? east_x : west_x;
        piece.y0 = (eastward ? west_v : east_v) - row;
        piece.y1 = (eastward ? east_v : west_v) - row;
        piece.west = static_cast<std::int8_t>(has_west ? (eastward ? -e.sign : e.sign) : 0);
        piece.top = from_top && col == a.col;
        const bool kept = add_piece(e, row, col, piece);
        told = told || (kept && piece.top);
    }
    return told;
}

}  // namespace covmap::sweep
