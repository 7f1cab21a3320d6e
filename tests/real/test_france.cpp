// France: 35,357 communes, 376,608 squares, 77,148 sites as discs of 11 layers.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <set>

#include "real/support/compare.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

const std::vector<std::string> kTechnologies{"2G", "3G", "4G"};
const std::vector<double> kRadii_m{8000, 5000, 4000};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

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

struct Communes {
    std::vector<Territory> territories;
    std::set<std::string> wanted;  ///< metropolitan, in the sample
    std::size_t metropolitan = 0, invalid = 0;
};

Communes read_communes(const std::string& data) {
    const Plane plane("EPSG:4326", "EPSG:3035", kParabolas);
    Communes communes;
    std::map<std::string, Shape> shapes;
    for (const Feature& feature : read_features(data + "/france/communes_2018.gpkg", {"code"})) {
        Shape& shape = shapes[feature.texts[0]];
        const Shape part = shape_of(feature, plane, &communes.invalid);
        shape = shape.empty() ? part : Shape::united({shape, part});
    }
    for (const auto& [code, shape] : shapes) {
        communes.territories.push_back({code, "", shape});
        if (code.substr(0, 2) != "97" && communes.metropolitan++ % sample_step() == 0) communes.wanted.insert(code);
    }
    return communes;
}

// The same accounts without layers and with the people spread evenly.
std::map<std::string, Account> evenly(std::map<std::string, Account> accounts) {
    for (auto& [code, account] : accounts) {
        account.whole.weights = account.evenly;
        account.layers.clear();
    }
    return accounts;
}

double people(const EngineRun& run, const std::string& code) {
    return static_cast<double>(run.territories.at(code).whole.weights[0]) * 1e-6;
}

double inside(const EngineRun& run) { return std::stod(run.manifest.at("balance")[0].at("inside").get<std::string>()); }

}  // namespace

TEST_CASE("France: each commune and layer is what GEOS finds; the coast keeps its people and the borders gain none", "[real]") {
    const std::string data = test::real_data_dir();
    const auto start = std::chrono::steady_clock::now();
    World world;
    world.attributes = 2;
    world.spread = Spread::land;
    world.layers = read_layers(data);
    CHECK(world.layers.size() == 11);
    Communes communes = read_communes(data);
    CHECK(communes.territories.size() == 35357);
    CHECK(communes.metropolitan == 35228);
    world.territories = std::move(communes.territories);
    world.people = read_squares(data + "/france/census2021_1km_FR.csv.gz", {"T", "Y_GE65"}, "LAND_SURFACE");
    const auto accounts = truth(world, [&](const Territory& t) { return communes.wanted.count(t.code) != 0; });
    WARN(accounts.size() << " communes, " << communes.invalid << " invalid polygons, " << seconds_since(start) << " s");
    const EngineRun land = run_job("france", data);
    require_balanced(land, {{"population", "66319444"}, {"seniors", "13503797"}});
    compare("France, spread land", land, accounts, {});
    EngineRun cell = run_job("france", data, {"demand[0].spread=\"cell\""});
    require_balanced(cell, {{"population", "66319444"}, {"seniors", "13503797"}});
    WARN("the land keeps " << inside(land) - inside(cell) << " people that an even spread puts into the sea or abroad");
    CHECK(inside(land) - inside(cell) > 280500);
    // Beside Geneva; official: 11,423. Spread over the communes' part of its squares it would be given 18,677.
    WARN("Gaillard: " << people(land, "74133") << " on land, " << people(cell, "74133") << " evenly");
    CHECK(people(land, "74133") < 11423);
    CHECK(people(land, "74133") < people(cell, "74133") * 1.01);
    for (auto& [code, counted] : cell.territories) counted.layers.clear();
    compare("France, spread cell", cell, evenly(accounts), {});
}
