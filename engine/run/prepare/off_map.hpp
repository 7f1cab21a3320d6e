// Supplies of which nothing lies where the territories are: in the wrong place, or in another CRS than they say.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

struct OffMap {
    std::vector<bool> file;              ///< per entry of LoadedJob::supplies
    std::vector<std::string> operators;  ///< all of whose files are off the map: one line each
    std::vector<std::string> claims;     ///< some of whose claims have no file on the map: one line each
    std::vector<std::string> notes;      ///< the rest
};

/// By the box of what each file holds, against the stretches of land: a file is never wrongly told to be off the map. A claim
/// all of whose files are is unknown everywhere (make_catalogue), not absent. Supplies of records are never off. Pure.
OffMap off_map(const model::Job& job, const LoadedJob& loaded);

}  // namespace covmap::run
