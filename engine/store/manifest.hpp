// manifest.json: what a run read, did and checked. docs/formats/manifest.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "store/manifest_format.hpp"

namespace covmap::store {

inline constexpr int kManifestVersion = 1;

/// A map file whose outlines were simplified to keep it small.
struct GeneralisedFile {
    std::string file;
    double to_m = 0;
};

/// A file as it was when the run ended.
struct HashedFile {
    std::string name;  ///< from the run's folder
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// What was written beside the manifest.
struct WrittenFiles {
    std::vector<std::string> names;  ///< RunFolder::files(), sorted: what a later run may replace
    std::vector<GeneralisedFile> generalised = {};
    std::vector<std::string> warnings = {};  ///< that arose on writing; they follow the model's
    std::vector<HashedFile> hashes = {};     ///< of those whose bytes are the same each time, by name
};

/// Writes manifest.json at `path`. Same model, same bytes: nothing of machine, threads or clock. Areas and weights are exact
/// decimal texts. Errors: output.
void write_manifest(const model::RunModel& model, const WrittenFiles& files, const std::string& path);

}  // namespace covmap::store
