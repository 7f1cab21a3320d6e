// Partial maps where another demand than the first one is asked before it.
#pragma once

#include <optional>

#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/prepare/partial_maps.hpp"

namespace covmap::run {

/// Maps are judged by the people of the first demand, also where another one has to be asked before: nothing where it is not.
/// Errors: those of the readers.
std::optional<PartialMaps> partial_maps_before(const model::Job& job, const RunOptions& options, int threads, Progress& progress);

}  // namespace covmap::run
