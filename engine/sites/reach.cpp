#include "sites/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace covmap::sites {

namespace {

constexpr int kSide = core::kSubCellsASide;
constexpr std::uint64_t kRowOfBits = 0xFF;

core::Row cell_of(double at) { return static_cast<core::Row>(std::floor(at)); }
std::int32_t cell_of_sub(std::int32_t sub) { return sub >= 0 ? sub / kSide : -((-sub + kSide - 1) / kSide); }

/// Where the disc meets the middle of each sub-row: its westmost and eastmost point.
struct Chord {
    double west = std::numeric_limits<double>::infinity(), east = -std::numeric_limits<double>::infinity();
};

void add_edge(core::Point a, core::Point b, std::int32_t first_sub_row, std::vector<Chord>& chords) {
    if (a.y > b.y) std::swap(a, b);
    const auto from = static_cast<std::int32_t>(std::ceil(a.y * kSide - 0.5));
    for (std::int32_t sub = from; (sub + 0.5) / kSide <= b.y; ++sub) {
        const double y = (sub + 0.5) / kSide;
        const double x = b.y > a.y ? a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)) : a.x;
        Chord& chord = chords[static_cast<std::size_t>(sub - first_sub_row)];
        chord.west = std::min({chord.west, x, b.y > a.y ? x : b.x});
        chord.east = std::max({chord.east, x, b.y > a.y ? x : b.x});
    }
}

}  // namespace

Reach::Reach(const core::Disc& disc) {
    std::array<core::Point, core::kDiscSides> ring;
    core::disc_ring(disc, ring);
    const auto [north, south] =
        std::minmax_element(ring.begin(), ring.end(), [](core::Point a, core::Point b) { return a.y < b.y; });
    m_first_row = cell_of(north->y);
    const auto rows = static_cast<std::size_t>(cell_of(south->y) - m_first_row + 1);
    std::vector<Chord> chords(rows * kSide);
    core::Point previous = ring.back();
    for (const core::Point& point : ring) {
        add_edge(previous, point, m_first_row * kSide, chords);
        previous = point;
    }
    m_runs.reserve(chords.size());
    for (const Chord& chord : chords)
        m_runs.push_back(chord.west <= chord.east ? Run{static_cast<std::int32_t>(std::ceil(chord.west * kSide - 0.5)),
                                                        static_cast<std::int32_t>(std::ceil(chord.east * kSide - 0.5))}
                                                  : Run{});
}

Reach::Run Reach::columns(core::Row row) const {
    Run all{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
    const Run* const runs = runs_of(row);
    for (int i = 0; i < kSide; ++i)
        if (runs[i].begin < runs[i].end) all = {std::min(all.begin, runs[i].begin), std::max(all.end, runs[i].end)};
    if (all.begin >= all.end) return {};
    return {cell_of_sub(all.begin), cell_of_sub(all.end - 1) + 1};
}

std::uint64_t Reach::of_cell(core::Row row, core::Col col) const {
    const Run* const runs = runs_of(row);
    const std::int32_t west = col * kSide;
    std::uint64_t bits = 0;
    for (int i = 0; i < kSide; ++i) {
        const std::int32_t begin = std::clamp(runs[i].begin - west, 0, kSide), end = std::clamp(runs[i].end - west, 0, kSide);
        if (begin >= end) continue;
        const std::uint64_t row_bits = (kRowOfBits >> static_cast<unsigned>(kSide - (end - begin)))
                                       << static_cast<unsigned>(begin);
        bits |= row_bits << static_cast<unsigned>(kSide * i);
    }
    return bits;
}

CellRows::CellRows(const core::FailingCells& cells) : m_cells(&cells) {
    if (cells.cells.empty()) {
        m_start = {0};
        return;
    }
    m_first_row = cells.cells.front().row;
    const auto rows = static_cast<std::size_t>(cells.cells.back().row - m_first_row + 1);
    m_start.assign(rows + 1, 0);
    for (const core::FailingCell& cell : cells.cells) ++m_start[static_cast<std::size_t>(cell.row - m_first_row) + 1];
    for (std::size_t row = 0; row < rows; ++row) m_start[row + 1] += m_start[row];
}

std::pair<std::size_t, std::size_t> CellRows::cells_of(core::Row row, Reach::Run columns) const {
    const auto at = static_cast<std::size_t>(row - m_first_row);
    const auto begin = m_cells->cells.begin() + static_cast<std::ptrdiff_t>(m_start[at]);
    const auto end = m_cells->cells.begin() + static_cast<std::ptrdiff_t>(m_start[at + 1]);
    const auto before = [](const core::FailingCell& cell, core::Col col) { return cell.col < col; };
    const auto from = std::lower_bound(begin, end, columns.begin, before);
    return {static_cast<std::size_t>(from - m_cells->cells.begin()),
            static_cast<std::size_t>(std::lower_bound(from, end, columns.end, before) - m_cells->cells.begin())};
}

}  // namespace covmap::sites
