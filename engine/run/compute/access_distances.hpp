// How far people are from the nearest place of each list, by territory and parent.
#pragma once

#include <vector>

#include "measure/cells/people_sink.hpp"
#include "model/access.hpp"
#include "model/run_model.hpp"
#include "run/compute/access_places.hpp"

namespace covmap::run {

/// Geodesic metres, as the crow flies, from where people are to the nearest place: mean, median and 90th percentile (the smallest
/// distance within which half, nine tenths of the people are) for each published territory, and anew for its parents. Whoever
/// lives where the list does not speak, or nearer to such land than to a place, is unknown. A square's people are taken to be at
/// one point, so that a distance errs by half the diameter of the square at most. Rows sorted by (unit, code). The same whatever
/// the threads. Cost: some 10 microseconds a point and list.
std::vector<model::AccessDistances> access_distances(const std::vector<AccessList>& lists,
                                                     const std::vector<measure::PeopleAt>& people, const model::RunModel& model);

}  // namespace covmap::run
