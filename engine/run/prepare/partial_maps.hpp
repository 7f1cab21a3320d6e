// Maps of coverage that reach only part of what is published: nobody is uncovered because a map ends.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/job/job.hpp"
#include "model/partial_map.hpp"
#include "model/run_model.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

struct PartialMaps {
    std::vector<model::PartialMap> maps;  ///< with at least kNoted of the people outside, in the order of claims
    std::set<model::Claim> bounded;       ///< those that speak inside the outlines of their files alone
    std::vector<std::string> warnings;    ///< one line for the maps of one source
    std::vector<std::string> notes;

    static constexpr double kNoted = 0.01, kBounded = 0.10;
    static constexpr double kFewTerritories = 0.05;  ///< at the edges of a list of sites
};

/// The boxes of the territories, in grid coordinates; those without a ring have u_min > u_max.
std::vector<core::ChainStore::Bounds> territory_boxes(const LoadedJob& loaded);

/// Lists of sites count everywhere, unless the job says where they speak; where more than kBounded of the people live outside the
/// box of a list, that is a note.
///
/// Looks at each operator, technology, service and vintage of polygons of which the job does not say where they speak; planned
/// ones are left out. It is held against the union of the outlines of its files (SupplyRead::outline): more than kBounded of the
/// people outside and it is bounded, at least kNoted and it is told. People are those of the published territories
/// (`[only]`) whose market licenses the operator; where the demand has no attribute, or nobody lives there, the area. Exact:
/// where some corner of a territory lies outside, territories and outlines are swept. Cost: a look at four corners a territory;
/// else the demand is read once more, and swept without coverage. Throws core::Error as open_demand() and the sweep.
PartialMaps find_partial_maps(const model::Job& job, const LoadedJob& loaded, int threads);

/// Operator -> name; without one its code is shown.
using OperatorNames = std::map<std::string, std::string>;
/// Makes warnings and notes of `maps`, one line for the maps of one source that fare alike.
void tell_partial_maps(PartialMaps& partial, const OperatorNames& names, const model::Job& job);

/// Sums RunModel::partial_maps of an earlier run anew, by its tally, for the markets and the [only] of the job that asks it;
/// those that no longer leave out kNoted are dropped. Claims are known by the names that the catalogue gives them.
void judge_again(model::RunModel& model, const core::TallyReader& tally);

/// Gives bounded claims, and those of supplies whose job says «box» or «hull», the outlines of their files as extents:
/// LoadedJob::outlines.
void bound_by_outlines(const model::Job& job, const PartialMaps& partial, LoadedJob& loaded);

}  // namespace covmap::run
