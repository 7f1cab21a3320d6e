#include "sweep/discs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/exact.hpp"

namespace covmap::sweep {

using core::Col;
using core::Point;
using core::Row;

DiscIndex::DiscIndex(const SweepInput& input) {
    const core::CellBox& cells = input.frame.cells;
    for (const DiscSource& source : input.discs)
        for (const core::Disc& disc : source.store->discs) {
            Point centre;
            for (const Point p : disc.around) centre = {centre.x + p.x / 8, centre.y + p.y / 8};
            double reach_u = 0, reach_v = 0;
            for (const Point p : disc.around) {
                reach_u = std::max(reach_u, std::abs(p.x - centre.x));
                reach_v = std::max(reach_v, std::abs(p.y - centre.y));
            }
            // Eight points may miss the extreme by 1 - cos(22.5 degrees) = 8 %; a disc that is no circle by more: 25 %.
            reach_u *= 1.25;
            reach_v *= 1.25;
            if (centre.x + reach_u < cells.col_begin || centre.x - reach_u > cells.col_end) continue;
            if (centre.y + reach_v < cells.row_begin || centre.y - reach_v > cells.row_end) continue;
            const Row first = core::band_of(std::max(cells.row_begin, static_cast<Row>(std::floor(centre.y - reach_v))));
            const Row last = core::band_of(std::min(cells.row_end - 1, static_cast<Row>(std::floor(centre.y + reach_v))));
            for (Row band = first; band <= last; ++band) m_bands[band].push_back({source.owner[disc.owner], &disc});
        }
    for (auto& [band, entries] : m_bands)
        std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.owner < b.owner; });
}

const std::vector<DiscIndex::Entry>& DiscIndex::in_band(Row band) const {
    const auto found = m_bands.find(band);
    return found == m_bands.end() ? m_none : found->second;
}

std::vector<Row> DiscIndex::bands() const {
    std::vector<Row> bands;
    for (const auto& [band, entries] : m_bands) bands.push_back(band);
    return bands;
}

bool DiscCutter::Solid::solid(Row row, Col col) const {
    if (col < box.col_begin || col >= box.col_end) return false;
    const auto width = static_cast<std::size_t>(box.col_end - box.col_begin) + 1;
    return cover[static_cast<std::size_t>(row - box.row_begin) * width + static_cast<std::size_t>(col - box.col_begin)] > 0;
}

void DiscCutter::Solid::reset(const core::CellBox& b) {
    box = b;
    const auto width = static_cast<std::size_t>(std::max(0, b.col_end - b.col_begin)) + 1;
    cover.assign(static_cast<std::size_t>(b.row_end - b.row_begin) * width, 0);
}

void DiscCutter::Solid::add(Row row, Col from, Col to) {
    from = std::max(from, box.col_begin);
    to = std::min(to, box.col_end);
    if (from >= to) return;
    const auto width = static_cast<std::size_t>(box.col_end - box.col_begin) + 1;
    std::int32_t* line = cover.data() + static_cast<std::size_t>(row - box.row_begin) * width;
    ++line[from - box.col_begin];
    --line[to - box.col_begin];
}

void DiscCutter::Solid::sum() {
    const auto width = static_cast<std::size_t>(box.col_end - box.col_begin) + 1;
    for (std::size_t at = 1; at < cover.size(); ++at)
        if (at % width != 0) cover[at] += cover[at - 1];
}

void DiscCutter::add_spans(const Ring& ring) {
    // Only a convex ring covers what lies between its chords.
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (core::orientation(ring[i], ring[(i + 1) % ring.size()], ring[(i + 2) % ring.size()]) > 0) return;
    const auto lines = static_cast<std::size_t>(m_solid.box.row_end - m_solid.box.row_begin) + 1;
    constexpr double kFar = std::numeric_limits<double>::infinity();
    m_chords.assign(lines, {kFar, -kFar, 0, 0});
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Point p = ring[i], q = ring[(i + 1) % ring.size()];
        if (p.y > q.y) std::swap(p, q);
        if (p.y == q.y) continue;
        const Row first = std::max(m_solid.box.row_begin, static_cast<Row>(std::ceil(p.y)));
        const Row last = std::min(m_solid.box.row_end, static_cast<Row>(std::floor(q.y)));
        for (Row line = first; line <= last; ++line) {
            const LineCrossing at = cross_row_line(p, q, line);
            Chord& chord = m_chords[static_cast<std::size_t>(line - m_solid.box.row_begin)];
            // Whole columns east of the western crossing, west of the eastern one (the crossing lies in (col, col + 1]).
            if (at.u < chord.west) chord = {at.u, chord.east, at.col + 1, chord.east_col};
            if (at.u > chord.east) chord = {chord.west, at.u, chord.west_col, at.u == at.col + 1 ? at.col + 1 : at.col};
        }
    }
    for (std::size_t i = 0; i + 1 < lines; ++i) {
        const Chord &top = m_chords[i], &bottom = m_chords[i + 1];
        if (top.west > top.east || bottom.west > bottom.east) continue;
        m_solid.add(m_solid.box.row_begin + static_cast<Row>(i), std::max(top.west_col, bottom.west_col),
                    std::min(top.east_col, bottom.east_col));
    }
}

std::uint64_t DiscCutter::cut(const std::vector<DiscIndex::Entry>& discs, const core::CellBox& cells, Cutter& cutter) {
    for (std::size_t begin = 0; begin < discs.size();) {
        std::size_t end = begin;
        m_rings.clear();
        double west = cells.col_end, east = cells.col_begin;
        for (; end < discs.size() && discs[end].owner == discs[begin].owner; ++end) {
            core::disc_ring(*discs[end].disc, m_rings.emplace_back());
            for (const Point p : m_rings.back()) {
                west = std::min(west, p.x);
                east = std::max(east, p.x);
            }
        }
        core::CellBox box = cells;
        box.col_begin = std::max(cells.col_begin, static_cast<Col>(std::floor(west)));
        box.col_end = std::max(box.col_begin, std::min(cells.col_end, static_cast<Col>(std::ceil(east))));
        m_solid.reset(box);
        for (const Ring& ring : m_rings) add_spans(ring);
        m_solid.sum();
        for (const Ring& ring : m_rings)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point p = ring[i], q = ring[(i + 1) % ring.size()];
                if (p != q) cutter.add_edge(discs[begin].owner, p, q, &m_solid);
            }
        begin = end;
    }
    return discs.size();
}

}  // namespace covmap::sweep
