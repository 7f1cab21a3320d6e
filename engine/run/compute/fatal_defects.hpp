// --strict: defects that a run does not live with.
#pragma once

#include "core/defect.hpp"
#include "run/base/options.hpp"

namespace covmap::run {

/// Throws Error(input) that lists the defects which `options` make fatal, each with its first place.
void refuse_defects(const core::Defects& defects, const RunOptions& options);

}  // namespace covmap::run
