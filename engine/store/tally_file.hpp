// Reads tally.covt, the tally that every run keeps. docs/formats/tally.md.
#pragma once

#include <memory>
#include <string>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::store {

struct TallyFile {
    model::RunModel model;                      ///< as the run knew it, without resolved paths of sources
    std::unique_ptr<core::TallyReader> reader;  ///< opens the file anew for each for_each; thread-safe
    bool keeps_doubt = false;                   ///< its version has a place for lo and hi
};

/// Checks the whole file against its checksum (about 0.7 GB a second), then reads all but the rows.
/// The model is as the run knew it, lo and hi included where the run has them.
/// Errors, kind input, where = path: no such file, not a tally, a newer version, a damaged file. The reader's for_each throws
/// the same where the file has changed since. Memory: the model, the signatures, one territory's rows.
TallyFile open_tally(const std::string& path);

}  // namespace covmap::store
