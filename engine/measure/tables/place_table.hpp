// Places and what is there, as a table.
#pragma once

#include <vector>

#include "model/place.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// One row a place, in the order given. Where it lies, what each indicator says there («meets», «not», «unknown»; empty outside
/// the territories) and how far it is to the nearest served cell, what each operator of the job offers at best, and its zones.
/// Columns: docs/columns.md.
model::Table place_table(const model::RunModel& model, const model::PlacesSpec& spec, const std::vector<model::Place>& places,
                         const std::vector<model::PlaceFinding>& findings);

/// `access_<name>_unplaced`: the places of a list without usable coordinates, one row for each text by which it says where they
/// are, with the territory that this means where it means one.
model::Table unplaced_table(const model::RunModel& model, const model::AccessDistances& access);

}  // namespace covmap::measure
