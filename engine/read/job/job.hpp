// The job file: TOML in, model::Job out, or every fault found in it. The reference of its keys is docs/job.md.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::read {

/// One fault of a job.
struct JobFault {
    int line = 0;       ///< of the job file, from 1; 0 for a value given by --set
    std::string what;   ///< the fault and its remedy
    std::string where;  ///< «job.toml:12» or «--set output.folder»
    bool operator==(const JobFault&) const = default;
};

/// Reads the job file at `path`, applies `set_overrides` («output.folder=x», «supply[0].source=a.gpkg»: a path, =, a TOML value
/// or else a text), resolves the sources against the folder of the job file and checks what can be checked without opening
/// them. Inputs must exist; «/vsi…» paths that GDAL alone can open are taken as they are.
/// Errors: core::Error(job) that lists every fault, each with file, line and remedy; core::Error(usage) when the faults are all
/// in `set_overrides`, or where such a path leads nowhere. Reads no input. Thread-safe.
model::Job parse_job(const std::string& path, const std::vector<std::string>& set_overrides = {});

/// The same, as a list ordered by line: empty when the job is good. `out`, where given, gets the job as far as it could be read.
/// Errors: core::Error(job) when there is no such file; core::Error(usage) where a path of `set_overrides` leads nowhere.
std::vector<JobFault> job_faults(const std::string& path, const std::vector<std::string>& set_overrides = {},
                                 model::Job* out = nullptr);

}  // namespace covmap::read
