// Cuts the edges of a band into pieces and toggles.
#pragma once

#include <cstdint>
#include <span>

#include "core/grid.hpp"
#include "sweep/piece.hpp"

namespace covmap::sweep {

/// Where an edge (canonical: p north of q) crosses a row line: exactly decided against the column lines.
struct LineCrossing {
    double u;
    core::Col col;  ///< shifted cell: the crossing lies in (col, col + 1]
};
LineCrossing cross_row_line(core::Point p, core::Point q, core::Row line);

/// Columns of one owner in one band that are wholly inside it, so that its pieces there can go.
class SolidColumns {
public:
    virtual ~SolidColumns() = default;
    [[nodiscard]] virtual bool solid(core::Row row, core::Col col) const = 0;
};

/// The pieces and toggles of one band within the frame. Every crossing is computed from the whole edge in canonical direction,
/// so that two rings that share an edge get the same bits, whatever their orientation.
class Cutter {
public:
    /// Starts a band: rows [row_begin, row_end) and columns [col_begin, col_end) of the frame.
    void begin(const core::CellBox& cells);
    /// An edge from p to q, snapped. Pieces in `solid` cells are left out, toggles are not.
    void add_edge(std::uint32_t owner, core::Point p, core::Point q, const SolidColumns* solid = nullptr);
    /// Sorts what was added. Keys: (row - row_begin) * key_width() + column - col_begin.
    void finish();

    [[nodiscard]] std::uint32_t key_width() const { return m_width + 1; }
    [[nodiscard]] const Keyed<Piece>& pieces() const { return m_pieces; }
    [[nodiscard]] const Keyed<Toggle>& toggles() const { return m_toggles; }
    [[nodiscard]] std::uint64_t edges() const { return m_edges; }

private:
    struct Edge;
    void cut_row(const Edge& e, core::Row row);
    void cut_columns(const Edge& e, core::Row row, double va, double vb, LineCrossing a, LineCrossing b, bool from_top);
    void add_piece(const Edge& e, core::Row row, core::Col col, const Piece& piece);

    core::CellBox m_cells;
    std::uint32_t m_width = 0;
    std::uint64_t m_edges = 0;
    Keyed<Piece> m_pieces;
    Keyed<Toggle> m_toggles;
    std::vector<std::uint64_t> m_scratch;
};

}  // namespace covmap::sweep
