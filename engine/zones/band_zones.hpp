// The zones of one band, before they are joined with those of its neighbours. Internal to the room.
#pragma once

#include <cstdint>
#include <vector>

#include "core/grid.hpp"
#include "core/units.hpp"
#include "model/job/job.hpp"

namespace covmap::zones {

inline constexpr std::uint32_t kNone = 0xffffffffU;

/// What one [[zones]] asks, on the territories of a job. Outlives builders and joins.
struct ZonePlan {
    const model::ZonesSpec* spec = nullptr;
    std::size_t attribute = 0;           ///< that ranks
    std::size_t stride = 1;              ///< attributes + 1
    std::size_t words = 1;               ///< of a signature
    std::vector<std::uint32_t> unit_of;  ///< per territory: where it lies for `within`; kNone: not published, as if outside
    int depth = 0;                       ///< detail = 2^depth
    [[nodiscard]] std::size_t columns() const { return 2 * stride; }  ///< white, then grey
};

/// Sub-cells [begin, end) of one sub-row that belong to one atom.
struct Interval {
    core::Col begin = 0, end = 0;
    std::uint32_t atom = 0;
};

/// Sub-cells of one atom.
struct Box {
    std::uint32_t atom = 0;
    core::Row row_begin = 0, row_end = 0;
    core::Col col_begin = 0, col_end = 0;
    auto operator<=>(const Box&) const = default;
};

/// Integers by (atom, territory); `values` in ZonePlan::columns().
struct Accounts {
    std::vector<std::uint32_t> atom, territory;
    std::vector<std::int64_t> values;
};

struct Square {
    std::uint32_t atom = 0;
    core::Row row = 0;
    core::Col col = 0;
    std::int64_t weight = 0;
};

/// The most populated square so far: weight of the ranking attribute that fails in the whole cell within the unit.
struct Summit {
    std::int64_t weight = -1;
    core::Row row = 0;
    core::Col col = 0;
    /// Is it before `o`: more, else north, else west?
    [[nodiscard]] bool above(const Summit& o) const {
        if (weight != o.weight) return weight > o.weight;
        return row != o.row ? row < o.row : col < o.col;
    }
};

/// Failing integers of a sub-cell that is no member: they go to the adjacent member of their unit with the smallest (row,
/// column).
struct Pending {
    core::Row sub_row = 0;
    core::Col sub_col = 0;
    std::uint32_t territory = 0;
    core::Row row = 0;  ///< its cell
    core::Col col = 0;
    std::uint32_t local = kNone;       ///< on a band's first sub-row: the atom that has it unless the band above does
    std::vector<std::int64_t> values;  ///< ZonePlan::columns()
    std::vector<std::uint64_t> present;
};

/// Atoms: sub-cells of one territory that hang together, and within a band, numbered from north to south and west to east.
struct BandZones {
    core::Row band = 0;
    std::vector<std::uint32_t> territory;    ///< per atom
    std::vector<std::uint32_t> component;    ///< per atom: atoms of one unit that hang together share the smallest of them
    std::vector<std::int64_t> outline_area;  ///< per atom, dm2
    std::vector<Summit> summit;              ///< per atom
    std::vector<std::uint64_t> present;      ///< per atom: plan.words
    Accounts accounts;                       ///< sorted by (atom, territory)
    Accounts outside;             ///< of them what lies in no member of their unit, by atom; territory unused, values in
                                  ///< ZonePlan::stride
    std::vector<Square> squares;  ///< sorted by (atom, row, col)
    std::vector<Box> boxes;
    std::vector<Interval> first, last;  ///< of the band's first and last sub-row
    std::vector<Pending> up, down;      ///< on the first and last sub-row: the neighbouring band decides
    Accounts scattered, empty;          ///< atom unused; by territory
};

}  // namespace covmap::zones
