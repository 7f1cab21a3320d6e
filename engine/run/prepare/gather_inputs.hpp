// What was read, as the manifest lists it: files, defects, warnings, the date of the outputs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// The job file as an input of its own run.
model::InputFile job_input(const model::Job& job, const FileHash& hash);

/// Defects and inputs of all readers, numbered and hashed; the job file first, the companions of a shapefile after it.
void gather_inputs(const model::Job& job, const LoadedJob& loaded, const std::map<std::string, FileHash>& hashes,
                   model::RunModel& model);

/// The same of a demand beyond the first: its own inputs and defects.
void gather_demand(const read::OpenDemand& demand, std::size_t number, const std::map<std::string, FileHash>& hashes,
                   model::RunModel& model);

/// Date of the outputs: SOURCE_DATE_EPOCH, else the newest date of the sources, else 1970-01-01.
std::string output_date(const model::Job& job);

/// Warnings that the job alone tells: sources more than two years apart.
void warn_of_dates(const model::Job& job, std::vector<std::string>& warnings);

}  // namespace covmap::run
