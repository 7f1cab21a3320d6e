// Check (c): each territory's swept area against the area of its rings.
#pragma once

#include "model/run_model.hpp"
#include "model/territory.hpp"
#include "sweep/sweep.hpp"

namespace covmap::run {

/// Swept + taken must equal the rings' shoelace area within 10^-9 of the territory (of a cell, where it is smaller than one).
void check_areas(const model::TerritorySet& set, const sweep::SweepReport& report, model::Checks& checks);

}  // namespace covmap::run
