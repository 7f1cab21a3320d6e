// A cut cell as sinks see it: its parts with their integers, and where they lie in it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/units.hpp"

namespace covmap::core {

/// One (territory, signature) of a cell; the outside is no part.
struct CellPart {
    TerritoryId territory;
    std::uint32_t signature = 0;  ///< provisional number, local to the worker
    bool operator==(const CellPart&) const = default;
};

/// Coordinates inside a cell are kept in 2^-15 of it (3 cm of a square of 1 km), from its north-west corner, y growing south.
inline constexpr double kCutUnits = 32768.0;

/// What an edge leaves in a cell (sweep/piece.hpp says the same in doubles).
struct CutPiece {
    std::uint16_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< y0 <= y1
    std::uint16_t owner = 0;                       ///< position in CellGeometry::owners
    std::int8_t sign = 0;                          ///< added to the winding when crossed from west to east
    std::int8_t west = 0;  ///< added to the winding south of its end on the west side; 0: does not cross it
    bool top = false;      ///< comes in through the top line
    bool operator==(const CutPiece&) const = default;
};

/// Somebody who stands at a point of the cell: a premises.
struct CellPoint {
    std::uint16_t x = 0, y = 0;  ///< below kCutUnits
    std::uint32_t part = 0;      ///< position in CutCell::parts
    bool operator==(const CellPoint&) const = default;
};

/// Somebody whose border crosses the cell, and its winding at the north-west corner. Territories are their numbers, bits of the
/// signature are the number of territories + the bit.
struct CutOwner {
    std::uint32_t owner = 0;
    std::int32_t winding = 0;
    bool operator==(const CutOwner&) const = default;
};

/// Enough to tell any point of the cell its part.
struct CellGeometry {
    std::vector<CutOwner> owners;  ///< sorted by owner
    std::vector<CutPiece> pieces;
    TerritoryId background;  ///< the smallest territory that is present in the whole cell without a border in it, or none
    bool operator==(const CellGeometry&) const = default;
};

/// Shares of the parts in the quarters of a cell, the quarters of its quarters, and so on. Node i of a level has the children
/// 4i (north-west), 4i + 1 (north-east), 4i + 2 (south-west), 4i + 3 (south-east) in the next. Shares are in 2^-16 of the node.
struct Quarters {
    static constexpr int kDeepest = 3;
    static constexpr std::uint32_t kWhole = 65536;
    struct PartShare {
        std::uint32_t part = 0;  ///< position in CutCell::parts
        std::uint32_t share = 0;
    };
    int depth = 0;
    std::array<std::vector<std::uint32_t>, kDeepest> start;  ///< per level (1 first): 4^level + 1 positions in shares
    std::array<std::vector<PartShare>, kDeepest> shares;

    /// Shares of node `index` of `level` (1..depth).
    [[nodiscard]] std::span<const PartShare> node(int level, std::uint32_t index) const {
        const auto& at = start[static_cast<std::size_t>(level - 1)];
        return std::span(shares[static_cast<std::size_t>(level - 1)]).subspan(at[index], at[index + 1] - at[index]);
    }
};

/// Row and column of a leaf among the 2^depth x 2^depth sub-cells.
struct SubCell {
    Row row = 0;
    Col col = 0;
};
SubCell sub_cell(std::uint32_t leaf, int depth);

/// Divides integers of a part over the leaves of `depth`, level by level, in the order of the children, by cumulative rounding
/// with the shares: q_i = round(V c_i / c_4) - round(V c_(i-1) / c_4). So the leaves add up to V, and what a leaf gets does not
/// depend on how much deeper others look. A part without any share goes to the north-west. `values` >= 0, one each column;
/// `leaves` gets 4^depth x values.size() integers, row-major by leaf; `scratch` is reused.
void divide_over_leaves(const Quarters& quarters, int depth, std::uint32_t part, std::span<const std::int64_t> values,
                        std::vector<std::int64_t>& leaves, std::vector<std::int64_t>& scratch);

/// A cut cell, or one whose people stand at points. Valid during the call that hands it out.
///
/// Where there are points, all its people stand at them: parts that differ in what is on offer at a premises follow the part
/// whose area they stand in, hold people and no area, and no geometry() knows them.
class CutCell {
public:
    Row row = 0;
    Col col = 0;
    bool inhabited = false;                      ///< some attribute of its demand is above 0
    std::int64_t area = 0;                       ///< of the whole cell, dm2
    std::span<const CellPart> parts;             ///< sorted by territory; signatures distinct within one
    std::span<const std::int64_t> values;        ///< row-major, stride = attributes + 1, the area last
    std::span<const CellPoint> points;           ///< sorted by place; empty: people are spread over their parts
    std::span<const std::int64_t> point_values;  ///< row-major, attributes a point; those of a part add up to its people

    virtual ~CutCell() = default;
    [[nodiscard]] virtual const CellGeometry& geometry() const = 0;
    /// Computed when first asked for, from geometry().
    [[nodiscard]] virtual const Quarters& quarters(int depth) const = 0;
    /// The part at a place of the cell (0..1, y south), from geometry(); -1 outside every territory.
    [[nodiscard]] virtual int part_at(double x, double y) const = 0;
};

/// The leaf of `depth` (0: the whole cell) in which a point stands, in the order of Quarters' nodes.
std::uint32_t leaf_of(const CellPoint& point, int depth);

}  // namespace covmap::core
