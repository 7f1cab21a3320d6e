// Names of the lattice's cells.
#pragma once

#include <string>

#include "core/grid.hpp"

namespace covmap::model {

/// On a grid of whole metres with an EPSG code the name of the square by its lower-left corner (INSPIRE, Data Specification on
/// Geographical Grid Systems, D2.8.I.2): CRS3035RES1000mN2684000E4048000. Elsewhere its place on the lattice: R1204C977.
std::string square_id(const core::Lattice& lattice, core::Row row, core::Col col);

}  // namespace covmap::model
