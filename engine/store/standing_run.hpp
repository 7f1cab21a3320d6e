// The run that stands at a place, for those who read it.
#pragma once

#include <string>

namespace covmap::store {

/// The folder to read: `folder` itself, or, where a run was killed between the two renames that replace it, the whole one of the
/// two: the new run, else the old. Nothing is changed on the disk; the next `covmap run` there finishes the swap. Where a living
/// process is between the renames it is waited for. `folder` where nothing stands: whoever opens it says so. Error, input: an
/// empty name.
std::string standing_run(const std::string& folder);

}  // namespace covmap::store
