#include <gdal.h>

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/files/gdal_init.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;
using read::open_demand;

namespace {

std::string write_raster(const std::string& path, const char* driver) {
    read::init_gdal();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(driver), path.c_str(), 2, 2, 1, GDT_Byte, nullptr);
    double place[] = {0, 1, 0, 2, 0, -1};
    GDALSetGeoTransform(dataset, place);
    GDALClose(dataset);
    return path;
}

model::DemandSpec spec_of(const std::string& file, const std::string& format = "") {
    model::DemandSpec spec;
    spec.source.given = "demand";
    spec.source.files = {file};
    spec.source.crs = "EPSG:3035";
    spec.format = format;
    spec.attributes.push_back({"population", "1", {}, ""});
    return spec;
}

std::string fault_of(const model::DemandSpec& spec, core::ErrorKind kind) {
    try {
        (void)open_demand(spec);
    } catch (const core::Error& error) {
        CHECK(error.kind() == kind);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("the format is guessed: what GDAL opens as a raster is one, a text table never is") {
    const TempFolder folder;
    CHECK(open_demand(spec_of(write_raster(folder.path("a.tif"), "GTiff")))->report().format == "raster");
    auto table = spec_of(folder.file("a.csv", "x,y,z\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n"));
    table.attributes[0].column = "z";
    table.x_column = "x";
    table.y_column = "y";
    table.size = 1;
    CHECK(open_demand(table)->report().format == "grid-squares");
}

TEST_CASE("no file, no attribute and an unknown format are errors") {
    const TempFolder folder;
    auto spec = spec_of("x.tif");
    spec.source.files.clear();
    CHECK(fault_of(spec, core::ErrorKind::input) == "demand: no such file");
    spec = spec_of("x.tif");
    spec.attributes.clear();
    CHECK(fault_of(spec, core::ErrorKind::job).find("the demand has no attribute") != std::string::npos);
    CHECK(fault_of(spec_of("x.tif", "hexagons"), core::ErrorKind::job) ==
          "demand: unknown format «hexagons» of a demand; it is raster, grid-squares, points or polygons");
    CHECK(fault_of(spec_of(folder.path("absent.tif")), core::ErrorKind::input).find("cannot be opened") != std::string::npos);
}
