// Rasters of coverage that can be read, but hardly mean what they say: each with a sound twin that is silent.
#include "read/supply/coverage_doubts.hpp"
#include "read/supply/supply.hpp"
#include "read/support/raster_files.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::TempFolder;
using test::TestRaster;
using test::write;

model::SupplySpec spec_of(const std::string& file, std::vector<model::RasterLevel> levels = {}) {
    model::SupplySpec spec;
    spec.source = test::source_of(file);
    spec.format = model::SupplyFormat::raster;
    spec.operator_field.constant = "20801";
    spec.technology.constant = "4G";
    for (const model::RasterLevel& level : levels) spec.levels.push_back(level.level);
    spec.raster_levels = std::move(levels);
    return spec;
}

std::vector<std::string> warnings(const model::SupplySpec& spec) {
    return read_supply(spec, {}, {"EPSG:3035", 0, 0, 100, 100}, {}).warnings;
}

const std::vector<model::RasterLevel> kClasses = {{"TBC", {}, {3}}, {"CL", {}, {1, 2}}};
const std::vector<model::RasterLevel> kDbm = {{"CL", -105, {}}};

}  // namespace

TEST_CASE("255 apart from a scale is a warning, at the end of one it is a number of it") {
    const TempFolder folder;
    CHECK(warnings(spec_of(write(folder.path("a.tif"), {5, 1, {{0, 50, 120, 200, 255}}, GDT_Byte}))).size() == 1);
    CHECK(warnings(spec_of(write(folder.path("b.tif"), {5, 1, {{0, 120, 250, 254, 255}}, GDT_Byte}))).empty());
}

TEST_CASE("255 beside classes is a warning that counts its pixels and says what it counts as") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write(folder.path("a.tif"), {5, 1, {{0, 1, 3, 255, 255}}, GDT_Byte}));
    REQUIRE(warnings(spec).size() == 1);
    CHECK_THAT(warnings(spec)[0], Catch::Contains("255 in 2 pixels (next to it comes 3) looks like NoData") &&
                                      Catch::Contains("it counts as covered") && Catch::Contains("nodata = [255]"));
    spec = spec_of(folder.path("a.tif"), kClasses);
    REQUIRE(warnings(spec).size() == 1);
    CHECK_THAT(warnings(spec)[0], Catch::Contains("it counts as not covered"));
    spec.nodata.values = {255};
    CHECK(warnings(spec).empty());
    spec.nodata = {{}, true};
    CHECK(warnings(spec).empty());
    CHECK(warnings(spec_of(folder.path("a.tif"), {{"TBC", {}, {3, 255}}, {"CL", {}, {1}}})).empty());
}

TEST_CASE("signal strength with 32767 or -9999 beside it is a warning; with real numbers it is not") {
    const TempFolder folder;
    const model::SupplySpec high = spec_of(write(folder.path("a.tif"), {3, 1, {{-60, -120, 32767}}, GDT_Int16}), kDbm);
    REQUIRE(warnings(high).size() == 1);
    CHECK_THAT(warnings(high)[0], Catch::Contains("32767 in 1 pixels") && Catch::Contains("it counts as CL"));
    REQUIRE(warnings(spec_of(write(folder.path("b.tif"), {3, 1, {{-60, -120, -9999}}}), kDbm)).size() == 1);
    CHECK(warnings(spec_of(write(folder.path("c.tif"), {4, 1, {{-60, -120, -140, 0}}}), kDbm)).empty());
    CHECK(warnings(spec_of(write(folder.path("d.tif"), {3, 1, {{-60, -120, -128}}, GDT_Int16}), kDbm)).empty());
    TestRaster declared{3, 1, {{-60, -120, -9999}}};
    declared.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -9999); };
    CHECK(warnings(spec_of(write(folder.path("e.tif"), declared), kDbm)).empty());
}

TEST_CASE("a mask of 0 and 255, or of 255 alone, is what it says") {
    const TempFolder folder;
    CHECK(warnings(spec_of(write(folder.path("a.tif"), {3, 1, {{0, 255, 255}}, GDT_Byte}))).empty());
    CHECK(warnings(spec_of(write(folder.path("b.tif"), {3, 1, {{255, 255, 255}}, GDT_Byte}))).empty());
    CHECK(warnings(spec_of(folder.path("a.tif"), {{"CL", 128, {}}})).empty());
    CHECK(warnings(spec_of(folder.path("a.tif"), {{"CL", {}, {255}}})).empty());
}

TEST_CASE("a picture in colours is a warning; three bands of classes that are stored as one are not") {
    const TempFolder folder;
    const auto coloured = [](GDALDatasetH d) {
        GDALSetRasterColorInterpretation(GDALGetRasterBand(d, 1), GCI_RedBand);
        GDALSetRasterColorInterpretation(GDALGetRasterBand(d, 2), GCI_GreenBand);
        GDALSetRasterColorInterpretation(GDALGetRasterBand(d, 3), GCI_BlueBand);
    };
    TestRaster picture{3, 1, {{227, 255, 12}, {26, 255, 90}, {28, 255, 200}}, GDT_Byte};
    picture.dress = coloured;
    const model::SupplySpec drawn = spec_of(write(folder.path("a.tif"), picture));
    REQUIRE(warnings(drawn).size() == 1);
    CHECK_THAT(warnings(drawn)[0], Catch::Contains("band 1 is the Red of a picture in colours"));
    TestRaster classes{3, 1, {{0, 1, 3}, {0, 1, 2}, {0, 0, 1}}, GDT_Byte};
    classes.dress = coloured;
    CHECK(warnings(spec_of(write(folder.path("b.tif"), classes), kClasses)).empty());
    TestRaster grey = picture;
    grey.dress = [](GDALDatasetH) {};
    grey.bands.resize(1);
    CHECK(warnings(spec_of(write(folder.path("c.tif"), grey))).empty());
}

TEST_CASE("a mask of the band that is read leaves its pixels uncovered and unjudged") {
    const TempFolder folder;
    const std::string file = write(folder.path("a.tif"), {2, 1, {{1, 255}}, GDT_Byte});
    GDALDatasetH dataset = GDALOpen(file.c_str(), GA_Update);
    REQUIRE(GDALCreateDatasetMaskBand(dataset, GMF_PER_DATASET) == CE_None);
    std::array<unsigned char, 2> mask = {255, 0};
    REQUIRE(GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Write, 0, 0, 2, 1, mask.data(), 2, 1, GDT_Byte, 0,
                         0) == CE_None);
    GDALClose(dataset);
    CHECK(warnings(spec_of(file)).empty());
}
