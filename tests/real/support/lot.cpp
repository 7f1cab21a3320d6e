#include "real/support/lot.hpp"

#include <filesystem>

namespace covmap::real {

namespace {

// One file, one multipolygon.
Map map_of(const std::string& path, const Plane& plane, Lot& lot) {
    Map map;
    for (const Feature& feature : read_features(path, {"operateur", "techno", "usage", "niveau"})) {
        const std::vector<std::string>& t = feature.texts;
        map.operator_code = t[0];
        map.technology = t[1];
        map.service = t[2] == "voix" ? "voice" : t[2];
        map.levels[t[3]].push_back(shape_of(feature, plane, &lot.invalid));
        const Box b = map.levels[t[3]].back().bounds();
        lot.reach = lot.maps.empty() ? b : lot.reach.united(b);
    }
    return map;
}

}  // namespace

bool lot_knows(const Territory& territory) { return territory.parent == "46" || territory.parent == "24"; }

Lot read_lot(const std::string& data_folder) {
    Lot lot;
    World& world = lot.world;
    world.spread = Spread::land;
    world.attributes = 2;
    const Plane lambert("EPSG:2154", "EPSG:3035", kParabolas), degrees("EPSG:4326", "EPSG:3035", kParabolas);
    for (const auto& file : std::filesystem::directory_iterator(data_folder + "/france/lot"))
        if (file.path().extension() == ".gpkg") lot.maps.push_back(map_of(file.path().string(), lambert, lot));
    // All the communes that share a square with one that is compared.
    for (const Feature& feature : read_features(data_folder + "/france/communes_2018.gpkg", {"code", "departement"})) {
        Territory t{feature.texts[0], feature.texts[1], shape_of(feature, degrees)};
        if (lot_knows(t)) lot.reach = lot.reach.united(t.shape.bounds());
        world.territories.push_back(std::move(t));
    }
    Box near = lot.reach;
    for (const Territory& t : world.territories)
        if (lot.reach.meets(t.shape.bounds())) near = near.united(t.shape.bounds());
    near = {near.x_min - 1000, near.y_min - 1000, near.x_max + 1000, near.y_max + 1000};
    std::erase_if(world.territories, [&](const Territory& t) { return !near.meets(t.shape.bounds()); });
    world.people = read_squares(data_folder + "/france/census2021_1km_FR.csv.gz", {"T", "Y_GE65"}, "LAND_SURFACE");
    return lot;
}

}  // namespace covmap::real
