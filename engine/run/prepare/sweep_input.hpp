// What the sweep reads, from what was loaded.
#pragma once

#include <memory>
#include <vector>

#include "core/demand.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/read_inputs.hpp"
#include "sweep/sweep.hpp"

namespace covmap::run {

struct Feeds {
    sweep::SweepInput input;
    std::unique_ptr<core::CellAreas> areas;
    std::vector<core::ChainStore*> stores;
};

/// The result points into `loaded`.
Feeds make_feeds(const model::Job& job, LoadedJob& loaded, const CatalogueMap& map);

}  // namespace covmap::run
