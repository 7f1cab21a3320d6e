// How many cells the map of a job may have.
#pragma once

#include "core/grid.hpp"
#include "model/job/job.hpp"

namespace covmap::run {

/// Refuses a frame of a million million cells or more, and one that reaches over 2^26 cells from the lattice's origin, where
/// places are no longer exact to 2^-24 of a cell: cells of a millimetre, or demand and territories on other sides of the Earth.
/// Error(input) with the number of cells and the remedy.
void refuse_huge_frame(const core::Frame& frame, const model::Job& job);

}  // namespace covmap::run
