// manifest.json of a run, opened again. Private to the room.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/error.hpp"

namespace covmap::run {

/// The manifest of the run in `folder`: an object of our format and version, nothing else is looked at. Errors: input, where it
/// is none; nlohmann::json::exception, where its format is no text or its version no number.
nlohmann::ordered_json read_manifest(const std::string& folder);

/// What `read` makes of that manifest. A member that is missing or of another type is an error (input) that names the file.
template <class Read>
auto with_manifest(const std::string& folder, const Read& read) {
    try {
        return read(read_manifest(folder));
    } catch (const nlohmann::json::exception& error) {
        throw core::Error(core::ErrorKind::input, folder + "/manifest.json",
                          std::string("lacks what a manifest holds (") + error.what() + "); run the job again");
    }
}

}  // namespace covmap::run
