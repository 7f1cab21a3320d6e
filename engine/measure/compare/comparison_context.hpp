// What two runs were made of: the part of a comparison that comes before the figures.
#pragma once

#include <string>
#include <vector>

#include "model/comparison.hpp"
#include "model/published_run.hpp"

namespace covmap::measure {

/// Job, inputs, totals, defects, versions, in this order, each sorted by what it is. Inputs are the same where their contents
/// are.
std::vector<model::ContextDifference> context_differences(const model::PublishedRun& a, const model::PublishedRun& b);

/// Whether demand, territories and what is joined to them are the same files.
bool same_places(const model::PublishedRun& a, const model::PublishedRun& b);

/// Whether the markets of two runs license other operators, together or in other territories. What an operator that one run does
/// not know brings or takes is neither gain nor loss.
struct MarketChange {
    bool changed = false;
    std::vector<std::string> only_a, only_b;  ///< codes of those that are licensed in one of the runs alone
};
MarketChange market_change(const model::PublishedRun& a, const model::PublishedRun& b);

/// Whether the jobs' [only] publishes the same territories: where not, parents add up others, and shares fall without a loss.
bool same_scope(const model::PublishedRun& a, const model::PublishedRun& b);

}  // namespace covmap::measure
