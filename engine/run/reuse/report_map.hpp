// What the map of a sheet shows, from the geometry and the zones of a finished run.
#pragma once

#include "model/sheet.hpp"
#include "run/reuse/open_run.hpp"

namespace covmap::run {

/// Outline, members, neighbours and zones of the sheet's place, in degrees. A run without maps has zones alone, and hence no
/// picture
/// (`outline` is empty). Errors: check, output (a CRS without way to degrees).
model::SheetMap report_map(const ReopenedRun& run, const model::Sheet& sheet);

}  // namespace covmap::run
