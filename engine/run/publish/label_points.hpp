// Where the territories of a run are, for search and for the page's first view.
#pragma once

#include <optional>
#include <vector>

#include "export/page/page.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// A point inside each territory of the model, and its box; none where the map does not hold it. On all threads. Errors: output,
/// where a vertex has no image in degrees.
std::vector<std::optional<exports::Spot>> territory_spots(const model::TerritorySet& set, const Geometry& geometry);

/// One a row of a wide table. A parent has the box of its territories, and the point of the one nearest to the box's middle.
std::vector<std::optional<exports::Spot>> unit_spots(const model::TerritorySet& set,
                                                     const std::vector<std::optional<exports::Spot>>& territories,
                                                     const model::Table& table);

}  // namespace covmap::run
