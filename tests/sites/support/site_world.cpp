#include "sites/support/site_world.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace covmap::test {

core::Disc disc_at(double x, double y, double radius) {
    core::Disc disc;
    for (std::size_t i = 0; i < 8; ++i) {
        const double bearing = static_cast<double>(i) * std::numbers::pi / 4;
        disc.around[i] = {x + radius * std::sin(bearing), y - radius * std::cos(bearing)};
    }
    return disc;
}

core::FailingCells random_cells(std::mt19937& random, int side) {
    std::uniform_int_distribution<std::int64_t> people(0, 1000);
    std::uniform_int_distribution<int> in_three(0, 2);
    std::uniform_int_distribution<std::uint64_t> bits;
    core::FailingCells cells;
    cells.attributes = 2;
    cells.unknown = {0, 0};
    for (core::Row row = -2; row < side - 2; ++row)
        for (core::Col col = -3; col < side - 3; ++col) {
            const int kind = in_three(random);
            if (kind == 0) continue;
            core::FailingCell cell{row, col, core::TerritoryId(0)};
            std::int64_t sums[2] = {people(random), people(random)};
            if (kind == 2) {
                cell.where = bits(random) | 1;
                cell.first = cells.spread.size();
                sums[0] = sums[1] = 0;
                for (int bit = 0; bit < std::popcount(cell.where); ++bit)
                    for (std::int64_t& sum : sums) {
                        cells.spread.push_back(people(random));
                        sum += cells.spread.back();
                    }
            }
            cells.cells.push_back(cell);
            cells.people.insert(cells.people.end(), sums, sums + 2);
        }
    return cells;
}

std::vector<sites::Candidate> random_candidates(std::mt19937& random, int side, std::size_t n) {
    std::uniform_real_distribution<double> place(-3, side - 2), radius(0.6, 2.5);
    std::uniform_int_distribution<std::int64_t> cost(1, 9);
    std::vector<sites::Candidate> candidates;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = place(random), y = place(random);
        candidates.push_back({disc_at(x, y, radius(random)), cost(random), i % 3 == 0});
    }
    return candidates;
}

bool holds(const core::Disc& disc, core::Point at) {
    std::array<core::Point, core::kDiscSides> ring;
    core::disc_ring(disc, ring);
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::Point a = ring[i], b = ring[(i + 1) % ring.size()];
        if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y)) inside = !inside;
    }
    return inside;
}

Cover cover_of(const core::FailingCells& cells, const core::Disc& disc) {
    Cover cover(cells.cells.size());
    for (std::size_t cell = 0; cell < cover.size(); ++cell)
        for (int bit = 0; bit < core::kSubCells; ++bit)
            if (holds(disc, {cells.cells[cell].col + (bit % 8 + 0.5) / 8, cells.cells[cell].row + (bit / 8 + 0.5) / 8}))
                cover[cell] |= std::uint64_t{1} << static_cast<unsigned>(bit);
    return cover;
}

std::vector<Cover> covers_of(const core::FailingCells& cells, const std::vector<sites::Candidate>& candidates) {
    std::vector<Cover> covers;
    for (const sites::Candidate& candidate : candidates) covers.push_back(cover_of(cells, candidate.reach));
    return covers;
}

std::int64_t worth_of(const core::FailingCells& cells, const std::vector<Cover>& discs, const sites::Worth& worth) {
    std::int64_t sum = 0;
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell)
        for (int bit = 0; bit < core::kSubCells; ++bit) {
            const auto times = std::count_if(discs.begin(), discs.end(), [&](const Cover& cover) {
                return (cover[cell] >> static_cast<unsigned>(bit) & 1U) != 0;
            });
            if (times == 0) continue;
            for (std::size_t a = 0; a < cells.attributes; ++a)
                sum += std::min<std::int64_t>(times, worth.serve) * cells.at(cell, bit, a) * worth.weights[a];
        }
    return sum;
}

std::int64_t served_by(const core::FailingCells& cells, const std::vector<Cover>& discs, std::size_t attribute) {
    sites::Worth worth{std::vector<std::int64_t>(cells.attributes), 1, std::nullopt};
    worth.weights[attribute] = 1;
    return worth_of(cells, discs, worth);
}

}  // namespace covmap::test
