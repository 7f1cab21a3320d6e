// Cuts the edges of a band into pieces and toggles.
#pragma once

#include <cstdint>
#include <vector>

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
    /// An edge from p to q, snapped. Pieces in `solid` cells are left out; what they would have toggled is not.
    void add_edge(std::uint32_t owner, core::Point p, core::Point q, const SolidColumns* solid = nullptr);

    /// Of a row of the band; columns of toggles go up to the frame's width.
    [[nodiscard]] const RowItems<Piece>& pieces(core::Row row) const { return m_rows[line_of(row)].pieces; }
    [[nodiscard]] const RowItems<Toggle>& toggles(core::Row row) const { return m_rows[line_of(row)].toggles; }
    [[nodiscard]] std::uint64_t edges() const { return m_edges; }
    [[nodiscard]] std::uint64_t piece_count() const;

private:
    struct Edge;
    LineCrossing cut_row(const Edge& e, core::Row row, const LineCrossing& a);
    bool keep_whole(const Edge& e, core::Row row, double va, double vb, const LineCrossing& a, const LineCrossing& b,
                    bool from_top);
    bool cut_columns(const Edge& e, core::Row row, double va, double vb, const LineCrossing& a, const LineCrossing& b,
                     bool from_top);
    bool add_piece(const Edge& e, core::Row row, core::Col col, const Piece& piece);
    [[nodiscard]] std::size_t line_of(core::Row row) const { return static_cast<std::size_t>(row - m_cells.row_begin); }

    struct Line {
        RowItems<Piece> pieces;
        RowItems<Toggle> toggles;
    };
    core::CellBox m_cells;
    std::uint64_t m_edges = 0;
    std::vector<Line> m_rows;
};

}  // namespace covmap::sweep
