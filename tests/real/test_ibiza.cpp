// Ibiza: 770 overlapping polygons of a planning tool, in four layers, much over the sea.
#include <catch2/catch.hpp>

#include "real/support/compare.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

TEST_CASE("Ibiza: each municipality and layer is what GEOS finds", "[real]") {
    const std::string data = test::real_data_dir();
    const Plane plane("EPSG:4326", "EPSG:3035");
    World world;
    for (const Feature& feature : read_features(data + "/ibiza/ibiza_municipalities.geojson", {"id"}))
        world.territories.push_back({feature.texts[0], "", shape_of(feature, plane)});
    std::map<std::string, std::vector<Shape>> layers;
    std::size_t invalid = 0, features = 0;
    for (const Feature& feature : read_features(data + "/ibiza/mobile-coverage.gpkg", {"layer"})) {
        layers[feature.texts[0] + " 4G data"].push_back(shape_of(feature, plane, &invalid));
        ++features;
    }
    CHECK(features == 770);
    CHECK(layers.size() == 4);
    for (const auto& [name, shapes] : layers) world.layers.push_back({name, Shape::united(shapes)});
    world.people = read_squares(data + "/ibiza/census2021_1km_ibiza.csv", {"T", "Y_GE65"}, "LAND_SURFACE");
    world.attributes = 2;
    for (const auto& [job, spread] : {std::pair{"cell", Spread::cell}, std::pair{"land", Spread::land}}) {
        const EngineRun run = run_job("ibiza", data, {std::string("demand[0].spread=\"") + job + "\""});
        require_balanced(run, {{"population", "154178"}, {"seniors", "20024"}});
        world.spread = spread;
        const auto accounts = truth(world, [](const Territory&) { return true; });
        CHECK(accounts.size() == 5);
        compare(std::string("Ibiza, spread ") + job + ", invalid polygons " + std::to_string(invalid), run, accounts, {});
    }
}
