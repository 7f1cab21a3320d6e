#include "run/compute/row_edges.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::run {

namespace {

core::Row row_at(double v) { return static_cast<core::Row>(std::floor(v)); }

/// +1, -1 or 0: how the edge turns the winding of what lies east of it on the point's line.
int turn(const GridEdge& edge, core::Point p) {
    if ((edge.from.y <= p.y) == (edge.to.y <= p.y)) return 0;
    const double x = edge.from.x + (edge.to.x - edge.from.x) * ((p.y - edge.from.y) / (edge.to.y - edge.from.y));
    if (x > p.x) return 0;
    return edge.from.y < edge.to.y ? 1 : -1;
}

}  // namespace

void for_each_edge(const core::ChainStore& store, const std::function<void(std::uint32_t, const GridEdge&)>& visit) {
    const std::vector<core::Row> bands = store.bands();
    std::vector<core::Point> buffer;
    for (const core::Row band : bands)
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> vertices) {
            for (std::size_t i = 1; i < vertices.size(); ++i) {
                const GridEdge edge{vertices[i - 1], vertices[i]};
                // An edge stands in each band that it crosses: the northernmost of them counts.
                const core::Row first = core::band_of(row_at(std::min(edge.from.y, edge.to.y)));
                if (std::max(first, bands.front()) == band) visit(owner, edge);
            }
        });
}

void RowEdges::add(const GridEdge& edge) {
    const auto [north, south] = std::minmax(edge.from.y, edge.to.y);
    m_bounds.v_min = std::min(m_bounds.v_min, north), m_bounds.v_max = std::max(m_bounds.v_max, south);
    m_bounds.u_min = std::min({m_bounds.u_min, edge.from.x, edge.to.x});
    m_bounds.u_max = std::max({m_bounds.u_max, edge.from.x, edge.to.x});
    for (core::Row row = row_at(north); row <= row_at(south); ++row) m_rows[row].push_back(edge);
}

void RowEdges::add(const core::ChainStore& store) {
    for_each_edge(store, [&](std::uint32_t, const GridEdge& edge) { add(edge); });
}

std::vector<std::uint32_t> holders_of(const core::ChainStore& store, const std::vector<std::uint32_t>& owner_of,
                                      const std::vector<core::Point>& points) {
    std::vector<std::size_t> from_north(points.size());
    for (std::size_t p = 0; p < points.size(); ++p) from_north[p] = p;
    std::sort(from_north.begin(), from_north.end(), [&](std::size_t a, std::size_t b) { return points[a].y < points[b].y; });
    std::map<std::pair<std::size_t, std::uint32_t>, int> windings;
    for_each_edge(store, [&](std::uint32_t owner, const GridEdge& edge) {
        const auto [north, south] = std::minmax(edge.from.y, edge.to.y);
        auto at = std::lower_bound(from_north.begin(), from_north.end(), north,
                                   [&](std::size_t p, double y) { return points[p].y < y; });
        for (; at != from_north.end() && points[*at].y <= south; ++at)
            if (const int by = turn(edge, points[*at]); by != 0) windings[{*at, owner_of[owner]}] += by;
    });
    std::vector<std::uint32_t> holders(points.size(), kNobody);
    for (const auto& [key, winding] : windings)
        if (winding > 0) holders[key.first] = std::min(holders[key.first], key.second);
    return holders;
}

bool RowEdges::holds(core::Point p) const {
    const auto row = m_rows.find(row_at(p.y));
    if (row == m_rows.end()) return false;
    int winding = 0;
    for (const GridEdge& edge : row->second) winding += turn(edge, p);
    return winding > 0;
}

}  // namespace covmap::run
