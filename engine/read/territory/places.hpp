// The points of a [[places]]: schools, town halls, hospitals.
#pragma once

#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "model/place.hpp"
#include "model/run_model.hpp"
#include "read/vector/land.hpp"

namespace covmap::read {

struct PlaceRead {
    std::vector<model::Place> places;             ///< in the order of the files (sorted) and of their records
    std::vector<std::vector<std::string>> texts;  ///< of each place, what else was wanted of its record, without blanks around it
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «places»; the caller numbers them and fills sha256 and bytes
};

/// Reads all files of some places: a table with columns x and y (longitude first), or a layer of points when the job names no
/// columns (of a multipoint the first). The CRS is that of the job, else the file's; a table without either is in degrees,
/// EPSG:4326. Ids and names lose the blanks around them; what is repeated stays.
/// Left out and counted: a coordinate that is no number (`coordinate-not-a-number`), a feature without geometry
/// (`geometry-empty`), a point that PROJ refuses or that is not on the Earth (`transform-failed`), no degrees where the CRS has
/// degrees (`coordinate-out-of-range`), a point off `map` and `land` that is on them with x and y swapped
/// (`coordinates-swapped`). A record with too few or too many fields is `ragged-record` and read as far as it goes. Of
/// confidential sources the examples hold line numbers only. Errors: core::Error(input): no file, no such layer or column, a
/// layer without CRS, a CRS that PROJ does not know, most records out of range or swapped (coordinate_check.hpp). One thread;
/// several may be read in parallel. Accuracy: PROJ's own. Cost: two calls of PROJ a place.
/// `columns`: further ones, whose values PlaceRead::texts gets.
PlaceRead read_places(const model::PlacesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map = {},
                      const Land* land = nullptr, const std::vector<std::string>& columns = {});

}  // namespace covmap::read
