// The rasters of the sample region against its tables.
#include <gdal_priv.h>

#include <catch2/catch.hpp>
#include <memory>

#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;

namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};

struct Raster {
    int width = 0, height = 0;
    double west = 0, north = 0;
    std::vector<float> pixels;
};

Raster read_raster(const std::string& path) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset, Close> dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    REQUIRE(dataset);
    double transform[6];
    REQUIRE(dataset->GetGeoTransform(transform) == CE_None);
    Raster raster{dataset->GetRasterXSize(), dataset->GetRasterYSize(), transform[0], transform[3], {}};
    raster.pixels.resize(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height));
    REQUIRE(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, raster.width, raster.height, raster.pixels.data(), raster.width,
                                                raster.height, GDT_Float32, 0, 0, nullptr) == CE_None);
    return raster;
}

constexpr float kNoValue = -9999;

double sum_of(const Raster& raster) {
    double sum = 0;
    for (const float value : raster.pixels)
        if (value != kNoValue) sum += static_cast<double>(value);
    return sum;
}

std::size_t painted(const Raster& raster, float outside) {
    std::size_t count = 0;
    for (const float value : raster.pixels) count += value != outside ? 1U : 0U;
    return count;
}

model::Job raster_job(const std::vector<std::string>& more = {}) {
    std::vector<std::string> set{"output.formats=[\"csv\", \"tif\"]"};
    set.insert(set.end(), more.begin(), more.end());
    return test::sample_job("job.toml", set);
}

const std::string& raster_run() {
    static const test::TempFolder folder;
    static const std::string path = folder.path("rasters");
    static const bool made = (test::run_into(raster_job(), path, test::with_threads(2)), true);
    return made ? path : path;
}

/// The rasters and styles of a run.
std::map<std::string, std::string> rasters_of(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (auto& [name, content] : test::contents_of(folder))
        if (name.ends_with(".tif") || name.ends_with(".qml") || name.ends_with(".qmd")) files[name] = content;
    return files;
}

}  // namespace

TEST_CASE("densities times areas are the people who fail, as the tables say") {
    // Squares of 1 km2 on an equal-area grid.
    const auto all = test::read_csv(raster_run() + "/all.csv");
    for (const std::string attribute : {"population", "seniors"}) {
        const double failing = std::stod(all.at(0, "any_4g_" + attribute + "_not"));
        REQUIRE(failing > 0);
        CHECK(sum_of(read_raster(raster_run() + "/unserved_" + attribute + "_per_km2.tif")) == Approx(failing).epsilon(1e-6));
    }
}

TEST_CASE("each indicator has its rasters, each with its style, all of one box") {
    const auto files = rasters_of(raster_run());
    CHECK(files.size() == 3 * (2 * 7 + 2));
    const Raster operators = read_raster(raster_run() + "/operators_any_4g.tif");
    for (const auto& [name, content] : files) {
        if (!name.ends_with(".tif")) continue;
        const Raster raster = read_raster(raster_run() + "/" + name);
        INFO(name);
        CHECK(std::pair(raster.width, raster.height) == std::pair(operators.width, operators.height));
        CHECK(std::pair(raster.west, raster.north) == std::pair(operators.west, operators.north));
    }
    // Shares and numbers of operators are known in the same cells.
    CHECK(painted(operators, 255) == painted(read_raster(raster_run() + "/share_any_4g.tif"), kNoValue));
}

TEST_CASE("rasters are the same whatever the threads, and when they are asked of a run") {
    const test::TempFolder folder;
    const auto expected = rasters_of(raster_run());
    test::run_into(raster_job(), folder.path("alone"), test::with_threads(1));
    CHECK(rasters_of(folder.path("alone")) == expected);
    run::RunOptions options = test::with_threads(2);
    options.from = raster_run();
    test::run_into(raster_job(), folder.path("asked"), options);
    CHECK(rasters_of(folder.path("asked")) == expected);
}

TEST_CASE("[only] limits what rasters hold") {
    const test::TempFolder folder;
    test::run_into(raster_job({"only.departement=[\"0A\"]"}), folder.path("some"));
    const auto all = test::read_csv(folder.path("some/all.csv"));
    CHECK(sum_of(read_raster(folder.path("some/unserved_population_per_km2.tif"))) ==
          Approx(std::stod(all.at(0, "any_4g_population_not"))).epsilon(1e-6));
    CHECK(painted(read_raster(folder.path("some/operators_any_4g.tif")), 255) <
          painted(read_raster(raster_run() + "/operators_any_4g.tif"), 255));
}
