#include <gdal.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <thread>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/support/raster_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;
using covmap::test::TestRaster;
using covmap::test::write;
using read::open_demand;

namespace {

model::DemandSpec spec_of(const std::string& file, const std::vector<std::string>& columns = {"1"}) {
    model::DemandSpec spec;
    spec.source.given = "people.tif";
    spec.source.files = {file};
    spec.format = "raster";
    for (std::size_t i = 0; i < columns.size(); ++i) spec.attributes.push_back({"a" + std::to_string(i), columns[i], {}, ""});
    return spec;
}

// The matrix of a small demand, in units: rows from north to south.
std::vector<std::vector<double>> matrix(core::Demand& demand, std::size_t attribute = 0) {
    const core::CellBox box = demand.cells();
    std::vector<std::vector<double>> out(static_cast<std::size_t>(box.row_end),
                                         std::vector<double>(static_cast<std::size_t>(box.col_end)));
    core::DemandRows rows;
    demand.load(0, box.row_end, rows);
    for (std::size_t row = 0; row < out.size(); ++row)
        for (std::uint32_t i = rows.start[row]; i < rows.start[row + 1]; ++i)
            out[row][static_cast<std::size_t>(rows.col[i])] = double(rows.weight[attribute][i]) / 1e6;
    return out;
}

using Matrix = std::vector<std::vector<double>>;

std::string fault_of(const model::DemandSpec& spec, core::ErrorKind kind = core::ErrorKind::input) {
    try {
        (void)open_demand(spec);
    } catch (const core::Error& error) {
        CHECK(error.kind() == kind);
        CHECK(error.where() == "people.tif");
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("a raster's first pixel is row 0, column 0 of its own lattice; zeros are left out") {
    const TempFolder folder;
    const auto demand = open_demand(spec_of(write(folder.path("a.tif"), {3, 2, {{1, 0, 2.5, 0, 0, 4}}})));
    CHECK(demand->lattice() == core::Lattice{"EPSG:3035", 1000, 5000, 10, 10});
    CHECK(demand->cells() == core::CellBox{0, 2, 0, 3});
    CHECK(matrix(*demand) == Matrix{{1, 0, 2.5}, {0, 0, 4}});
    const auto report = demand->report();
    CHECK(report.format == "raster");
    CHECK(report.input_totals == std::vector<std::int64_t>{7'500'000});
    CHECK(report.defects.empty());
    CHECK(report.inputs.at(0).records == 6);
    CHECK(report.inputs.at(0).path == "people.tif");
    core::DemandRows rows;
    open_demand(spec_of(folder.path("a.tif")))->load(-32, 0, rows);
    CHECK(rows.col.empty());
    CHECK(rows.start.size() == 33);
}

TEST_CASE("NoData is nobody; negative and NaN counts are defects with their row and column") {
    const TempFolder folder;
    TestRaster raster{4, 2, {{1, -9999, -3, NAN, 1e-9, -7, INFINITY, 2}}};
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -9999); };
    const auto demand = open_demand(spec_of(write(folder.path("a.tif"), raster)));
    CHECK(matrix(*demand) == Matrix{{1, 0, 0, 0}, {0, 0, 0, 2}});
    const auto report = demand->report();
    CHECK(report.input_totals[0] == 3'000'000);
    CHECK(report.defects.count("negative-weight") == 2);
    CHECK(report.defects.count("not-a-number") == 2);
    CHECK(report.defects.count("weight-rounds-to-zero") == 1);
    const auto& examples = report.defects.entries().at({"negative-weight", "people.tif"}).examples;
    REQUIRE(examples.size() == 2);
    CHECK(examples[0].feature == "0/2");
    CHECK(examples[1].feature == "1/1");
}

TEST_CASE("many defects are counted once each, the smallest places first") {
    const TempFolder folder;
    const auto demand = open_demand(spec_of(write(folder.path("a.tif"), {200, 70, {std::vector<double>(14000, -1)}})));
    core::DemandRows rows;
    for (core::Row row = 64; row >= 0; row -= 32) demand->load(row, row + 32, rows);
    const auto report = demand->report();
    CHECK(report.defects.count("negative-weight") == 14000);
    std::string places;
    for (const auto& place : report.defects.entries().begin()->second.examples) places += place.feature + " ";
    CHECK(places == "0/0 0/1 0/2 0/3 0/4 ");
}

TEST_CASE("NoData of NaN and the huge negative of float rasters are nobody") {
    const TempFolder folder;
    TestRaster raster{3, 1, {{NAN, 5, 0}}};
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), NAN); };
    const auto nan = open_demand(spec_of(write(folder.path("a.tif"), raster)));
    CHECK(matrix(*nan) == Matrix{{0, 5, 0}});
    CHECK(nan->report().defects.empty());
    raster.bands = {{-3.4028234663852886e38, 5, 0}};
    raster.dress = [](GDALDatasetH d) { GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -3.4028234663852886e38); };
    const auto huge = open_demand(spec_of(write(folder.path("b.tif"), raster)));
    CHECK(matrix(*huge) == Matrix{{0, 5, 0}});
    CHECK(huge->report().defects.empty());
}

TEST_CASE("scale and offset are applied; integers of any width are read") {
    const TempFolder folder;
    TestRaster raster{3, 1, {{0, 10, 255}}, GDT_Byte};
    raster.dress = [](GDALDatasetH d) {
        GDALSetRasterScale(GDALGetRasterBand(d, 1), 0.5);
        GDALSetRasterOffset(GDALGetRasterBand(d, 1), 2);
        GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), 255);
    };
    CHECK(matrix(*open_demand(spec_of(write(folder.path("a.tif"), raster)))) == Matrix{{2, 7, 0}});
    CHECK(matrix(*open_demand(spec_of(write(folder.path("b.tif"), {2, 1, {{123456789, 16777217}}, GDT_Int32})))) ==
          Matrix{{123456789, 16777217}});
    CHECK(matrix(*open_demand(spec_of(write(folder.path("c.tif"), {2, 1, {{0.1, 65534}}, GDT_Float64})))) ==
          Matrix{{0.1, 65534}});
}

TEST_CASE("several bands in one pass, by number or description") {
    const TempFolder folder;
    TestRaster raster{3, 1, {{1, 0, 0}, {0, 0, 5}}};
    raster.dress = [](GDALDatasetH d) { GDALSetDescription(GDALGetRasterBand(d, 2), "seniors"); };
    const std::string path = write(folder.path("a.tif"), raster);
    const auto demand = open_demand(spec_of(path, {"1", "seniors"}));
    core::DemandRows rows;
    demand->load(0, 1, rows);
    CHECK(rows.col == std::vector<core::Col>{0, 2});
    CHECK(rows.weight[0] == std::vector<std::int64_t>{1'000'000, 0});
    CHECK(rows.weight[1] == std::vector<std::int64_t>{0, 5'000'000});
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{1'000'000, 5'000'000});
    CHECK(fault_of(spec_of(path, {"3"})) == "has no band «3»; its bands are 1 to 2");
}

TEST_CASE("a mask band of the file leaves pixels out") {
    const TempFolder folder;
    TestRaster raster{2, 1, {{7, 8}}};
    const std::string path = write(folder.path("a.tif"), raster);
    GDALDatasetH dataset = GDALOpen(path.c_str(), GA_Update);
    REQUIRE(GDALCreateDatasetMaskBand(dataset, GMF_PER_DATASET) == CE_None);
    std::array<unsigned char, 2> mask = {0, 255};
    REQUIRE(GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Write, 0, 0, 2, 1, mask.data(), 2, 1, GDT_Byte, 0,
                         0) == CE_None);
    GDALClose(dataset);
    CHECK(matrix(*open_demand(spec_of(path))) == Matrix{{0, 8}});
}

TEST_CASE("a south-up raster is turned: its last line is the northern one") {
    const TempFolder folder;
    TestRaster raster{2, 3, {{1, 2, 3, 4, 5, 6}}};
    raster.place = {1000, 10, 0, 4970, 0, 10};
    const auto demand = open_demand(spec_of(write(folder.path("a.tif"), raster)));
    CHECK(demand->lattice() == core::Lattice{"EPSG:3035", 1000, 5000, 10, 10});
    CHECK(matrix(*demand) == Matrix{{5, 6}, {3, 4}, {1, 2}});
}

TEST_CASE("rasters that cannot be a lattice are errors that say what to do") {
    const TempFolder folder;
    TestRaster raster{1, 1, {{1}}};
    raster.place = {0, 1, 0.5, 0, 0.5, -1};
    CHECK(fault_of(spec_of(write(folder.path("a.tif"), raster))) == "is a rotated raster; make it north-up with gdalwarp before");
    raster.place = {0, -1, 0, 0, 0, -1};
    CHECK(fault_of(spec_of(write(folder.path("b.tif"), raster))).find("columns do not run from west to east") !=
          std::string::npos);
    raster.place = {0, 1, 0, 0, 0, -1};
    raster.epsg = 0;
    const std::string path = write(folder.path("c.tif"), raster);
    CHECK(fault_of(spec_of(path)).find("does not say its CRS") == 0);
    auto stated = spec_of(path);
    stated.source.crs = "EPSG:2154";
    CHECK(open_demand(stated)->lattice().crs == "EPSG:2154");
    stated.source.files.push_back(path);
    CHECK(fault_of(stated).find("a raster demand is one file") == 0);
    stated.source.files.pop_back();
    stated.land = "LAND";
    CHECK(fault_of(stated, core::ErrorKind::job).find("is a column, which a raster has not") != std::string::npos);
    CHECK(fault_of(spec_of(write(folder.path("d.tif"), {1, 1, {{1}}, GDT_CFloat32}))) ==
          "holds complex numbers, which are no weights");
    CHECK(fault_of(spec_of(folder.file("e.tif", "no raster"))).find("cannot be opened as a raster") == 0);
}

TEST_CASE("threads share the strips of tiled and stripped files, and the sums are those of one thread") {
    const TempFolder folder;
    constexpr int kWidth = 1500, kHeight = 700;
    TestRaster raster{kWidth, kHeight, {{}}};
    std::int64_t total = 0;
    for (int i = 0; i < kWidth * kHeight; ++i) {
        const double value = i % 3 == 0 ? (i * 37 % 1000) / 4.0 : 0;
        raster.bands[0].push_back(value);
        total += std::llround(value * 1e6);
    }
    const std::vector<std::vector<const char*>> layouts = {
        {}, {"TILED=YES", "COMPRESS=DEFLATE"}, {"BLOCKYSIZE=5"}, {"BLOCKYSIZE=700"}};
    for (std::size_t layout = 0; layout < layouts.size(); ++layout)
        for (const bool south_up : {false, true}) {
            raster.options = layouts[layout];
            raster.place = {0, 10, 0, 0, 0, south_up ? 10.0 : -10.0};
            const auto demand =
                open_demand(spec_of(write(folder.path("a" + std::to_string(layout) + (south_up ? "s" : "n") + ".tif"), raster)));
            std::atomic<core::Row> next{0};
            std::atomic<std::int64_t> sum{0}, place{0};
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&] {
                    core::DemandRows rows;
                    for (core::Row row = next.fetch_add(32); row < kHeight; row = next.fetch_add(32)) {
                        demand->load(row, row + 32, rows);
                        for (std::size_t i = 0; i < rows.col.size(); ++i) {
                            sum += rows.weight[0][i];
                            place += rows.col[i] * (rows.weight[0][i] / 250'000);
                        }
                    }
                });
            for (std::thread& thread : threads) thread.join();
            INFO("layout " << layout << " south-up " << south_up);
            CHECK(sum == total);
            CHECK(demand->report().input_totals[0] == total);
            std::int64_t expected = 0;
            for (int i = 0; i < kWidth * kHeight; ++i)
                expected += (i % kWidth) * std::llround(raster.bands[0][static_cast<std::size_t>(i)] * 4);
            CHECK(place == expected);
        }
}

TEST_CASE("a file that is damaged inside is an error when its rows are asked") {
    const TempFolder folder;
    TestRaster raster{600, 600, {std::vector<double>(360000)}};
    for (std::size_t i = 0; i < raster.bands[0].size(); ++i) raster.bands[0][i] = double(i * 7919 % 1000);
    raster.options = {"COMPRESS=DEFLATE"};
    const std::string path = write(folder.path("a.tif"), raster);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    try {
        const auto demand = open_demand(spec_of(path));
        core::DemandRows rows;
        for (core::Row row = 0; row < 600; row += 32) demand->load(row, row + 32, rows);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where() == "people.tif");
    }
}

TEST_CASE("a raster of 0° to 360° lies in the lattice's own turn, from 180° W on; its people stay in their places") {
    const TempFolder folder;
    TestRaster raster{8, 1, {{1, 2, 3, 4, 5, 6, 0, 8}}};
    raster.epsg = 4326;
    raster.place = {0, 45, 0, 45, 0, -45};
    const auto demand = open_demand(spec_of(write(folder.path("a.tif"), raster)));
    CHECK(demand->cells() == core::CellBox{0, 1, -4, 4});
    core::DemandRows rows;
    demand->load(0, 1, rows);
    CHECK(rows.col == std::vector<core::Col>{-4, -3, -1, 0, 1, 2, 3});
    CHECK(rows.weight[0] ==
          std::vector<std::int64_t>{5'000'000, 6'000'000, 8'000'000, 1'000'000, 2'000'000, 3'000'000, 4'000'000});
}

TEST_CASE("a raster beyond 180° comes round; one of the world with a border of its own, or of Europe, stays") {
    const TempFolder folder;
    const auto cells_of = [&](double west, double step, int width) {
        TestRaster raster{width, 1, {std::vector<double>(static_cast<std::size_t>(width), 1)}};
        raster.epsg = 4326;
        raster.place = {west, step, 0, 45, 0, -step};
        return open_demand(spec_of(write(folder.path("a.tif"), raster)))->cells();
    };
    CHECK(cells_of(181, 1, 4) == core::CellBox{0, 1, -360, -356});
    CHECK(cells_of(178, 1, 4) == core::CellBox{0, 1, -358, 2});
    CHECK(cells_of(-181, 1, 362) == core::CellBox{0, 1, 0, 362});
    CHECK(cells_of(-10, 1, 40) == core::CellBox{0, 1, 0, 40});
    CHECK(cells_of(-180, 1, 360) == core::CellBox{0, 1, 0, 360});
}

TEST_CASE("a raster beyond 180° whose columns do not come round is an error with its remedy") {
    const TempFolder folder;
    TestRaster raster{4, 1, {{1, 1, 1, 1}}};
    raster.epsg = 4326;
    raster.place = {170, 7, 0, 45, 0, -7};
    CHECK_THAT(fault_of(spec_of(write(folder.path("a.tif"), raster))), Catch::Matchers::Contains("gdalwarp"));
}
