// Supplies that can be read and hold nothing: nobody is uncovered because a file is empty.
#pragma once

#include "model/job/job.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// Marks the entries of LoadedJob::supplies that hold nothing and of which the job does not say where they speak (`extent`,
/// `absent = "none"`): their claims are unknown, not absent. Adds a warning to each supply that holds nothing, marked or not.
/// Supplies of records are left as they are: premises without a record are unknown anyway.
void silence_empty_supplies(const model::Job& job, LoadedJob& loaded);

}  // namespace covmap::run
