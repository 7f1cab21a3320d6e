// Edges of areas by the row of cells that they touch, to ask whether points lie in them.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "core/chain_store.hpp"
#include "core/grid.hpp"

namespace covmap::run {

struct GridEdge {
    core::Point from, to;  ///< grid coordinates, as the ring goes
};

/// Calls visit(owner, edge) once for each edge of a store, wherever its chains are cut.
void for_each_edge(const core::ChainStore& store, const std::function<void(std::uint32_t, const GridEdge&)>& visit);

/// The edges of one area: of rings oriented as core::add_ring() does, whose interiors count +1. Memory: 32 bytes for each row
/// that an edge touches.
class RowEdges {
public:
    void add(const GridEdge& edge);
    void add(const core::ChainStore& store);
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    [[nodiscard]] const core::ChainStore::Bounds& bounds() const { return m_bounds; }
    /// In the area, whichever side its border is of. Cost: the edges of the point's row.
    [[nodiscard]] bool holds(core::Point p) const;

private:
    std::map<core::Row, std::vector<GridEdge>> m_rows;
    core::ChainStore::Bounds m_bounds;
};

/// Of each point the smallest number among `owner_of[owner]` whose area holds it, or kNobody. Cost: one look at each edge, and at
/// the points of its rows.
inline constexpr std::uint32_t kNobody = ~std::uint32_t{0};
std::vector<std::uint32_t> holders_of(const core::ChainStore& store, const std::vector<std::uint32_t>& owner_of,
                                      const std::vector<core::Point>& points);

}  // namespace covmap::run
