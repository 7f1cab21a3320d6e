// The readers of demand, by format. Private to the room.
#pragma once

#include <memory>

#include "model/job/job.hpp"
#include "read/demand/demand.hpp"

namespace covmap::read {

std::unique_ptr<OpenDemand> open_raster_demand(const model::DemandSpec& spec);
std::unique_ptr<OpenDemand> open_square_demand(const model::DemandSpec& spec);
std::unique_ptr<OpenDemand> open_point_demand(const model::DemandSpec& spec);
std::unique_ptr<OpenDemand> open_polygon_demand(const model::DemandSpec& spec);
/// The same demand, its weights shared among spec.points.
std::unique_ptr<OpenDemand> shared_among_points(std::unique_ptr<OpenDemand> squares, const model::DemandSpec& spec);

}  // namespace covmap::read
