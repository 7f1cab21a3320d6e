// Coverage as rasters of classes or of signal strength.
#include <gdal.h>
#include <ogr_srs_api.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "read/files/gdal_init.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::source_of;
using test::TempFolder;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 100, 100};

struct Picture {
    int width = 0, height = 0;
    std::vector<double> pixels;
    double nodata = NAN;
    double scale = 1, offset = 0;
    bool south_up = false;
};

// Pixels of 100 m from the corner (1000, 5000).
std::string write(const std::string& path, Picture picture) {
    init_gdal();
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), picture.width, picture.height, 1, GDT_Float32, nullptr);
    REQUIRE(dataset != nullptr);
    double place[] = {1000, 100, 0, 5000, 0, -100};
    if (picture.south_up) {
        place[3] = 5000 - 100 * picture.height;
        place[5] = 100;
    }
    GDALSetGeoTransform(dataset, place);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(crs, 3035);
    GDALSetSpatialRef(dataset, crs);
    OSRDestroySpatialReference(crs);
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (!std::isnan(picture.nodata)) GDALSetRasterNoDataValue(band, picture.nodata);
    GDALSetRasterScale(band, picture.scale);
    GDALSetRasterOffset(band, picture.offset);
    REQUIRE(GDALRasterIO(band, GF_Write, 0, 0, picture.width, picture.height, picture.pixels.data(), picture.width,
                         picture.height, GDT_Float64, 0, 0) == CE_None);
    GDALClose(dataset);
    return path;
}

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.source = source_of(path);
    spec.format = model::SupplyFormat::raster;
    spec.operator_field.constant = "20801";
    spec.technology.constant = "4G";
    return spec;
}

model::SupplySpec in_dbm(const std::string& path) {
    model::SupplySpec spec = spec_of(path);
    spec.levels = {"TBC", "BC", "CL"};
    spec.raster_levels = {{"TBC", -85, {}}, {"BC", -95, {}}, {"CL", -105, {}}};
    return spec;
}

SupplyRead read(const model::SupplySpec& spec) { return read_supply(spec, {}, kLattice, {}); }

// «CL:2 BC:1»: pixels of each level.
std::string pixels_of(const SupplyRead& got) {
    std::vector<double> area(got.layers.size(), 0);
    std::vector<core::Point> buffer;
    for (const core::Row band : got.store.bands())
        got.store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> v) {
            for (std::size_t i = 0; i + 1 < v.size(); ++i) area[owner] += (v[i].y - v[i + 1].y) * (v[i].x + v[i + 1].x) / 2;
        });
    std::string text;
    for (std::size_t l = 0; l < area.size(); ++l)
        text += (l > 0 ? " " : "") + (got.layers[l].level.empty() ? std::string("-") : got.layers[l].level) + ":" +
                std::to_string(std::lround(std::abs(area[l])));
    return text;
}

}  // namespace

TEST_CASE("dBm with thresholds: a pixel has the best level that it reaches") {
    const TempFolder folder;
    // -85 is TBC, -85.5 and -95 are BC, -105 is CL, -106 nothing.
    const SupplyRead got = read(in_dbm(write(folder.path("a.tif"), {3, 2, {-60, -85, -85.5, -95, -105, -106}})));
    CHECK(pixels_of(got) == "TBC:2 BC:2 CL:1");
    CHECK(got.scales[0].levels == std::vector<std::string>{"TBC", "BC", "CL"});
    CHECK(got.defects.empty());
}

TEST_CASE("NoData and NaN in the raster are not covered; outside it nothing is known") {
    const TempFolder folder;
    const SupplyRead got = read(in_dbm(write(folder.path("a.tif"), {3, 1, {-60, -9999, NAN}, -9999})));
    CHECK(pixels_of(got) == "TBC:1 BC:0 CL:0");
    CHECK(got.tells_known);
    CHECK(got.known.bounds().u_min == 10);
    CHECK(got.known.bounds().u_max == 13);
    model::SupplySpec spec = in_dbm(folder.path("a.tif"));
    spec.absent = "none";
    CHECK_FALSE(read(spec).tells_known);
}

TEST_CASE("scale and offset come before the thresholds") {
    const TempFolder folder;
    // Bytes from -120 in steps of 0.5: 80 is -80.
    CHECK(pixels_of(read(in_dbm(write(folder.path("a.tif"), {2, 1, {80, 50}, NAN, 0.5, -120})))) == "TBC:1 BC:1 CL:0");
}

TEST_CASE("classes: each level has its own, in any order") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write(folder.path("a.tif"), {5, 1, {3, 2, 1, 0, 7}}));
    spec.levels = {"TBC", "BC", "CL"};
    spec.raster_levels = {{"TBC", {}, {3}}, {"BC", {}, {2, 7}}, {"CL", {}, {1}}};
    CHECK(pixels_of(read(spec)) == "TBC:1 BC:2 CL:1");
}

TEST_CASE("without levels every value but 0 is covered") {
    const TempFolder folder;
    CHECK(pixels_of(read(spec_of(write(folder.path("a.tif"), {4, 1, {1, 0, 2, 255}, 255})))) == "-:2");
}

TEST_CASE("a raster whose rows run north is the same picture") {
    const TempFolder folder;
    const SupplyRead north = read(in_dbm(write(folder.path("n.tif"), {1, 2, {-60, -200}})));
    Picture flipped{1, 2, {-200, -60}};
    flipped.south_up = true;
    const SupplyRead south = read(in_dbm(write(folder.path("s.tif"), flipped)));
    CHECK(north.store.bounds().v_min == south.store.bounds().v_min);
    CHECK(north.store.bounds().v_max == south.store.bounds().v_max);
}

TEST_CASE("a band that is not there is told with those that are") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write(folder.path("a.tif"), {1, 1, {1}}));
    spec.band = 2;
    CHECK_THROWS_WITH(read(spec), Catch::Contains("has no band 2; its bands are 1 to 1"));
}
