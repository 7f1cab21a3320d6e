// Polygons of territories from the maps that a run published.
#pragma once

#include <string>

#include "model/territory.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// Polygons of the set's territories by position, from the layer `set.unit` of the run's covmap.gpkg, else from `<unit>.geojson`.
/// A territory that the map does not hold has none. Error input where the run has neither file; `remedy` says what to do.
Geometry run_geometry(const std::string& folder, const model::TerritorySet& set, const std::string& remedy);

}  // namespace covmap::run
