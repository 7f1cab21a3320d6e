#include "measure/cells/place_sink.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace covmap::measure {

std::vector<PlaceQuery> point_queries(std::span<const core::Point> points) {
    std::vector<PlaceQuery> queries;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const core::Point at = points[i];
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
        const double col = std::floor(at.x), row = std::floor(at.y);
        queries.push_back({static_cast<core::Row>(row), static_cast<core::Col>(col), at.x - col, at.y - row, i});
    }
    std::sort(queries.begin(), queries.end(), [](const PlaceQuery& a, const PlaceQuery& b) {
        return std::tie(a.row, a.col, a.number) < std::tie(b.row, b.col, b.number);
    });
    return queries;
}

std::vector<PlaceQuery> place_queries(const std::vector<model::Place>& places) {
    std::vector<core::Point> points;
    for (const model::Place& place : places) points.push_back(place.grid);
    return point_queries(points);
}

template <class Visit>
void PlaceSink::for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit) const {
    auto at = std::lower_bound(
        m_queries.begin(), m_queries.end(), std::pair(row, begin),
        [](const PlaceQuery& q, const std::pair<core::Row, core::Col>& cell) { return std::pair(q.row, q.col) < cell; });
    for (; at != m_queries.end() && at->row == row && at->col < end; ++at) visit(*at);
}

void PlaceSink::add(std::size_t number, core::TerritoryId territory, std::uint32_t signature) {
    const auto bits = m_signatures->bits(signature);
    m_found.push_back({number, territory, {bits.begin(), bits.end()}});
}

void PlaceSink::group(const core::Group& group) {
    for_each(group.row, group.col, group.col + group.cells,
             [&](const PlaceQuery& q) { add(q.number, group.territory, group.signatures.front()); });
}

void PlaceSink::cut(const core::CutCell& cell) {
    for_each(cell.row, cell.col, cell.col + 1, [&](const PlaceQuery& q) {
        const int part = cell.part_at(q.x, q.y);
        if (part >= 0)
            add(q.number, cell.parts[static_cast<std::size_t>(part)].territory,
                cell.parts[static_cast<std::size_t>(part)].signature);
    });
}

}  // namespace covmap::measure
