// The places that a job asks about.
#pragma once

#include <vector>

#include "core/place.hpp"
#include "core/run_model.hpp"
#include "read/places.hpp"

namespace covmap::run {

struct PlacesOfJob {
    std::vector<std::vector<core::Place>> lists;  ///< one each [[places]]
    std::vector<read::PlaceRead> reads;           ///< what else was found, without the places
};

/// Errors: as read::read_places; job, where a source of places is confidential: its points would be published.
PlacesOfJob read_places(const core::Job& job, const core::Frame& frame);

/// Adds their inputs, hashed, and their defects to the model.
void gather_places(const PlacesOfJob& places, core::RunModel& model);

}  // namespace covmap::run
