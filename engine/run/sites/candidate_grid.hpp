// The nodes of a grid that are near enough to somebody who fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/failing_cells.hpp"
#include "core/grid.hpp"
#include "model/place.hpp"

namespace covmap::run {

/// «grid:2km», «grid:500m»: metres between nodes; none where it is no such text.
std::optional<double> grid_step_m(const std::string& text);

/// In the middle of squares of the lattice's own axes, counted from its origin; in degrees, columns are as far apart as the row's
/// latitude asks. Only nodes whose disc may reach a failing cell, rows and columns ascending. Ids: «r12c-7». Errors: usage, where
/// there would be more than `most`.
std::vector<model::Place> grid_nodes(const core::Lattice& lattice, const core::FailingCells& cells, double step_m,
                                     double radius_m, std::size_t most);

}  // namespace covmap::run
