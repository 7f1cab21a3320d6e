// The places that a job asks about.
#pragma once

#include <vector>

#include "model/place.hpp"
#include "model/run_model.hpp"
#include "read/territory/places.hpp"

namespace covmap::run {

struct PlacesOfJob {
    std::vector<std::vector<model::Place>> lists;  ///< one each [[places]]
    std::vector<read::PlaceRead> reads;            ///< what else was found, without the places
    std::vector<bool> empty;                       ///< its files hold no place
    std::vector<bool> off_map;                     ///< none of them lies where the territories are
};

/// Throws Error(job) where a source of places is confidential: its points would be published.
void refuse_confidential_places(const model::Job& job);

/// Errors: as read::read_places; job, where a source of places is confidential: its points would be published.
/// `land`: where the territories are; null where a run is answered from its cells.
PlacesOfJob read_places(const model::Job& job, const core::Frame& frame, const read::Land* land);

/// Adds their inputs, hashed, and their defects to the model, and a warning for a list of which nothing is on the map.
void gather_places(const PlacesOfJob& places, model::RunModel& model);

}  // namespace covmap::run
