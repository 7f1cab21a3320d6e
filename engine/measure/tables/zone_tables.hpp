// Zones as tables: one row a zone, and the part of each commune.
#pragma once

#include "model/run_model.hpp"
#include "model/table.hpp"
#include "model/zone_set.hpp"

namespace covmap::measure {

/// `zones_<name>`, one row a zone by rank, then one row for what is scattered in each `within` unit that has some: its rank is
/// null, so that the columns add up. Below RunModel's publish_min a zone's values are null and `secret` is true. Columns:
/// docs/columns.md.
model::Table zone_table(const model::RunModel& model, const model::ZonesSpec& spec, const model::ZoneSet& set);

/// `zones_<name>_communes` (whatever the unit's name): the part of each territory in each zone, and of what is scattered in it.
model::Table zone_parts_table(const model::RunModel& model, const model::ZonesSpec& spec, const model::ZoneSet& set);

}  // namespace covmap::measure
