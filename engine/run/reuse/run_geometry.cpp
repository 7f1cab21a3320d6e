#include "run/reuse/run_geometry.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "read/territory/territories.hpp"

namespace covmap::run {

Geometry run_geometry(const std::string& folder, const model::TerritorySet& set, const std::string& remedy) {
    model::TerritorySpec spec;
    spec.unit = set.unit;
    spec.code_column = "code";
    spec.source.given = folder + "/covmap.gpkg";
    spec.source.layer = set.unit;
    if (!std::filesystem::exists(spec.source.given)) {
        spec.source.given = folder + "/" + set.unit + ".geojson";
        spec.source.layer.clear();
    }
    if (!std::filesystem::exists(spec.source.given))
        throw core::Error(core::ErrorKind::input, folder,
                          "has neither covmap.gpkg nor " + set.unit + ".geojson to take the maps' geometry from; " + remedy);
    spec.source.files = {spec.source.given};
    Geometry geometry;
    geometry.territories = read::read_territory_polygons(spec, set, geometry.crs);
    return geometry;
}

}  // namespace covmap::run
