// Collects the members of one [[zones]] in one band and labels them. Internal to the room.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/demand.hpp"
#include "core/sink.hpp"
#include "zones/band_zones.hpp"
#include "zones/union_find.hpp"
#include "zones/verdicts.hpp"

namespace covmap::zones {

/// Not thread-safe; buffers are reused from band to band. Memory: the members of one band.
class BandBuilder {
public:
    BandBuilder(const ZonePlan& plan, const core::CellAreas& areas);

    void begin(core::Row band);
    /// A run of uncut cells that fails.
    void run(const core::Group& group, Verdict verdict, std::span<const std::uint64_t> signature);
    /// A cut cell of which some part fails; one verdict a part.
    void cut(const core::CutCell& cell, std::span<const Verdict> verdicts, const core::SignatureLookup& signatures);
    BandZones finish();

private:
    struct Node {
        std::uint32_t territory = 0;
        std::int64_t outline_area = 0;
        Summit summit;
    };
    struct Leaf {
        std::uint32_t territory = kNone;  ///< of the member; kNone: no member
        std::uint32_t node = kNone;
        std::int64_t area = 0;  ///< dm2 of the sub-cell
    };

    std::uint32_t add_node(std::uint32_t territory);
    void add_block(std::uint32_t node, core::Row row, core::Col begin, core::Col end);
    void add_values(std::uint32_t node, std::uint32_t territory, Verdict verdict, std::span<const std::int64_t> values);
    void add_square(std::uint32_t node, core::Row row, core::Col col, std::int64_t weight);
    void add_present(std::uint32_t node, std::span<const std::uint64_t> signature);
    void add_empty(std::uint32_t territory, Verdict verdict, std::int64_t area);
    void whole_run(const core::Group& group, Verdict verdict, std::span<const std::uint64_t> signature);
    void streak(const core::Group& group, std::size_t first, std::size_t last, Verdict verdict,
                std::span<const std::uint64_t> signature);
    void whole_cell(const core::CutCell& cell, std::span<const Verdict> verdicts, const core::SignatureLookup& signatures);
    bool is_whole(const core::CutCell& cell, std::span<const Verdict> verdicts) const;
    void find_members(const core::CutCell& cell, std::span<const Verdict> verdicts);
    void share_points(const core::CutCell& cell);
    void divide(const core::CutCell& cell, std::uint32_t part);
    void judge_leaf(const core::CutCell& cell, std::span<const Verdict> verdicts,
                    std::span<const core::Quarters::PartShare> shares, Leaf& leaf);
    void place_leaves(const core::CutCell& cell);
    void give_values(const core::CutCell& cell, std::span<const Verdict> verdicts, const core::SignatureLookup& signatures);
    std::int64_t unit_weight(const core::CutCell& cell, std::span<const Verdict> verdicts, std::uint32_t unit) const;

    void join_neighbours();
    void resolve_pending(BandZones& out);
    void add_outside(std::uint32_t node, const std::int64_t* values);
    [[nodiscard]] std::uint32_t member_at(core::Row sub_row, core::Col sub_col, std::uint32_t unit) const;
    std::vector<std::uint32_t> number_atoms(BandZones& out);
    void gather_accounts(const std::vector<std::uint32_t>& atom_of, BandZones& out);
    void gather_squares(const std::vector<std::uint32_t>& atom_of, BandZones& out);
    void gather_boxes(const std::vector<std::uint32_t>& atom_of, BandZones& out);

    const ZonePlan& m_plan;
    const core::CellAreas& m_areas;
    core::Row m_band = 0;
    int m_detail = 1;
    std::vector<Node> m_nodes;
    std::vector<std::uint64_t> m_present;           ///< words a node
    std::vector<std::vector<Interval>> m_sub_rows;  ///< atom: the node
    Accounts m_accounts;                            ///< atom: the node
    Accounts m_outside;                             ///< by node
    Accounts m_empty;
    std::vector<Square> m_squares;
    std::vector<Pending> m_pending;
    UnionFind m_atoms, m_components;
    // Scratch of a cell, leaves row by row.
    std::vector<Leaf> m_leaves;
    std::vector<std::uint32_t> m_z_of;  ///< row-major position -> number of the leaf
    std::vector<std::int64_t> m_divided, m_scratch;
    std::vector<core::Quarters::PartShare> m_whole_shares;
    std::vector<std::uint32_t> m_leaf_of;                                ///< per point of the cell
    std::vector<std::vector<core::Quarters::PartShare>> m_point_shares;  ///< per leaf: people in 2^-16, where points hold some
    std::vector<std::int64_t> m_rest;
};

[[noreturn]] void sum_overflowed();
/// Adds `columns` values to those of `into`. Throws Error(check) on overflow.
void add_sums(const std::int64_t* values, std::size_t columns, std::int64_t* into);
/// Sorts by (atom, territory) and adds up. Throws Error(check) on overflow.
Accounts summed(const Accounts& accounts, std::size_t columns);

}  // namespace covmap::zones
