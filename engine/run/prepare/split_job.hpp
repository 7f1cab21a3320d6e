// A job of several demands and territory sets, taken apart into jobs of one each.
#pragma once

#include <vector>

#include "model/job/job.hpp"

namespace covmap::run {

/// The job of demand `d` alone (0: the first), in its first territories. Zones, places, rasters and cells are of the first
/// demand.
model::Job of_demand(const model::Job& job, std::size_t d);

/// Numbers of the demands, those with premises first: what records claim is found at them.
std::vector<std::size_t> order_of_demands(const model::Job& job);

/// The job of another set of territories: without zones, places, lines, rasters and cells, and without the kinds of [only] that
/// it has not.
model::Job of_territories(const model::Job& job, const model::TerritorySpec& territory);

}  // namespace covmap::run
