#include "zones/served.hpp"

#include <algorithm>
#include <cmath>

#include "geodesy/geodesic.hpp"

namespace covmap::zones {

using core::Col;
using core::Row;

ServedSink::ServedSink(const Standards& standards, std::span<const std::uint32_t> market_of, std::size_t stride)
    : m_verdicts(standards), m_market_of(market_of), m_stride(stride), m_runs(standards.size()) {}

void ServedSink::add(std::size_t standard, Row row, Col begin, Col end) {
    std::vector<ServedRun>& runs = m_runs[standard];
    if (!runs.empty() && runs.back().row == row && runs.back().end == begin)
        runs.back().end = end;
    else
        runs.push_back({row, begin, end});
}

void ServedSink::group(const core::Group& group) {
    if (group.cut) return;
    const auto verdicts = m_verdicts.at(m_market_of[group.territory.value], group.signatures.front(), *m_signatures);
    for (std::size_t s = 0; s < verdicts.size(); ++s)
        if (verdicts[s] == Verdict::meets) add(s, group.row, group.col, group.col + group.cells);
}

void ServedSink::cut(const core::CutCell& cell) {
    m_met.assign(m_runs.size(), 0);
    std::int64_t inside = 0;
    const std::size_t column = cell.points.empty() ? m_stride - 1 : 0;  // by area, or by people where they stand at points
    for (std::size_t p = 0; p < cell.parts.size(); ++p) {
        const std::int64_t area = cell.values[p * m_stride + column];
        inside += area;
        const auto verdicts = m_verdicts.at(m_market_of[cell.parts[p].territory.value], cell.parts[p].signature, *m_signatures);
        for (std::size_t s = 0; s < verdicts.size(); ++s)
            if (verdicts[s] == Verdict::meets) m_met[s] += area;
    }
    for (std::size_t s = 0; s < m_met.size(); ++s)
        if (m_met[s] > 0 && 2 * m_met[s] >= inside) add(s, cell.row, cell.col, cell.col + 1);
}

ServedMap::ServedMap(std::vector<ServedRun> runs) : m_runs(std::move(runs)) {
    std::sort(m_runs.begin(), m_runs.end());
    for (std::size_t begin = 0, end = 0; begin < m_runs.size(); begin = end) {
        for (end = begin; end < m_runs.size() && m_runs[end].row == m_runs[begin].row; ++end) {
        }
        m_lines.push_back({m_runs[begin].row, begin, end});
    }
}

Col ServedMap::nearest_col(const Line& line, Col col) const {
    const auto begin = m_runs.begin() + static_cast<std::ptrdiff_t>(line.begin),
               end = m_runs.begin() + static_cast<std::ptrdiff_t>(line.end);
    const auto after = std::upper_bound(begin, end, col, [](Col c, const ServedRun& r) { return c < r.begin; });
    if (after == begin) return after->begin;
    const ServedRun& west = *(after - 1);
    if (col < west.end) return col;
    if (after == end || col - (west.end - 1) <= after->begin - col) return west.end - 1;
    return after->begin;
}

std::optional<ServedMap::Found> ServedMap::nearest(core::Point from, const geodesy::Locator& locator) const {
    const auto row = static_cast<Row>(std::floor(from.y));
    const auto col = static_cast<Col>(std::floor(from.x));
    const core::Point here = locator.wgs84(from);
    // Two walks, north and south of the place, each time on with the nearer row.
    std::ptrdiff_t south =
        std::lower_bound(m_lines.begin(), m_lines.end(), row, [](const Line& l, Row r) { return l.row < r; }) - m_lines.begin();
    std::ptrdiff_t north = south - 1;
    const double row_m =
        geodesy::geodesic_distance_m(locator.wgs84({from.x, from.y - 0.5}), locator.wgs84({from.x, from.y + 0.5}));
    std::optional<Found> best;
    while (north >= 0 || south < static_cast<std::ptrdiff_t>(m_lines.size())) {
        const bool has_north = north >= 0, has_south = south < static_cast<std::ptrdiff_t>(m_lines.size());
        const Row up = has_north ? row - m_lines[static_cast<std::size_t>(north)].row : 0;
        const Row down = has_south ? m_lines[static_cast<std::size_t>(south)].row - row : 0;
        const bool go_north = has_north && (!has_south || up < down);
        const Line& line = m_lines[static_cast<std::size_t>(go_north ? north-- : south++)];
        const double rows_away = std::abs(line.row + 0.5 - from.y);
        if (best && rows_away * row_m * 0.9 > best->away.distance_m) break;
        const Col to = nearest_col(line, col);
        const auto path = geodesy::geodesic_path(here, locator.centre(line.row, to));
        if (std::isfinite(path.distance_m) && (!best || path.distance_m < best->away.distance_m))
            best = Found{line.row, to, {path.distance_m, path.bearing_deg}};
    }
    return best;
}

}  // namespace covmap::zones
