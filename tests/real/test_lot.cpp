// The Lot: Orange and Free in EPSG:2154 on squares of EPSG:3035, known in two départements only.
#include <catch2/catch.hpp>

#include "real/support/compare.hpp"
#include "real/support/lot.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

TEST_CASE("Lot: each commune and layer is what GEOS finds, and the operators are known where their extent says", "[real]") {
    const std::string data = test::real_data_dir();
    Lot lot = read_lot(data);
    World& world = lot.world;
    for (const Map& map : lot.maps)
        for (const auto& [level, shapes] : map.levels)
            world.layers.push_back(
                {map.operator_code + " " + map.technology + " " + map.service + (level.empty() ? "" : " " + level),
                 Shape::united(shapes)});
    CHECK(world.layers.size() == 5);
    const EngineRun run = run_job("lot", data);
    require_balanced(run, {{"population", "66319444"}, {"seniors", "13503797"}});
    const auto accounts = truth(world, [&](const Territory& t) { return lot.reach.meets(t.shape.bounds()); });
    compare("Lot, invalid polygons " + std::to_string(lot.invalid), run, accounts, {});
    for (const Territory& t : world.territories) {
        const auto found = run.territories.find(t.code);
        if (found == run.territories.end() || accounts.count(t.code) == 0) continue;
        for (const auto& [name, counted] : found->second.layers)
            if (name.rfind("known: ", 0) == 0) {
                CAPTURE(t.code, name);
                CHECK(lot_knows(t));
                CHECK(counted.area == found->second.whole.area);
            }
    }
}
