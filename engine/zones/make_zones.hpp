// From the members that the sinks found to the zones that are published.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/zone_index.hpp"
#include "model/zone_set.hpp"
#include "zones/band_zones.hpp"
#include "zones/near_sites.hpp"
#include "zones/served.hpp"

namespace covmap::zones {

/// The plan of one [[zones]] on a model's territories; `published` says which of them count. `spec` must outlive it.
ZonePlan make_plan(const model::ZonesSpec& spec, const model::RunModel& model, const std::vector<bool>& published);
/// Its `within` units, sorted by code, in the numbering of ZonePlan::unit_of.
std::vector<model::ZoneUnit> units_of(const model::ZonesSpec& spec, const model::RunModel& model);

/// What zones are measured against.
struct Surroundings {
    /// Runs a task for each of n numbers, on as many threads as the caller likes; empty: one after the other.
    std::function<void(std::size_t n, const std::function<void(std::size_t)>& task)> for_each;
    const ServedMap* served = nullptr;  ///< of the standard
    const NearSites* sites = nullptr;   ///< null: none among the supplies
};

struct FoundZones {
    model::ZoneSet set;
    model::ZoneIndex index;
};

/// Joins the bands, sums up what is below the minimum, outlines, names, measures and ranks. Deterministic: the bands may come in
/// any order. Cost: a second for 15,000 zones, most of it distances. Errors: check, where GEOS fails or a sum overflows.
FoundZones make_zones(std::vector<BandZones>&& bands, const ZonePlan& plan, const model::RunModel& model,
                      const Surroundings& around);

}  // namespace covmap::zones
