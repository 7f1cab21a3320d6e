// France: 35,357 communes, 376,608 squares, 77,148 sites as discs of 11 layers.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <set>

#include "real/support/compare.hpp"

namespace covmap::real {

namespace {

const std::vector<std::string> kTechnologies{"2G", "3G", "4G"};
const std::vector<double> kRadii_m{8000, 5000, 4000};

double seconds_since(std::chrono::steady_clock::time_point start) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }

using Sites = std::map<std::pair<double, double>, std::array<bool, 3>>;

std::map<std::string, Sites> read_sites(const std::string& path) {
    std::map<std::string, Sites> operators;
    for (const std::vector<std::string>& row : read_table(path, ';', {"Operateur", "x", "y", "2G", "3G", "4G"})) {
        if (row[1] == "#N/A") continue;
        std::array<bool, 3>& flags = operators[row[0]][{std::atof(row[1].c_str()), std::atof(row[2].c_str())}];
        for (std::size_t t = 0; t < 3; ++t) flags[t] = flags[t] || row[3 + t] == "1";
    }
    return operators;
}

std::vector<Layer> read_layers(const std::string& data) {
    const DiscPlane plane("EPSG:2154", "EPSG:3035");
    std::vector<Layer> layers;
    for (const auto& [code, sites] : read_sites(data + "/france/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv")) {
        std::array<std::vector<Shape>, 3> discs;
        for (const auto& [place, flags] : sites) {
            const std::vector<Shape> made = plane.discs({place.first, place.second}, kRadii_m);
            for (std::size_t t = 0; t < 3; ++t)
                if (flags[t]) discs[t].push_back(made[t]);
        }
        for (std::size_t t = 0; t < 3; ++t)
            if (!discs[t].empty()) layers.push_back({code + " " + kTechnologies[t] + " data", Shape::united(discs[t])});
    }
    return layers;
}

}  // namespace

TEST_CASE("France: each commune and layer is what GEOS finds", "[real]") {
    const std::string data = data_folder();
    if (data.empty()) return;
    auto start = std::chrono::steady_clock::now();
    World world;
    world.attributes = 2;
    world.spread = Spread::land;
    world.layers = read_layers(data);
    CHECK(world.layers.size() == 11);
    std::size_t edges = 0;
    for (const Layer& layer : world.layers) edges += layer.shape.vertices();
    WARN(world.layers.size() << " layers, " << edges << " vertices, " << seconds_since(start) << " s");
    std::size_t invalid = 0, vertices = 0;
    const Plane plane("EPSG:4326", "EPSG:3035", kParabolas);
    std::map<std::string, std::vector<Shape>> shapes;
    std::map<std::string, std::string> departement;
    for (const Feature& feature : read_features(data + "/france/communes_2018.gpkg", {"code", "departement"})) {
        shapes[feature.texts[0]].push_back(shape_of(feature, plane, &invalid));
        departement[feature.texts[0]] = feature.texts[1];
    }
    CHECK(shapes.size() == 35357);
    std::set<std::string> wanted;
    std::size_t position = 0;
    const std::size_t step = sample_step();
    for (const auto& [code, parts] : shapes) {
        world.territories.push_back({code, departement[code], Shape::united(parts)});
        vertices += world.territories.back().shape.vertices();
        if (code.substr(0, 2) != "97" && position++ % step == 0) wanted.insert(code);
    }
    CHECK(position == 35228);
    WARN("communes: " << vertices << " vertices, " << invalid << " invalid polygons, " << seconds_since(start) << " s");
    world.people = read_squares(data + "/france/census2021_1km_FR.csv.gz", {"T", "Y_GE65"}, "LAND_SURFACE");
    const EngineRun run = run_job("france", data);
    WARN("run " << seconds_since(start) << " s");
    require_balanced(run, {{"population", "66319444"}, {"seniors", "13503797"}});
    const auto accounts = truth(world, [&](const Territory& t) { return wanted.count(t.code) != 0; });
    WARN("truth " << seconds_since(start) << " s");
    compare("France, spread land", run, accounts, {});
    // Gaillard lies at the border to Geneva: its squares hold Swiss ground, and its official population is 11,423.
    WARN("Gaillard " << static_cast<double>(run.territories.at("74133").whole.weights[0]) * 1e-6);
}

}  // namespace covmap::real
