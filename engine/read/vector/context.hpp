// The lines and areas of a [[context]]: rivers, lakes, roads, railways.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "core/grid.hpp"
#include "model/context.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::read {

/// What maps show: a box in a CRS.
struct MapWindow {
    core::Point low, high;
    std::string crs;
};

struct ContextRead {
    std::vector<model::ContextShapes> shapes;  ///< none, areas, lines, or areas before lines; `position` is left to the caller
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «context»; the caller numbers them and fills sha256 and bytes
};

/// More vertices than that around the map are no background.
inline constexpr std::size_t kMostContextVertices = 5'000'000;

/// Reads all files of a background in degrees, thinned by at most 5 m, rounded to 10^-6 degree, cut along the window and a tenth
/// of its longer side around it. Where GEOS cannot cut a shape it stays whole. Arcs are drawn as lines. Left out and counted:
/// a feature without geometry (`geometry-empty`), points (`geometry-not-drawn`), a vertex that PROJ refuses (`transform-failed`).
/// Errors: core::Error(input): no file, no such layer or column, a layer without CRS or with one that PROJ does not know, damaged
/// files, more than kMostContextVertices. One thread; several may be read in parallel. Cost: a million vertices a second, of the
/// features in the window where the file has an index.
ContextRead read_context(const model::ContextSpec& spec, const MapWindow& window);

/// The errors of opening it, before anything else is done.
void open_context(const model::ContextSpec& spec);

}  // namespace covmap::read
