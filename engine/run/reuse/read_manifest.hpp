// manifest.json of a run, opened again. Private to the room.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace covmap::run {

/// The manifest of the run in `folder`: an object of our format and version, nothing else is looked at. Errors: input, where it
/// is none; nlohmann::json::exception, where its format is no text or its version no number.
nlohmann::ordered_json read_manifest(const std::string& folder);

}  // namespace covmap::run
