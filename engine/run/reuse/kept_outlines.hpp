// What a finished run keeps of the geometry of its inputs.
#pragma once

#include <string>

#include "core/error.hpp"
#include "model/outlines.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

/// The outlines.covo of a run; nothing where it has none (a run of before), no polygons where they are confidential. Errors:
/// input, where the file is damaged or of another run.
model::Outlines kept_outlines(const std::string& folder, const model::RunModel& model);

/// The error of who needs polygons of a run that keeps none: it says why.
core::Error no_outlines(const std::string& folder, const model::RunModel& model);

/// Polygons of one unit of the run, by the places' order: territories, parents, «all». A code that the run does not have has
/// none. Cost for parents: that of shapes::dissolve(). Errors: input, where the run keeps no polygons.
model::Geometry unit_geometry(const std::string& folder, const std::string& unit, const std::vector<std::string>& codes);

}  // namespace covmap::run
