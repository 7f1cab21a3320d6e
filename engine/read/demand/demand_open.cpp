#include <gdal.h>

#include <string>

#include "core/error.hpp"
#include "geodesy/locator.hpp"
#include "read/demand/demand_parts.hpp"
#include "read/files/data_files.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"

namespace covmap::read {

namespace {

bool opens_as_raster(const std::string& file) {
    const std::string opened = data_file(file, {}, Content::rasters);
    if (is_text_table(opened)) return false;
    GDALDatasetH dataset = GDALOpenEx(opened.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr);
    if (dataset == nullptr) return false;
    const bool bands = GDALGetRasterCount(dataset) > 0;
    GDALClose(dataset);
    return bands;
}

}  // namespace

namespace {

std::unique_ptr<OpenDemand> open_as_cells(const model::DemandSpec& spec) {
    if (spec.source.files.empty()) throw core::Error(core::ErrorKind::input, spec.source.given, "no such file");
    if (spec.attributes.empty())
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "the demand has no attribute; state one, for instance attributes = { population = \"T\" }");
    if (spec.format == "raster") return open_raster_demand(spec);
    if (spec.format == "grid-squares") return open_square_demand(spec);
    if (spec.format == "points") return open_point_demand(spec);
    if (spec.format == "polygons") return open_polygon_demand(spec);
    if (!spec.format.empty())
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "unknown format «" + spec.format + "» of a demand; it is raster, grid-squares, points or polygons");
    const bool columns = !spec.id_column.empty() || !spec.x_column.empty();
    const std::string& first = spec.source.files.front();
    // Text tables are never rasters, though GDAL's XYZ driver would take some of them for one.
    if (!columns && !is_text_table(first) && opens_as_raster(first)) return open_raster_demand(spec);
    return open_square_demand(spec);
}

}  // namespace

std::unique_ptr<OpenDemand> open_demand(const model::DemandSpec& spec) {
    init_gdal();
    std::unique_ptr<OpenDemand> demand = open_as_cells(spec);
    if (spec.format == "points" || spec.spread != core::Spread::points) return demand;
    return shared_among_points(std::move(demand), spec);
}

void refuse_local(const core::Lattice& lattice, const std::string& given) {
    try {
        const geodesy::Locator probe(lattice);
    } catch (const core::Error& error) {
        throw core::Error(error.kind(), given,
                          "its CRS has no known place on Earth (a local or unknown one); state the right one beside the source, "
                          "for instance crs = \"EPSG:3035\"; PROJ says: " +
                              error.message());
    }
}

}  // namespace covmap::read
