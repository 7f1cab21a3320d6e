// The nearest served square of places of France (census squares of 1 km, discs of the 2018 sites), against all squares.
#include <gdal.h>
#include <geodesic.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "real/support/engine_run.hpp"
#include "real/support/inputs.hpp"
#include "real/support/plane.hpp"
#include "real/support/program.hpp"
#include "run/support/csv_file.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

/// The centres of the squares whose published share is at least `least` per cent, in the raster's CRS.
std::vector<Point> served_squares(const std::string& path, double least) {
    GDALAllRegister();
    GDALDatasetH raster = GDALOpen(path.c_str(), GA_ReadOnly);
    REQUIRE(raster != nullptr);
    double t[6];
    REQUIRE(GDALGetGeoTransform(raster, t) == CE_None);
    const int width = GDALGetRasterXSize(raster), height = GDALGetRasterYSize(raster);
    std::vector<float> row(static_cast<std::size_t>(width));
    std::vector<Point> served;
    for (int y = 0; y < height; ++y) {
        REQUIRE(GDALRasterIO(GDALGetRasterBand(raster, 1), GF_Read, 0, y, width, 1, row.data(), width, 1, GDT_Float32, 0, 0) ==
                CE_None);
        for (int x = 0; x < width; ++x)
            if (row[static_cast<std::size_t>(x)] >= least) served.push_back({t[0] + (x + 0.5) * t[1], t[3] + (y + 0.5) * t[5]});
    }
    GDALClose(raster);
    return served;
}

/// Kilometres from a place to the nearest of the centres. On the plane they are told apart to a hundredth, then on the ellipsoid.
double nearest_km(Point degrees, const std::vector<Point>& centres, const Plane& to_plane, const Plane& to_degrees) {
    const Point here = to_plane.at(degrees);
    double nearest_m = HUGE_VAL;
    for (const Point& c : centres) nearest_m = std::min(nearest_m, std::hypot(c.x - here.x, c.y - here.y));
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257223563);
    double best_m = HUGE_VAL;
    for (const Point& c : centres) {
        if (std::hypot(c.x - here.x, c.y - here.y) > 1.02 * nearest_m + 10) continue;
        const Point at = to_degrees.at(c);
        double metres = 0;
        geod_inverse(&ellipsoid, degrees.y, degrees.x, at.y, at.x, &metres, nullptr, nullptr);
        best_m = std::min(best_m, metres);
    }
    return best_m / 1000;
}

/// A point in every so many inhabited squares, not at its centre.
std::string places(const People& people, std::size_t count) {
    std::vector<std::int64_t> keys;
    for (const auto& [key, square] : people.at) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    std::mt19937 random(1);
    std::ostringstream table;
    table.precision(10);
    table << "x,y\n";
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t key = keys[i * keys.size() / count], row = key >> 32, col = key - (row << 32);
        const auto within = [&] { return std::uniform_real_distribution<double>(0.01, 0.99)(random); };
        const double x = people.x + (static_cast<double>(col) + within()) * people.width;
        table << x << ',' << people.y + (static_cast<double>(row) + within()) * people.height << '\n';
    }
    return table.str();
}

}  // namespace

TEST_CASE("France: the nearest served square of a place is the nearest of all, in places.csv and at the point", "[real]") {
    constexpr std::size_t kPlaces = 6000, kJudged = 300, kAsked = 12;
    constexpr double kPrinted_km = 0.0015;
    const std::string data = test::real_data_dir();
    const Workshop shop("nearest");
    const People people = read_squares(data + "/france/census2021_1km_FR.csv.gz", {"T"}, "");
    shop.write("places.csv", places(people, kPlaces));
    write_job("france", data, shop.file("job.toml"),
              "\n[[places]]\nsource = \"places.csv\"\ncrs = \"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\" }\n");
    const auto said = shop.covmap("run " + shop.file("job.toml") + " -o " + shop.file("run") +
                                  " --progress none --set 'output.formats=[\"csv\",\"tif\"]'");
    INFO(said.out);
    REQUIRE(said.code == 0);
    // Of a share that is printed as a half nobody can tell here on which side it is.
    const std::vector<Point> surely = served_squares(shop.file("run/share_any_4g.tif"), 50.001),
                             maybe = served_squares(shop.file("run/share_any_4g.tif"), 49.999);
    REQUIRE(surely.size() > 100'000);
    const Plane to_plane("EPSG:4326", "EPSG:3035"), to_degrees("EPSG:3035", "EPSG:4326");
    const test::CsvFile table = test::read_csv(shop.file("run/places.csv"));
    std::size_t judged = 0, asked = 0;
    for (std::size_t row = 0; row < table.rows.size() && judged < kJudged; ++row) {
        if (table.at(row, "any_4g") != "not") continue;
        const Point at{std::stod(table.at(row, "lon")), std::stod(table.at(row, "lat"))};
        const double told = std::stod(table.at(row, "any_4g_km"));
        CAPTURE(at.x, at.y);
        CHECK(told <= nearest_km(at, surely, to_plane, to_degrees) + kPrinted_km);
        CHECK(told >= nearest_km(at, maybe, to_plane, to_degrees) - kPrinted_km);
        if (judged++ % (kJudged / kAsked) != 0) continue;
        const auto answer =
            shop.covmap("at " + shop.file("run") + " --format json -- " + table.at(row, "lon") + " " + table.at(row, "lat"));
        REQUIRE(answer.code == 0);
        CHECK(nlohmann::json::parse(answer.out).at("any_4g_km").get<double>() == Approx(told).margin(kPrinted_km));
        ++asked;
    }
    CHECK(judged == kJudged);
    CHECK(asked == kAsked);
}
