// What [[supply]] takes beside, where it is a grid: numbers of operators by square, a raster. Private to job_supply.cpp.
#pragma once

#include "read/job/job_reading.hpp"

namespace covmap::read {

/// `levels` is a table: level = pixels that mean it.
bool has_raster_levels(const JobTable& supply);
/// Fills raster_levels, and levels by their names.
void read_raster_levels(JobTable& supply, model::SupplySpec& spec);
/// columns.id, technologies, networks, absent, band, nodata, and what each of the two formats needs.
void read_grid_keys(JobTable& supply, JobTable& columns, model::SupplySpec& spec);

}  // namespace covmap::read
