// A QGIS project over the GeoPackage of a run: its layers with their styles, the first view, bookmarks, pages to print.
#pragma once

#include <string>
#include <vector>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

struct ProjectLayer {
    const model::MapLayer* map = nullptr;
    std::string name;  ///< in the list of layers and in legends; empty: the table's title, or its name
};

/// Points at what the caller keeps alive.
struct ProjectContents {
    std::vector<ProjectLayer> layers;  ///< those of the GeoPackage; of wide tables the finest unit first, «all» last
    std::string name;                  ///< of the job
    std::string people;                ///< column of the finest unit, which tells the main territory; empty: territories count
    std::string crs;                   ///< of the GeoPackage; empty: that of the first layer
    Credits credits;
    std::string geopackage = "covmap.gpkg";  ///< beside the project
};

/// The project (.qgs) for QGIS 3.22 and later, in the language of the credits.
///
/// Layers stand in groups: places, zones, backgrounds, territories, the larger units above the smaller; the first zones and the
/// finest unit are switched on. Styles and metadata are those of layer_qml() and layer_qmd(). The first view, and that of both
/// print layouts (A4 upright, A3 lying), is the main territory (extent.hpp) without what lies oceans away; a box that has no
/// image in the CRS of the project is left out, and where there is none, so are the layouts. A bookmark each parent territory.
/// The layouts show what is switched on, with its titles. Boxes are those of the outlines' boxes brought into `crs`: they hold
/// the outlines, and may be larger. Pure, but for PROJ. Cost: one pass over the vertices. Errors: output, for a CRS that is not
/// understood.
std::string project_qgs(const ProjectContents& contents);

/// Writes it into a new archive (.qgz) at `path`. The same contents give the same bytes: its date is that of the credits, the
/// archive's entry has none. Errors: output, where = the path.
void write_project(const ProjectContents& contents, const std::string& path);

}  // namespace covmap::exports
