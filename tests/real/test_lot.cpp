// The Lot: Orange and Free in EPSG:2154 on squares of EPSG:3035, known in two départements only.
#include <catch2/catch.hpp>
#include <filesystem>

#include "real/support/compare.hpp"

namespace covmap::real {

namespace {

// One file, one multipolygon: its name in the tally and its shape.
Layer layer_of(const std::string& path, const Plane& plane, std::size_t& invalid) {
    const std::vector<Feature> features = read_features(path, {"operateur", "techno", "usage", "niveau"});
    std::vector<Shape> shapes;
    for (const Feature& feature : features) shapes.push_back(shape_of(feature, plane, &invalid));
    const std::vector<std::string>& t = features.front().texts;
    return {t[0] + " " + t[1] + " " + (t[2] == "voix" ? "voice" : t[2]) + (t[3].empty() ? "" : " " + t[3]),
            Shape::united(shapes)};
}

}  // namespace

TEST_CASE("Lot: each commune and layer is what GEOS finds, and the operators are known where their extent says", "[real]") {
    const std::string data = data_folder();
    if (data.empty()) return;
    World world;
    world.spread = Spread::land;
    world.attributes = 2;
    std::size_t invalid = 0;
    Box reach;
    const Plane lambert("EPSG:2154", "EPSG:3035", kParabolas), degrees("EPSG:4326", "EPSG:3035", kParabolas);
    for (const auto& file : std::filesystem::directory_iterator(data + "/france/lot"))
        if (file.path().extension() == ".gpkg") {
            world.layers.push_back(layer_of(file.path().string(), lambert, invalid));
            const Box b = world.layers.back().shape.bounds();
            reach = world.layers.size() == 1 ? b : reach.united(b);
        }
    CHECK(world.layers.size() == 5);
    // All the communes that share a square with one that is compared.
    const auto known = [](const Territory& t) { return t.parent == "46" || t.parent == "24"; };
    for (const Feature& feature : read_features(data + "/france/communes_2018.gpkg", {"code", "departement"})) {
        Territory t{feature.texts[0], feature.texts[1], shape_of(feature, degrees)};
        if (known(t)) reach = reach.united(t.shape.bounds());
        world.territories.push_back(std::move(t));
    }
    Box near = reach;
    for (const Territory& t : world.territories)
        if (reach.meets(t.shape.bounds())) near = near.united(t.shape.bounds());
    near = {near.x_min - 1000, near.y_min - 1000, near.x_max + 1000, near.y_max + 1000};
    std::erase_if(world.territories, [&](const Territory& t) { return !near.meets(t.shape.bounds()); });
    world.people = read_squares(data + "/france/census2021_1km_FR.csv.gz", {"T", "Y_GE65"}, "LAND_SURFACE");
    const EngineRun run = run_job("lot", data);
    require_balanced(run, {{"population", "66319444"}, {"seniors", "13503797"}});
    const auto accounts = truth(world, [&](const Territory& t) { return reach.meets(t.shape.bounds()); });
    compare("Lot, invalid polygons " + std::to_string(invalid), run, accounts, {});
    for (const Territory& t : world.territories) {
        const auto found = run.territories.find(t.code);
        if (found == run.territories.end() || accounts.count(t.code) == 0) continue;
        for (const auto& [name, counted] : found->second.layers)
            if (name.rfind("known: ", 0) == 0) {
                CAPTURE(t.code, name);
                CHECK(known(t));
                CHECK(counted.area == found->second.whole.area);
            }
    }
}

}  // namespace covmap::real
