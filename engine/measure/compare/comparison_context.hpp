// What two runs were made of: the part of a comparison that comes before the figures.
#pragma once

#include <vector>

#include "model/comparison.hpp"
#include "model/published_run.hpp"

namespace covmap::measure {

/// Job, inputs, totals, defects, versions, in this order, each sorted by what it is. Inputs are the same where their contents
/// are.
std::vector<core::ContextDifference> context_differences(const core::PublishedRun& a, const core::PublishedRun& b);

/// Whether demand, territories and what is joined to them are the same files.
bool same_places(const core::PublishedRun& a, const core::PublishedRun& b);

/// Where the markets of the two license other operators: a line that names them; else empty. What an operator that one run does
/// not know brings or takes is neither gain nor loss.
std::string market_change(const core::PublishedRun& a, const core::PublishedRun& b);

/// Whether the jobs' [only] publishes the same territories: where not, parents add up others, and shares fall without a loss.
bool same_scope(const core::PublishedRun& a, const core::PublishedRun& b);

}  // namespace covmap::measure
