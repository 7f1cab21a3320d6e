// What the parts of a run agree on: plan.json, and the manifest of each part. docs/formats/parts.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "store/manifest.hpp"

namespace covmap::store {

inline constexpr const char* kPlanFile = "plan.json";

/// One demand in one set of territories.
struct PlannedSweep {
    std::string unit;        ///< of the territories
    std::size_t demand = 0;  ///< its number in the job
    core::Frame frame;
    std::size_t territories = 0, bits = 0, attributes = 0;
    std::vector<std::pair<core::Row, core::Row>> rows;  ///< [begin, end) of each part, in whole bands; empty where they are equal
    std::vector<model::Claim> bounded;                  ///< that speak inside the outlines of their files alone
};

struct PartPlan {
    std::string job_given;                  ///< the job file as it was named: what the manifest of the run says of it
    std::string job_path;                   ///< absolute; no part of the fingerprint, as `sets`: the same job may lie elsewhere
    std::vector<std::string> sets;          ///< values that were changed: «output.language=fr»
    std::string job_sha256;                 ///< of job_text()
    std::vector<std::string> strict_codes;  ///< bad records of these codes end the run
    bool strict = false, allow_unknown = false;
    std::map<std::string, std::string> versions;  ///< of covmap and its libraries: others may compute other digits
    std::vector<HashedFile> inputs;               ///< as the manifest names them, by name
    std::vector<PlannedSweep> sweeps;
    unsigned parts = 0;
    std::string fingerprint;  ///< SHA-256 of plan_text()
};

/// Everything that the job says or implies, free of the machine.
std::string job_text(const model::Job& job);

/// What the fingerprint is taken of. Same plan, same text.
std::string plan_text(const PartPlan& plan);

/// Appears whole or not at all. Errors: output.
void write_plan(const PartPlan& plan, const std::string& path);
/// None where there is no such file. Errors, kind input, where = path: not a plan of this version, damaged.
std::optional<PartPlan> read_plan(const std::string& path);

/// manifest.json of a part's folder.
struct PartManifest {
    std::string plan;  ///< fingerprint
    unsigned part = 0, parts = 0;
    std::vector<HashedFile> files;
};
/// Errors: output.
void write_part_manifest(const PartManifest& manifest, const std::string& folder);
/// None where the folder holds no manifest of a part, whole and readable.
std::optional<PartManifest> read_part_manifest(const std::string& folder);

}  // namespace covmap::store
