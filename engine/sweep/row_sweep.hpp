// One row from west to east: the state on its top line, its runs of uncut cells and its cut cells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/demand.hpp"
#include "core/interner.hpp"
#include "core/sink.hpp"
#include "sweep/cell.hpp"
#include "sweep/cutter.hpp"
#include "sweep/quarters.hpp"
#include "sweep/row_order.hpp"
#include "sweep/shares.hpp"
#include "sweep/sweep.hpp"

namespace covmap::sweep {

/// The demand of one band with prefix sums, so that the people of any run of cells are one difference.
struct BandDemand {
    core::DemandRows rows;
    std::vector<std::vector<std::int64_t>> prefix;  ///< [attribute][cell], one more entry than cells
    void sum_up();
};

/// State and emission for one worker; reused from row to row.
class RowSweep {
public:
    RowSweep(const SweepInput& input, SweepReport& report);

    /// Sweeps a row of the band that `cutter` holds.
    void sweep(core::Row row, const core::CellBox& band, const Cutter& cutter, const BandDemand& demand,
               std::span<core::Sink* const> sinks);
    [[nodiscard]] const core::Interner& signatures() const { return m_interner; }

private:
    void apply(const Toggle& toggle);
    void set_bit(std::uint32_t bit, bool present);
    void hold(std::uint32_t polygon, bool present);
    void add_outside(std::int64_t area);
    void mark_polygon(std::uint32_t crossing);
    [[nodiscard]] bool is_polygon(std::uint32_t owner) const { return owner >= m_input.territories + m_input.bits; }
    void emit_row(core::Col begin, core::Col end);
    void emit_run(core::Col begin, core::Col end);
    void emit_uncut_points(core::Col col);
    void add_points(std::size_t cell);
    void place_point(std::size_t point);
    std::size_t part_of(const core::CellPart& key);
    std::size_t add_part(const core::CellPart& key);
    void order_parts();
    void account_run(std::uint32_t territory, std::int64_t cells, std::int64_t area);
    void emit_cell(core::Col col, std::span<const std::uint32_t> order, const std::vector<Piece>& pieces);
    void localise(std::span<const std::uint32_t> order, const std::vector<Piece>& pieces);
    void account_parts(std::int64_t area);
    void account_share(std::uint32_t territory, double share);
    void account_taken(std::uint32_t territory, double taken, double lost, std::int64_t area);
    bool emit_one_owner(core::Col col, std::int64_t area, std::span<const std::uint32_t> order, const std::vector<Piece>& pieces);
    bool takes_one_owner(std::uint32_t owner);
    template <class SignatureOf>
    void emit_parts(core::Col col, std::int64_t area, std::span<const Part> parts, SignatureOf&& signature_of);
    template <class SignatureOf>
    void emit_groups(core::Col col, std::size_t cell, bool has_cell, std::int64_t area, std::span<const Part> parts,
                     SignatureOf&& signature_of);
    void divide_people(std::size_t cell, std::size_t parts);
    void tell_cut(core::Col col, std::int64_t area, bool inhabited);
    std::uint32_t signature_of(std::uint32_t territory);
    void keep_uncut_bits();
    std::uint32_t part_signature(const Part& part);
    std::int64_t area_to(core::Col col);

    /// The cell at hand, for sinks.
    class Cell final : public QuarteredCell {
    public:
        explicit Cell(RowSweep& sweep) : QuarteredCell(sweep.m_input.territories), m_sweep(sweep) {}

    private:
        void make_geometry(core::CellGeometry& out) const override {
            sort_pieces(m_sweep.m_pieces);
            cell_geometry(m_sweep.m_owners, m_sweep.m_pieces, m_sweep.m_background, out);
        }
        RowSweep& m_sweep;
    };

    const SweepInput& m_input;
    SweepReport& m_report;
    core::Interner m_interner;
    CellSolver m_solver;
    Shares m_shares;

    // State at the current corner.
    std::vector<std::int32_t> m_winding;   ///< per owner
    std::vector<std::uint64_t> m_words;    ///< presence of the bits
    std::vector<std::uint32_t> m_active;   ///< territories present, sorted
    std::vector<std::uint32_t> m_holding;  ///< demand polygons present, sorted
    std::size_t m_open = 0;                ///< owners whose winding is not 0

    // The row at hand.
    RowOrder m_piece_order, m_toggle_order;
    core::Row m_row = 0;
    const BandDemand* m_demand = nullptr;
    std::span<core::Sink* const> m_sinks;
    std::size_t m_cell = 0, m_row_end = 0;  ///< demand cells of the row not yet passed
    core::Col m_area_col = 0;
    std::int64_t m_area_sum = 0;
    bool m_area_known = false;

    // Scratch of a cell.
    std::vector<CellOwner> m_owners;
    std::vector<Piece> m_pieces;
    std::vector<std::uint64_t> m_part_words;
    std::vector<std::uint64_t> m_uncut_words;  ///< of the layers that nothing cuts
    std::size_t m_first_layer = 0;             ///< in m_owners
    std::uint32_t m_background = kNoTerritory;
    Cell m_cut;
    std::vector<core::CellPart> m_parts;
    std::vector<std::int64_t> m_values;  ///< of m_parts, row-major
    std::vector<std::int64_t> m_run_values;
    std::vector<std::int64_t> m_quanta;  ///< [attribute][part], the area last
    // Of a cell whose people stand at points.
    std::size_t m_base_parts = 0;  ///< those of m_parts that have an area
    std::vector<std::uint32_t> m_order, m_new_number;
    std::vector<std::size_t> m_point_order;
    std::vector<core::CellPoint> m_points;
    std::vector<std::int64_t> m_point_values;
    std::vector<std::int32_t> m_point_winding;
};

}  // namespace covmap::sweep
