// What the sources of a job do not say of themselves.
#pragma once

#include <string>
#include <vector>

#include "core/grid.hpp"
#include "model/job/job.hpp"

namespace covmap::run {

/// Every source of a job, in its order: demands with their land and points, territories with their passage and joins, supplies
/// with their extents, places. They live in the job.
std::vector<const model::Source*> sources_of(const model::Job& job);

/// One line that names the sources of which nobody is credited (neither title nor publisher) and those without a licence, with
/// the remedy; empty where all say both. Confidential ones are left out.
std::string missing_credits(const model::Job& job);

/// Grids of people begin at multiples of their cell. Where a raster in metres begins half a cell off in x and in y, its first
/// centre was most likely taken for a corner: a line with the remedy; else empty. Cells under 100 m, or of no whole number of
/// metres, are no such grid, and of degrees nothing can be told: publishers begin there at either.
std::string half_cell_shift(const core::Lattice& lattice);

}  // namespace covmap::run
