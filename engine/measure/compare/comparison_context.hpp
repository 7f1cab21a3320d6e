// What two runs were made of: the part of a comparison that comes before the figures.
#pragma once

#include <vector>

#include "model/comparison.hpp"
#include "model/published_run.hpp"

namespace covmap::measure {

/// Job, inputs, totals, defects, versions, in this order, each sorted by what it is. Inputs are the same where their contents
/// are.
std::vector<model::ContextDifference> context_differences(const model::PublishedRun& a, const model::PublishedRun& b);

/// Whether demand, territories and what is joined to them are the same files.
bool same_places(const model::PublishedRun& a, const model::PublishedRun& b);

/// Where the markets of the two license other operators: a line that names them; else empty. What an operator that one run does
/// not know brings or takes is neither gain nor loss.
std::string market_change(const model::PublishedRun& a, const model::PublishedRun& b);

/// Whether the jobs' [only] publishes the same territories: where not, parents add up others, and shares fall without a loss.
bool same_scope(const model::PublishedRun& a, const model::PublishedRun& b);

}  // namespace covmap::measure
