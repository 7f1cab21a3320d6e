#include "run/prepare/read_places.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

namespace {

bool none_on(const std::vector<model::Place>& places, const read::Land& land) {
    return !places.empty() &&
           std::none_of(places.begin(), places.end(), [&](const model::Place& place) { return land.holds(place.grid); });
}

}  // namespace

void refuse_confidential_places(const model::Job& job) {
    for (const model::PlacesSpec& spec : job.places)
        if (spec.source.info.confidential)
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(spec.line),
                              "the places «" + spec.name +
                                  "» are confidential, and would be published point by point; take them out, or ask for them one "
                                  "by one with covmap at");
}

PlacesOfJob read_places(const model::Job& job, const core::Frame& frame, const read::Land* land) {
    refuse_confidential_places(job);
    PlacesOfJob places;
    for (const model::PlacesSpec& spec : job.places) {
        read::PlaceRead read = read::read_places(spec, frame.lattice, clip_of(frame.cells), land);
        places.off_map.push_back(land != nullptr && none_on(read.places, *land));
        places.empty.push_back(read.places.empty());
        places.lists.push_back(std::move(read.places));
        read.places.clear();
        places.reads.push_back(std::move(read));
    }
    return places;
}

void gather_places(const PlacesOfJob& places, model::RunModel& model) {
    for (std::size_t p = 0; p < places.reads.size(); ++p) {
        const model::Source& source = model.job.places[p].source;
        add_hashed(places.reads[p].inputs, source, "places[" + std::to_string(p) + "]", model);
        model.defects.merge(places.reads[p].defects);
        if (places.empty[p]) model.warnings.push_back(source.given + ": holds no place; is it the right file?");
        if (places.off_map[p])
            model.warnings.push_back(source.given +
                                     ": none of its places lies where the territories are; is its `crs` right, and x "
                                     "the longitude or easting?");
    }
}

}  // namespace covmap::run
