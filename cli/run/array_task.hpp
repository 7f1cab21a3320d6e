// Which part of a job a task of a cluster's array is to compute: read from the variables that its scheduler sets.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace covmap::cli {

/// The value of a variable of the environment, where it is set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// That of this process.
std::optional<std::string> process_variable(const std::string& name);

struct ArrayTask {
    int index = 0;          ///< from 1
    int count = 0;          ///< of parts
    std::string scheduler;  ///< as people call it
    std::string variable;   ///< that holds the number of the task
    bool operator==(const ArrayTask&) const = default;
};

/// The task's place in its array, the first task being 1: Slurm, Grid Engine, AWS Batch, Kubernetes, GNU parallel, PBS or LSF.
/// `parts`: the count, where the user gives it; it must agree with that of the array where the scheduler tells one.
/// Errors: core::Error(usage) where no scheduler is found, or more than one; a variable that holds no number; a number that is
/// none of the array's; an array that is a list with gaps; a count that neither says. What each scheduler documents:
/// docs/cluster.md.
ArrayTask array_task(const Environment& environment, std::optional<int> parts);

/// «part 3 of 64 (Slurm: SLURM_ARRAY_TASK_ID)».
std::string describe(const ArrayTask& task);

}  // namespace covmap::cli
