// NoData that a raster does not declare: refused among people.
#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/grid/undeclared_nodata.hpp"
#include "read/support/raster_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::TempFolder;
using test::TestRaster;
using test::write;

model::DemandSpec demand_of(const std::string& file) {
    model::DemandSpec spec;
    spec.source.given = "people.tif";
    spec.source.files = {file};
    spec.format = "raster";
    spec.attributes.push_back({"population", "1", {}, ""});
    return spec;
}

StoredExtremes extremes_of(const std::vector<double>& pixels) {
    StoredExtremes extremes;
    for (const double pixel : pixels) extremes.add(pixel);
    return extremes;
}

std::int64_t total(const model::DemandSpec& spec) {
    const auto demand = open_demand(spec);
    core::DemandRows rows;
    for (core::Row row = 0; row < demand->cells().row_end; row += 32) demand->load(row, row + 32, rows);
    return demand->report().input_totals[0];
}

}  // namespace

TEST_CASE("extremes know the number next to them, and how many pixels hold them") {
    const StoredExtremes extremes = extremes_of({5, 65535, -9999, 7, 65535, 5, -9999, -9999});
    CHECK(extremes.high().value == 65535);
    CHECK(extremes.high().count == 2);
    CHECK(extremes.high().next == 7);
    CHECK(extremes.high().looks_like_no_data());
    CHECK(extremes.low().value == -9999);
    CHECK(extremes.low().count == 3);
    CHECK(extremes.low().next == 5);
    CHECK(extremes.low().looks_like_no_data());
    CHECK_FALSE(StoredExtremes().high().looks_like_no_data());
}

TEST_CASE("an extreme is NoData only where it is a usual one and ten times the next") {
    CHECK_FALSE(extremes_of({1, 65534}).high().looks_like_no_data());
    CHECK_FALSE(extremes_of({6554, 65535}).high().looks_like_no_data());
    CHECK(extremes_of({6553, 65535}).high().looks_like_no_data());
    CHECK_FALSE(extremes_of({-1000, -9999}).low().looks_like_no_data());
    CHECK(extremes_of({-120.5, -9999}).low().looks_like_no_data());
    CHECK(extremes_of({-60, 3.4e38}).high().looks_like_no_data());
}

TEST_CASE("65535 people where others are few is an error, before anything is loaded") {
    const TempFolder folder;
    model::DemandSpec spec = demand_of(write(folder.path("a.tif"), {4, 1, {{10, 65535, 80, 65535}}, GDT_UInt16}));
    CHECK_THROWS_WITH(open_demand(spec), Catch::Contains("band 1 holds 65535 in 2 pixels, and at most 80 elsewhere") &&
                                             Catch::Contains("nodata = [65535]") && Catch::Contains("nodata = \"none\""));
    spec.nodata.values = {65535};
    CHECK(total(spec) == 90'000'000);
    spec.nodata = {{}, true};
    CHECK(total(spec) == 131'160'000'000);
}

TEST_CASE("the same number is people where it is declared, near to the others, or no usual NoData") {
    const TempFolder folder;
    TestRaster declared{3, 1, {{10, 255, 20}}, GDT_Byte};
    declared.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), 255); };
    CHECK(total(demand_of(write(folder.path("a.tif"), declared))) == 30'000'000);
    CHECK(total(demand_of(write(folder.path("b.tif"), {3, 1, {{10, 255, 26}}, GDT_Byte}))) == 291'000'000);
    CHECK(total(demand_of(write(folder.path("c.tif"), {3, 1, {{10, 65534, 26}}, GDT_UInt16}))) == 65'570'000'000);
}

TEST_CASE("one pixel of NoData in a large raster, which no sample meets, is an error when its rows are loaded") {
    const TempFolder folder;
    TestRaster raster{1500, 1500, {std::vector<double>(1500 * 1500, 3)}, GDT_UInt16};
    raster.bands[0][1500 * 150 + 150] = 65535;
    const std::string file = write(folder.path("a.tif"), raster);
    CHECK_NOTHROW(open_demand(demand_of(file)));
    CHECK_THROWS_WITH(total(demand_of(file)), Catch::Contains("holds 65535 in 1 pixels"));
}

TEST_CASE("NoData that a mask leaves out is nobody's, and no error") {
    const TempFolder folder;
    const std::string file = write(folder.path("a.tif"), {2, 1, {{65535, 8}}, GDT_UInt16});
    GDALDatasetH dataset = GDALOpen(file.c_str(), GA_Update);
    REQUIRE(GDALCreateDatasetMaskBand(dataset, GMF_PER_DATASET) == CE_None);
    std::array<unsigned char, 2> mask = {0, 255};
    REQUIRE(GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Write, 0, 0, 2, 1, mask.data(), 2, 1, GDT_Byte, 0,
                         0) == CE_None);
    GDALClose(dataset);
    CHECK(total(demand_of(file)) == 8'000'000);
}
