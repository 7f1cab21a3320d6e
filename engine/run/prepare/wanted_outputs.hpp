// What a job's formats ask for.
#pragma once

#include <cstdint>

#include "model/run_model.hpp"

namespace covmap::run {

/// Whether output.formats holds `format`.
bool wants(const model::RunModel& model, const char* format);

/// Whether some format needs map tiles.
bool wants_tiles(const model::Job& job);

/// Whether some format needs geometry.
bool wants_maps(const model::RunModel& model);

/// Whether the job asks for what is made of cells: zones, places, lines, rasters, tiles or the page.
bool asks_cells(const model::Job& job);

/// What becomes of cells.covc.
enum class CellsKept {
    no,         ///< it is not written
    meanwhile,  ///< rasters or tiles are made of it, and it does not stay
    limited,    ///< it stays where it is no larger than output.keep_limit_mb
    always,
};

/// As `output.keep` says. "auto" keeps it always where the job asks for what is made of cells, never where its sources are
/// confidential or people have no place in a cell (`by_polygons`: a demand of polygons), else within the limit.
CellsKept cells_kept(const model::Job& job, bool by_polygons);

/// output.keep_limit_mb in bytes.
std::uint64_t bytes_of_limit(const model::Job& job);

/// Must the run have cells.covc, by what its job says?
bool must_keep_cells(const model::Job& job);

}  // namespace covmap::run
