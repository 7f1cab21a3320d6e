// [[demand.share]]: attributes that tables by territory give, made of the tally.
#pragma once

#include <memory>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

/// Opens the tables of the job's shares, of whatever territories, so that a long run does not fail at its end. Throws
/// core::Error(input).
void open_shares(const model::Job& job);

/// Reads the tables that are by the territories of the model, and adds their attributes behind all others, with balances,
/// inputs («share[0]», hashed), defects, warnings, and the rows behind lo and hi. Returns the tally with these attributes; null
/// where there are none. Model and tally outlive it. Defect `share-nobody`: a figure of a territory without people to have it.
/// Throws core::Error(input).
std::unique_ptr<core::TallyReader> add_shares(const core::TallyReader& tally, model::RunModel& model);

}  // namespace covmap::run
