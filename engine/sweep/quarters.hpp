// Where the parts of a cut cell lie: quarters of the cell, quarters of its quarters.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/cut_cell.hpp"
#include "core/sink.hpp"
#include "sweep/cell.hpp"
#include "sweep/quadrant.hpp"

namespace covmap::sweep {

/// Solves the quarters of one cell after the other; buffers are reused. Not thread-safe.
/// The shares follow from the geometry's 2^-15 of a cell, so that a cell read back from cells.covc gives the same.
class QuarterSolver {
public:
    explicit QuarterSolver(std::uint32_t territories) : m_territories(territories), m_solver(territories) {}

    /// Down to `depth` (1..3). A state that is no part of the cell (a sliver of it was rounded away) has no share.
    void solve(const core::CellGeometry& geometry, std::span<const core::CellPart> parts, const core::SignatureLookup& signatures,
               int depth, core::Quarters& out);
    /// The part at a place (0..1, y south), or -1 outside every territory.
    int part_at(const core::CellGeometry& geometry, std::span<const core::CellPart> parts,
                const core::SignatureLookup& signatures, double x, double y);

private:
    void start(const core::CellGeometry& geometry, std::span<const core::CellPart> parts,
               const core::SignatureLookup& signatures);
    void solve_node(int level, core::Quarters& out);
    void solve_crossed(const Quadrant& node);
    void add_share(std::uint32_t territory, double share);
    void push_node(int level, core::Quarters& out) const;
    void fill_below(int level, core::Quarters& out) const;
    [[nodiscard]] std::uint32_t constant_state(const std::vector<std::int32_t>& winding, const std::vector<bool>& crossed);
    [[nodiscard]] int part_of(std::uint32_t territory) const;

    std::uint32_t m_territories;
    CellSolver m_solver;
    const core::CellGeometry* m_geometry = nullptr;
    std::span<const core::CellPart> m_parts;
    std::size_t m_words = 1;
    std::vector<std::uint64_t> m_part_masks;  ///< per part: which of the geometry's layers are present
    std::vector<std::uint64_t> m_common;      ///< of the first part of each territory: what all its parts have
    std::vector<std::uint64_t> m_mask;        ///< of the state at hand
    std::vector<std::uint64_t> m_constant;    ///< of the owners that do not cross the node
    std::vector<Quadrant> m_nodes;            ///< one a level
    std::vector<core::Quarters::PartShare> m_shares;
    std::vector<bool> m_crossed;
    std::vector<std::uint32_t> m_local_of;
    std::vector<CellOwner> m_local;
    std::vector<std::uint32_t> m_global_of;
    std::vector<Piece> m_pieces;
    int m_depth = 0;
};

/// A cut cell whose quarters are worked out when somebody asks. make_geometry() tells its borders.
class QuarteredCell : public core::CutCell {
public:
    explicit QuarteredCell(std::uint32_t territories) : m_solver(territories) {}
    /// Another cell follows.
    void renew(const core::SignatureLookup& signatures) {
        m_signatures = &signatures;
        m_known = false;
        m_quarters.depth = 0;
    }
    [[nodiscard]] const core::CellGeometry& geometry() const override;
    [[nodiscard]] const core::Quarters& quarters(int depth) const override;
    [[nodiscard]] int part_at(double x, double y) const override {
        return m_solver.part_at(geometry(), parts, *m_signatures, x, y);
    }

protected:
    virtual void make_geometry(core::CellGeometry& out) const = 0;

private:
    const core::SignatureLookup* m_signatures = nullptr;
    mutable QuarterSolver m_solver;
    mutable core::CellGeometry m_geometry;
    mutable core::Quarters m_quarters;
    mutable bool m_known = false;
};

/// The winding of each owner at a place of the cell (0..1, y south).
void windings_at(const core::CellGeometry& geometry, double x, double y, std::vector<std::int32_t>& winding);

/// Pieces and owners of a solved cell in the units of CellGeometry. Pieces are sorted, and those of layers that are present all
/// over the cell may have been dropped.
void cell_geometry(std::span<const CellOwner> owners, std::span<const Piece> pieces, std::uint32_t background,
                   core::CellGeometry& out);

}  // namespace covmap::sweep
