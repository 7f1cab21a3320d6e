// Two published runs, compared figure by figure.
#pragma once

#include "model/comparison.hpp"
#include "model/published_run.hpp"

namespace covmap::measure {

/// What differs: job, inputs, totals, defects and versions first, then territories of each unit, then zones.
///
/// Territories are matched by code, columns by name. A figure has changed where |B - A| exceeds the tolerance of its measure, or
/// one is null and the other not; texts where they differ. Flags are not compared (they follow from other columns), nor `_lo` and
/// `_hi` where one run does not know them. Only where the files of demand, territories and joins are the same (SHA-256) are
/// people and areas compared; otherwise shares alone. Lost coverage: the people, the area or the share that meets an indicator
/// fell beyond tolerance (rose, where low is good); of parents only where both jobs publish the same territories. Zones are
/// paired (zone_pairs.hpp) where both runs lie on one lattice and rank them by one attribute. Errors, kind input: no unit in
/// common, or not the one asked for. Pure; cost: one look at each value.
model::Comparison compare(const model::PublishedRun& a, const model::PublishedRun& b, const model::CompareOptions& options);

}  // namespace covmap::measure
