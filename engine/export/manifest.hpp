// manifest.json: what a run read, did and checked. docs/formats/manifest.md.
#pragma once

#include <string>
#include <vector>

#include "core/run_model.hpp"

namespace covmap::exports {

inline constexpr const char* kManifestFormat = "covmap-run";
inline constexpr int kManifestVersion = 1;

/// Writes manifest.json at `path`; `files` are the names of the run's files (RunFolder::files()), sorted, and are what a later
/// run may replace. Same model, same bytes: nothing of machine, threads or clock. Areas and weights are exact decimal texts.
/// Errors: output.
void write_manifest(const core::RunModel& model, const std::vector<std::string>& files, const std::string& path);

}  // namespace covmap::exports
