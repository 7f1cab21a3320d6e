// What a sweep counts beside its tally, as sums by name: how parts keep it.
#pragma once

#include "run/compute/sweep_job.hpp"
#include "store/parts/part_file.hpp"

namespace covmap::run {

/// The report, lo and hi, and the estimated squares.
store::PartFound found_in(const SweepResult& swept);

/// Adds those of a part, whose rows of lo and hi are to be summed at the end (sum_doubt()). Errors: check, where a sum overflows.
void add_found(const store::PartFound& found, SweepResult& swept);

}  // namespace covmap::run
