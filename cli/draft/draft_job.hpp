// A whole commented job from inspected files.
#pragma once

#include <string>
#include <vector>

#include "read/inspect/inspect.hpp"

namespace covmap::cli {

struct DraftJob {
    std::string text;                ///< TOML
    std::vector<std::string> notes;  ///< what is missing, what was left out
};

/// The job that reads these files: roles as the inspections guess them, indicators for the generations found, output.crs from
/// the inputs. It parses where demand and territories are among the files; otherwise `notes` says what is missing.
/// `folder`: of the job file to be; paths are written relative to it («.» or empty: the working directory).
DraftJob draft_job(const std::vector<read::Inspection>& inspected, const std::string& folder);

/// The CRS for the GeoPackage: the projected one of an input (territories first), else by the place; empty when nothing fits.
std::string propose_crs(const std::vector<read::Inspection>& files);

}  // namespace covmap::cli
