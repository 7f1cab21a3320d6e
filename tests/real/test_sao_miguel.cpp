// São Miguel: a raster in degrees, six concelhos, geodesic areas.
#include <catch2/catch.hpp>
#include <cmath>

#include "real/support/compare.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

double geodesic_m2(const Box& b) {
    return geodesic_area_m2({{b.x_min, b.y_min}, {b.x_max, b.y_min}, {b.x_max, b.y_max}, {b.x_min, b.y_max}, {b.x_min, b.y_min}});
}

}  // namespace

TEST_CASE("Sao Miguel: each concelho has the people of its exact parts of cells, and its geodesic area", "[real]") {
    const std::string data = test::real_data_dir();
    const std::string folder = data + "/saomiguel/inst/sao_miguel";
    World world;
    world.people = read_raster(folder + "/gpw_v411_2020_count_2020.tif");
    world.cell_area_m2 = [&](int row) { return geodesic_m2(world.people.box(0, row)); };
    const Plane plane("EPSG:4326", "EPSG:4326");
    std::map<std::string, double> geodesic;
    for (const Feature& feature : read_features(folder + "/concelhos.gpkg", {"name"})) {
        world.territories.push_back({feature.texts[0], "", shape_of(feature, plane)});
        for (const std::vector<Ring>& polygon : feature.polygons)
            for (std::size_t r = 0; r < polygon.size(); ++r)
                geodesic[feature.texts[0]] += (r == 0 ? 1 : -1) * geodesic_area_m2(polygon[r]);
    }
    double total = 0;
    for (const Square& square : world.people.squares) total += std::round(square.weights[0] * 1e6) * 1e-6;
    const EngineRun run = run_job("saomiguel", data);
    require_balanced(run, {{"population", "145602.965133"}});
    CHECK(std::abs(std::stod(run.manifest.at("balance")[0].at("total").get<std::string>()) - total) < 1e-5);
    const auto accounts = truth(world, [](const Territory&) { return true; });
    CHECK(accounts.size() == 6);
    compare("Sao Miguel", run, accounts, {});
    for (const auto& [name, area_m2] : geodesic) {
        const double counted_m2 = static_cast<double>(run.territories.at(name).whole.area) * 0.01;
        WARN(name << ": " << area_m2 << " m2 by geodesics, relative " << counted_m2 / area_m2 - 1 << ", people "
                  << accounts.at(name).whole.weights[0]);
        CHECK(std::abs(counted_m2 / area_m2 - 1) <
              1e-6);  // a cut cell has one areal scale: 1e-4 of it from its top to its bottom
    }
}
