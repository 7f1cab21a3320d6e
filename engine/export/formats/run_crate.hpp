// ro-crate-metadata.json: the run as a research object, for archives that read RO-Crate. docs/formats/run-crate.md.
#pragma once

#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/table.hpp"
#include "store/manifest.hpp"

namespace covmap::exports {

inline constexpr const char* kCrateFile = "ro-crate-metadata.json";

/// Writes the metadata of a Process Run Crate (RO-Crate 1.1) at `path`: the run as a CreateAction of covmap, on the inputs, with
/// each of `files` as a result: its bytes, SHA-256, media type, and the title of its table. Manifest and timings, which hold the
/// hashes or tell of one time alone, are named without them. Same model and files, same bytes; no clock. Errors: output.
void write_run_crate(const model::RunModel& model, const std::vector<const model::Table*>& tables,
                     const std::vector<store::HashedFile>& files, const std::string& path);

}  // namespace covmap::exports
