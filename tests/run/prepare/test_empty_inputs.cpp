// Nobody is uncovered because a file is empty. The small world has 360 people.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/raster_files.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using Catch::Matchers::Contains;
using test::SmallWorld;

namespace {

const std::string kOfA = "operator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\n";
const std::string kNothing = "can be read, but holds nothing that says where there is coverage";

std::string block_of(const std::string& file, const std::string& more) {
    return "[[supply]]\nsource = \"" + file + "\"\n" + more;
}

struct EmptyAnswer {
    double met = 0, not_met = 0, unknown = 0;
    std::string lines;
};

EmptyAnswer asked(const SmallWorld& world, const std::string& supplies, const std::string& more = {}) {
    run::RunOptions options;
    options.overwrite = true;
    EmptyAnswer answer;
    const auto summary = test::run_into(world.job(supplies + SmallWorld::any_4g() + more), world.folder.path("out"), options);
    for (const std::string& line : summary.lines) answer.lines += line + "\n";
    const auto table = test::read_csv(world.folder.path("out/departement.csv"));
    const auto sum = [&](const std::string& column) {
        return std::stod(table.of("A", column)) + std::stod(table.of("B", column));
    };
    answer.met = sum("any_4g_population");
    answer.not_met = sum("any_4g_population_not");
    answer.unknown = sum("any_4g_population_unk");
    return answer;
}

void raster(const SmallWorld& world, std::vector<double> pixels, bool nodata) {
    test::TestRaster made{4, 2, {std::move(pixels)}, GDT_Byte, {3000000, 1000, 0, 2502000, 0, -1000}};
    if (nodata) made.dress = [](GDALDatasetH dataset) { GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), 255); };
    test::write(world.folder.path("a.tif"), made);
}

}  // namespace

TEST_CASE("a map without a polygon is unknown everywhere with a warning, and absent where the job says that it speaks") {
    const SmallWorld world;
    for (const std::string& text :
         {std::string(R"({"type":"FeatureCollection","features":[]})"),
          std::string(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]})")}) {
        (void)world.folder.file("a.geojson", text);
        const EmptyAnswer silent = asked(world, block_of("a.geojson", kOfA));
        CHECK(silent.unknown == 360);
        CHECK_THAT(silent.lines, Contains("warning: a.geojson: " + kNothing + "; A 4G data count as unknown, not as absent") &&
                                     !Contains("the maps of"));
        const EmptyAnswer told = asked(world, block_of("a.geojson", kOfA + "extent = \"everywhere\"\n"));
        CHECK(told.not_met == 360);
        CHECK_THAT(told.lines, Contains(kNothing + "; A 4G data count as absent where the job says"));
    }
}

TEST_CASE("an empty map beside one that holds something takes nothing from it, and is told") {
    const SmallWorld world;
    (void)world.folder.file("a1.geojson", R"({"type":"FeatureCollection","features":[]})");
    world.boxes("a2.geojson", {{0, 0, 4, 2}});
    const EmptyAnswer answer = asked(world, block_of("a*.geojson", kOfA));
    CHECK(answer.met == 360);
    CHECK_THAT(answer.lines, Contains("warning: a1.geojson: " + kNothing));
}

TEST_CASE("a list of sites without a record is unknown everywhere, with or without columns") {
    const SmallWorld world;
    (void)world.folder.file("a.csv", "x,y\n");
    const std::string sites =
        "format = \"sites\"\ncolumns = { x = \"x\", y = \"y\" }\nradius_km = { \"4G\" = 1.0 }\ncrs = \"EPSG:3035\"\n";
    const EmptyAnswer silent = asked(world, block_of("a.csv", kOfA + sites));
    CHECK(silent.unknown == 360);
    CHECK_THAT(silent.lines, Contains("warning: a.csv: " + kNothing + "; A 4G data count as unknown"));
    CHECK(asked(world, block_of("a.csv", kOfA + sites + "extent = \"everywhere\"\n")).not_met == 360);
    world.boxes("b.geojson", {{0, 0, 4, 2}});
    (void)world.folder.file("a.csv", "x,y,op\n");
    const std::string of_column =
        "format = \"sites\"\ntechnology = \"4G\"\nservice = \"data\"\ncolumns = { x = \"x\", y = \"y\", operator = \"op\" }\n"
        "radius_km = { \"4G\" = 1.0 }\ncrs = \"EPSG:3035\"\n";
    CHECK_THAT(asked(world, block_of("a.csv", of_column) + block_of("b.geojson", kOfA)).lines,
               Contains("warning: a.csv: " + kNothing + "; whom it should tell of is not in this run"));
}

TEST_CASE("a raster of NoData alone is unknown, also in its own box; one of zeros says that there is no coverage") {
    const SmallWorld world;
    const std::string of_raster = kOfA + "format = \"raster\"\n";
    raster(world, std::vector<double>(8, 255), true);
    const EmptyAnswer nothing = asked(world, block_of("a.tif", of_raster));
    CHECK(nothing.unknown == 360);
    CHECK_THAT(nothing.lines, Contains("warning: a.tif: " + kNothing));
    CHECK(asked(world, block_of("a.tif", of_raster + "extent = \"everywhere\"\n")).not_met == 360);
    raster(world, std::vector<double>(8, 0), true);
    const EmptyAnswer zeros = asked(world, block_of("a.tif", of_raster));
    CHECK(zeros.not_met == 360);
    CHECK_THAT(zeros.lines, !Contains(kNothing));
}

TEST_CASE("territories without a polygon, and a demand of nobody, are errors that name them") {
    const SmallWorld world;
    world.boxes("a.geojson", {{0, 0, 4, 2}});
    (void)world.folder.file("communes.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                                                R"({"code":"A1","nom":"A","departement":"A"},"geometry":null}]})");
    CHECK_THROWS_WITH(asked(world, block_of("a.geojson", kOfA)), Contains("communes.geojson: holds no polygon"));
    const SmallWorld nobody;
    nobody.boxes("a.geojson", {{0, 0, 4, 2}});
    (void)nobody.folder.file("squares.csv", "x,y,people\n3000000,2501000,0\n3001000,2501000,0\n");
    CHECK_THROWS_WITH(asked(nobody, block_of("a.geojson", kOfA)), Contains("squares.csv: holds nobody"));
}

TEST_CASE("a list of places without a place is told") {
    const SmallWorld world;
    world.boxes("a.geojson", {{0, 0, 4, 2}});
    (void)world.folder.file("schools.csv", "x,y\n");
    const std::string places = "[[places]]\nname = \"schools\"\nsource = \"schools.csv\"\ncolumns = { x = \"x\", y = \"y\" }\n";
    CHECK_THAT(asked(world, block_of("a.geojson", kOfA), places).lines, Contains("warning: schools.csv: holds no place"));
}
