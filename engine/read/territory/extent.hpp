// Polygons inside which a supply speaks.
#pragma once

#include <string>
#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::read {

struct ExtentRead {
    core::ChainStore store;  ///< owner 0
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «extent»; sha256 and bytes are left to the caller
    std::vector<std::string> warnings;
};

/// All polygons of the source, their union. Defects: those of ring_stream.hpp and grid_rings.hpp.
/// Errors: core::Error(input), also when the files hold not one polygon: nothing would be known anywhere.
ExtentRead read_extent(const model::Source& source, const core::Lattice& lattice, core::ChainStoreOptions options);

}  // namespace covmap::read
