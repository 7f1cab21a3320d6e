// The lines of a [[lines]]: roads, railways, measured along the ellipsoid.
#pragma once

#include <vector>

#include "core/defect.hpp"
#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "model/lines.hpp"
#include "model/run_model.hpp"
#include "read/vector/land.hpp"

namespace covmap::read {

struct LinesRead {
    model::LineSet set;
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «lines»; the caller numbers them and fills sha256 and bytes
    std::uint64_t features = 0;            ///< that `where` lets through
};

/// Reads all files of some lines, those of which `where` lets each column through. Lines of a multi-line are lines of their own;
/// arcs are drawn as lines (chords of 1 degree). Ids, names and classes lose the blanks around them; without id column the id is
/// the FID. Where the source's CRS is not the grid's, edges get vertices until they keep within 10^-6 of a cell of the straight
/// line in the source, and all edges get some every kilometre: the length of a line is the sum of the geodesic lengths on
/// WGS 84 between its vertices, and its vertices lie at the nearest mm of that sum.
/// Left out and counted: a feature without geometry (`geometry-empty`), points and areas (`geometry-not-line`; lines beside them
/// are read), a vertex that is not finite (`coordinate-not-finite`), that is not on the Earth or that PROJ refuses
/// (`transform-failed`), no degrees where the CRS has degrees (`coordinate-out-of-range`), a line off `map` and `land` that is
/// on them with x and y swapped (`coordinates-swapped`), a line without length (`line-degenerate`), one with the same vertices as
/// one before, in whatever direction (`line-duplicate`). Where a
/// projected map is cut open across a line, it is two lines.
/// Errors: core::Error(input): no file, no such layer or column, no lines at all, a layer without CRS, a CRS that PROJ does not
/// know, damaged files, most lines out of range or swapped, a class «all». One thread; several may be read in parallel.
/// Accuracy of a length: 1 mm and 10^-8 of it. Cost: some 6 microseconds a vertex; memory: 24 bytes a vertex.
LinesRead read_lines(const model::LinesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map = {},
                     const Land* land = nullptr);

}  // namespace covmap::read
