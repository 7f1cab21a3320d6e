// Small worlds of people who fail a standard, with discs over them.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "core/disc.hpp"
#include "core/failing_cells.hpp"
#include "sites/choose.hpp"

namespace covmap::test {

/// A circle in grid coordinates.
core::Disc disc_at(double x, double y, double radius);

/// Some cells of a square of `side` cells, sorted: evenly filled, or with some people in some sub-cells; two attributes.
core::FailingCells random_cells(std::mt19937& random, int side);

std::vector<sites::Candidate> random_candidates(std::mt19937& random, int side, std::size_t n);

/// Is the middle of a sub-cell inside the 64 sides of a disc? By the crossings of a ray.
bool holds(const core::Disc& disc, core::Point at);

/// The sub-cells of each cell whose middle a disc holds.
using Cover = std::vector<std::uint64_t>;
Cover cover_of(const core::FailingCells& cells, const core::Disc& disc);
std::vector<Cover> covers_of(const core::FailingCells& cells, const std::vector<sites::Candidate>& candidates);

/// People of an attribute who have at least one of these discs, counted sub-cell by sub-cell.
std::int64_t served_by(const core::FailingCells& cells, const std::vector<Cover>& discs, std::size_t attribute);

/// What a set of sites is worth, the slow way: people count up to `serve` times.
std::int64_t worth_of(const core::FailingCells& cells, const std::vector<Cover>& discs, const sites::Worth& worth);

}  // namespace covmap::test
