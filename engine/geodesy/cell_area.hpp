// True areas of the lattice's cells, as tables that the sweep asks by row and column.
#pragma once

#include <memory>

#include "core/demand.hpp"
#include "core/grid.hpp"

namespace covmap::geodesy {

/// The areas on the ellipsoid of the lattice's CRS:
/// - equal-area grid (found by measuring, not by name): one constant;
/// - degrees: by row, the closed formula between two parallels (J. P. Snyder, Map Projections, 1987, eq. 3-12);
/// - any other projection: the density of true area, measured at nodes about 32 km apart by PROJ, interpolated by cubics and
///   integrated over the cells; within 2 x 10^-8 of the geodesic polygon in the tests, for cells up to 5 km.
/// The tables cover `box`: rows and columns outside of it are answered as those of its border. In the third case
/// cumulative() is counted from a column near the box, so that only differences have a meaning; they do not depend on the box.
/// Errors: core::Error(input) when the CRS is unknown, or nowhere defined in the box. Cost: some 10 ms for a country.
std::unique_ptr<core::CellAreas> make_cell_areas(const core::Lattice& lattice, const core::CellBox& box);

}  // namespace covmap::geodesy
