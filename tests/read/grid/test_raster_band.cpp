// What the numbers of a band mean: signed bytes, masks of the band and of the file, NoData, scale and offset.
#include <cmath>
#include <cstdint>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/grid/raster_band.hpp"
#include "read/inspect/inspect.hpp"
#include "read/support/raster_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::TempFolder;
using test::TestRaster;
using test::write;

model::DemandSpec demand_of(const std::string& file, const std::vector<std::string>& bands = {"1"}) {
    model::DemandSpec spec;
    spec.source.given = "people.tif";
    spec.source.files = {file};
    spec.format = "raster";
    for (const std::string& band : bands) spec.attributes.push_back({"a" + band, band, {}, ""});
    return spec;
}

/// Totals of the attributes in millionths, and the defects in all.
std::vector<std::int64_t> totals(const model::DemandSpec& spec, std::size_t defects = 0) {
    const auto demand = open_demand(spec);
    core::DemandRows rows;
    demand->load(0, demand->cells().row_end, rows);
    CHECK(demand->report().defects.entries().size() == defects);
    return demand->report().input_totals;
}

/// -1 of a signed byte is the byte 255.
TestRaster signed_bytes(std::vector<double> bytes) {
    TestRaster raster{static_cast<int>(bytes.size()), 1, {std::move(bytes)}, GDT_Byte};
    raster.options = {"PIXELTYPE=SIGNEDBYTE"};
    return raster;
}

std::string with_vrt_mask(const TempFolder& folder, const std::string& mask) {
    write(folder.path("a.tif"), {2, 1, {{1, 2}, {10, 20}}});
    write(folder.path("m.tif"), {2, 1, {{255, 0}}, GDT_Byte});
    const auto source = [](const std::string& file, int band) {
        return "<SimpleSource><SourceFilename relativeToVRT=\"1\">" + file + "</SourceFilename><SourceBand>" +
               std::to_string(band) + "</SourceBand></SimpleSource>";
    };
    const std::string masked = "<MaskBand><VRTRasterBand dataType=\"Byte\">" + source("m.tif", 1) + "</VRTRasterBand></MaskBand>";
    std::string text =
        "<VRTDataset rasterXSize=\"2\" rasterYSize=\"1\"><SRS>EPSG:3035</SRS><GeoTransform>0,10,0,0,0,-10</GeoTransform>";
    for (int band = 1; band <= 2; ++band)
        text += "<VRTRasterBand dataType=\"Float32\" band=\"" + std::to_string(band) + "\">" + source("a.tif", band) +
                (mask == std::to_string(band) ? masked : "") + "</VRTRasterBand>";
    return folder.file("a.vrt", text + (mask == "file" ? masked : "") + "</VRTDataset>");
}

}  // namespace

TEST_CASE("bytes that their file calls signed are negative from 128 on, and their NoData is too") {
    const TempFolder folder;
    TestRaster raster = signed_bytes({100, 255, 127});
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -1); };
    const std::string file = write(folder.path("a.tif"), raster);
    CHECK(totals(demand_of(file)) == std::vector<std::int64_t>{227'000'000});
    const InspectedBand band = inspect_file(file).raster->bands.at(0);
    CHECK(band.type == "Int8");
    CHECK(band.sampled_nodata == 1);
    CHECK(band.max == 127);
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), 255); };
    CHECK(totals(demand_of(write(folder.path("b.tif"), raster))) == std::vector<std::int64_t>{227'000'000});
    raster.dress = [](GDALDatasetH) {};
    CHECK(totals(demand_of(write(folder.path("c.tif"), raster)), 1) == std::vector<std::int64_t>{227'000'000});
}

TEST_CASE("plain bytes stay 0 to 255") {
    const TempFolder folder;
    CHECK(totals(demand_of(write(folder.path("a.tif"), {3, 1, {{100, 200, 130}}, GDT_Byte}))) ==
          std::vector<std::int64_t>{430'000'000});
}

TEST_CASE("a mask of one band leaves its pixels out of that attribute alone") {
    const TempFolder folder;
    CHECK(totals(demand_of(with_vrt_mask(folder, "2"), {"1", "2"})) == std::vector<std::int64_t>{3'000'000, 10'000'000});
    CHECK(totals(demand_of(folder.path("a.vrt"), {"2", "1"})) == std::vector<std::int64_t>{10'000'000, 3'000'000});
    CHECK(totals(demand_of(folder.path("a.vrt"), {"2"})) == std::vector<std::int64_t>{10'000'000});
    CHECK(totals(demand_of(folder.path("a.vrt"), {"1"})) == std::vector<std::int64_t>{3'000'000});
}

TEST_CASE("a mask of the file leaves its pixels out of every attribute") {
    const TempFolder folder;
    CHECK(totals(demand_of(with_vrt_mask(folder, "file"), {"1", "2"})) == std::vector<std::int64_t>{1'000'000, 10'000'000});
    CHECK(inspect_file(folder.path("a.vrt")).raster->bands.at(1).sampled_nodata == 1);
}

TEST_CASE("NODATA_VALUES of a file leaves out the pixels where all bands hold theirs") {
    const TempFolder folder;
    TestRaster raster{3, 1, {{9, 9, 1}, {8, 2, 8}}, GDT_Byte};
    raster.dress = [](GDALDatasetH d) { GDALSetMetadataItem(d, "NODATA_VALUES", "9 8", nullptr); };
    CHECK(totals(demand_of(write(folder.path("a.tif"), raster), {"1", "2"})) ==
          std::vector<std::int64_t>{10'000'000, 10'000'000});
}

TEST_CASE("what an offset leaves by rounding is nobody, without a defect") {
    const TempFolder folder;
    TestRaster raster{2, 1, {{123, 150}}, GDT_Byte};
    raster.dress = [](GDALDatasetH d) {
        GDALSetRasterScale(GDALGetRasterBand(d, 1), 0.1);
        GDALSetRasterOffset(GDALGetRasterBand(d, 1), -12.3);
    };
    CHECK(totals(demand_of(write(folder.path("a.tif"), raster))) == std::vector<std::int64_t>{2'700'000});
}

TEST_CASE("a scale of 0 is an error") {
    const TempFolder folder;
    TestRaster raster{1, 1, {{1}}};
    raster.dress = [](GDALDatasetH d) { GDALSetRasterScale(GDALGetRasterBand(d, 1), 0); };
    CHECK_THROWS_WITH(totals(demand_of(write(folder.path("a.tif"), raster))), Catch::Contains("declares a scale of 0"));
}

TEST_CASE("nodata of the job stands beside that of the file, in any number") {
    const TempFolder folder;
    TestRaster raster{80, 1, {std::vector<double>(80, 7)}};
    raster.bands[0][3] = -9999;
    raster.bands[0][4] = 65535;
    raster.bands[0][79] = 65534;
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -9999); };
    model::DemandSpec spec = demand_of(write(folder.path("a.tif"), raster));
    spec.nodata.values = {65535, 65534};
    CHECK(totals(spec) == std::vector<std::int64_t>{77 * 7'000'000});
}
