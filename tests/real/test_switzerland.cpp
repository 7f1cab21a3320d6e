// Switzerland: municipalities of EPSG:2056 with heights, on squares of EPSG:3035 without shares of land.
#include <catch2/catch.hpp>

#include "real/support/compare.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

TEST_CASE("Switzerland: each municipality has the area and the people that GEOS finds", "[real]") {
    const std::string data = test::real_data_dir();
    const Plane plane("EPSG:2056", "EPSG:3035");
    World world;
    std::size_t invalid = 0;
    std::map<std::string, std::vector<Shape>> shapes;
    for (const Feature& feature : read_features(data + "/switzerland/municipalities.shp", {"id"}))
        shapes[feature.texts[0]].push_back(shape_of(feature, plane, &invalid));
    for (const auto& [code, parts] : shapes) world.territories.push_back({code, "", Shape::united(parts)});
    world.people = read_squares(data + "/switzerland/geostat_1km_2021_CH.csv.gz", {"T"}, "");
    const EngineRun run = run_job("swiss", data);
    require_balanced(run, {{"population", "9404468"}});
    const auto accounts = truth(world, [](const Territory&) { return true; });
    CHECK(accounts.size() == 2175);
    compare("Switzerland, invalid polygons " + std::to_string(invalid), run, accounts, {});
}
