// Territories of a job: codes, names, parents, references and rings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/polygon.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"
#include "model/territory.hpp"

namespace covmap::read {

struct TerritoryRead {
    model::TerritorySet set;
    core::ChainStore store;
    std::vector<std::uint32_t> owner;  ///< owner in the store -> TerritoryId
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «territory», then «join»; sha256 and bytes are left to the caller
    std::vector<std::string> warnings;
};

/// Reads all files of the territories and their joins, in one thread. Nothing depends on the order of features or rows, save
/// the owners' numbers.
///
/// Codes are text, blanks around them cut. Features of one code are one territory: their rings add up, and of names and parents
/// that differ the alphabetically smallest counts. Columns that a join makes hide those of the same name in the territories.
/// A territory without geometry stays, with no area. ring_area is summed in 2^-32 of a cell, clipping or not.
/// Defects beside those of ring_stream.hpp and grid_rings.hpp: `code-missing` (the feature is left out), `code-duplicate`,
/// `join-unmatched` (a row whose code is no territory), `join-missing` (a territory without row), `join-duplicate` (the
/// smallest row counts), `reference-not-a-number` (text or negative), `passage-split`. Codes are mapped by passage and fold
/// (territory_codes.hpp): features whose codes become one are one territory, which has the texts of the feature of that code, and
/// the sum of their references. Errors: core::Error(input), also when not one territory is left. Cost: about 10 million vertices
/// a second.
TerritoryRead read_territories(const model::TerritorySpec& spec, const core::Lattice& lattice, core::ChainStoreOptions options);

/// Polygons by TerritoryId as published, in the CRS of the first file (`crs_out`), for exports; rings closed, invalid ones kept.
/// Files in another CRS are transformed. Features whose code is not in the set are left out.
std::vector<core::MultiPolygon> read_territory_polygons(const model::TerritorySpec& spec, const model::TerritorySet& set,
                                                        std::string& crs_out);

/// Cells that can hold territories: the layers' extents, transformed along a net of 129 x 129 points and padded by 2 cells. Reads
/// no geometry where the format keeps its extent; what the file says of it is believed (ChainStore::bounds() tells the truth
/// after reading). Empty when the layers are.
core::CellBox territory_box(const model::TerritorySpec& spec, const core::Lattice& lattice);

}  // namespace covmap::read
