// Where a site could stand: the points of a file, the nodes of a grid, the sites that are there.
#pragma once

#include <string>
#include <vector>

#include "core/defect.hpp"
#include "core/failing_cells.hpp"
#include "model/place.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "run/sites/sites_options.hpp"

namespace covmap::run {

struct CandidatePlace {
    model::Place place;
    std::int64_t cost = 1;  ///< millionths
    bool existing = false;
    std::string operators = {};  ///< of an existing one: codes, in order, joined by a comma
};

struct CandidatePlaces {
    std::vector<CandidatePlace> places;
    core::Defects defects;
    bool on_land = false;  ///< only those within a published territory count: the nodes of a grid
};

/// Those that the options name. Errors: input (the file, as read::read_places; a cost that is no number above 0, by its record);
/// usage (a grid that is none, or of more than a million nodes).
CandidatePlaces read_candidates(const SitesOptions& options, const model::RunModel& model, const core::FailingCells& cells);

/// The sites of a run, those within 50 m of each other as one. Cost: n log n.
std::vector<CandidatePlace> existing_places(const std::vector<model::Site>& sites, const core::Lattice& lattice);

}  // namespace covmap::run
