#include "zones/served.hpp"

#include <algorithm>
#include <cmath>

#include "geodesy/geodesic.hpp"
#include "geodesy/row_foot.hpp"

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

/// The rows north or south of a place, outwards.
class ServedMap::Walk {
public:
    Walk(const ServedMap& map, core::Point from, const geodesy::Locator& locator, bool north)
        : m_map(map), m_locator(locator), m_here(locator.wgs84(from)), m_foot(from.x), m_step(north ? -1 : 1) {
        const auto row = static_cast<Row>(std::floor(from.y));
        m_next = std::lower_bound(map.m_lines.begin(), map.m_lines.end(), row, [](const Line& l, Row r) { return l.row < r; }) -
                 map.m_lines.begin();
        if (north) --m_next;
    }

    /// Looks along the next row; false where there is none, or where it and all beyond it are farther than the best.
    bool look(std::optional<Found>& best) {
        if (m_next < 0 || m_next >= static_cast<std::ptrdiff_t>(m_map.m_lines.size())) return false;
        const Line& line = m_map.m_lines[static_cast<std::size_t>(m_next)];
        m_next += m_step;
        const auto foot = geodesy::foot_on_row(m_locator, m_here, line.row + 0.5, m_foot);
        if (!foot) {
            measure_all(line, best);
            return true;
        }
        if (best && foot->distance_m * kRowsAlone > best->away.distance_m) return false;
        m_foot = foot->col;
        measure_about(line, foot->col - 0.5, best);
        return true;
    }

private:
    static constexpr double kRowsAlone = 0.999;  // what a foot's distance may be off
    static constexpr double kFootCells = 0.25;   // and its column

    auto begin(const Line& line) const { return m_map.m_runs.begin() + static_cast<std::ptrdiff_t>(line.begin); }
    auto end(const Line& line) const { return m_map.m_runs.begin() + static_cast<std::ptrdiff_t>(line.end); }

    // Along a row the distance falls to the foot and rises beyond it: the served cells on both sides of it are the nearest, and
    // the one it may stand on. Where the row goes around the Earth its ends are neighbours as well.
    void measure_about(const Line& line, double foot, std::optional<Found>& best) const {
        const double west = std::floor(foot - kFootCells), east = std::ceil(foot + kFootCells);
        const auto last = end(line);
        const auto after = std::upper_bound(begin(line), last, west, [](double c, const ServedRun& r) { return c < r.begin; });
        if (after != begin(line)) measure(line.row, std::min(static_cast<Col>(west), (after - 1)->end - 1), best);
        const auto beyond = std::upper_bound(begin(line), last, east, [](double c, const ServedRun& r) { return c < r.end; });
        if (beyond != last) measure(line.row, std::max(static_cast<Col>(east), beyond->begin), best);
        const auto on = std::upper_bound(begin(line), last, west + 1, [](double c, const ServedRun& r) { return c < r.end; });
        if (on != last && on->begin < east && west + 1 < east) measure(line.row, static_cast<Col>(west + 1), best);
        measure(line.row, begin(line)->begin, best);
        measure(line.row, (last - 1)->end - 1, best);
    }

    void measure_all(const Line& line, std::optional<Found>& best) const {
        for (auto run = begin(line); run != end(line); ++run)
            for (Col col = run->begin; col < run->end; ++col) measure(line.row, col, best);
    }

    void measure(Row row, Col col, std::optional<Found>& best) const {
        const auto path = geodesy::geodesic_path(m_here, m_locator.centre(row, col));
        if (std::isfinite(path.distance_m) && (!best || path.distance_m < best->away.distance_m))
            best = Found{row, col, {path.distance_m, path.bearing_deg}};
    }

    const ServedMap& m_map;
    const geodesy::Locator& m_locator;
    core::Point m_here;
    double m_foot;
    std::ptrdiff_t m_step, m_next = 0;
};

std::optional<ServedMap::Found> ServedMap::nearest(core::Point from, const geodesy::Locator& locator) const {
    Walk north(*this, from, locator, true), south(*this, from, locator, false);
    std::optional<Found> best;
    for (bool northwards = true, southwards = true; northwards || southwards;) {
        southwards = southwards && south.look(best);
        northwards = northwards && north.look(best);
    }
    return best;
}

}  // namespace covmap::zones
