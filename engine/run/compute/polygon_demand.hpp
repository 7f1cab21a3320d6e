// Demand that polygons hold: each one's people are divided over what the sweep found in it, by area.
#pragma once

#include "measure/outcomes.hpp"
#include "model/run_model.hpp"
#include "read/demand/demand_polygons.hpp"
#include "run/compute/sweep_job.hpp"

namespace covmap::run {

/// The sweep counted area by (polygon, territory, signature). Here each polygon's weights are divided over its rows, in the order
/// of territories and signatures, by cumulative rounding with the running areas; what lies outside every territory comes last,
/// and gets nothing where `spread` is territory. Gives tally, doubt, outside and totals as a sweep of cells would. A polygon
/// without any area on the map is outside. lo and hi: as for a territory's part of a square. Memory: one row each; cost: a sort
/// of them.
void settle_polygons(const read::DemandPolygons& polygons, core::Spread spread, const model::RunModel& model,
                     const measure::CompiledIndicators& indicators, SweepResult& swept);

}  // namespace covmap::run
