#include <catch2/catch.hpp>

#include "measure/cells/raster_themes.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

std::vector<std::string> names(const std::vector<model::RasterTheme>& themes) {
    std::vector<std::string> result;
    for (const model::RasterTheme& theme : themes) result.push_back(theme.name);
    return result;
}

struct World : TwoOperators {
    World() {
        model.job.indicator = {indicator("any_4g", "4G"), indicator("any_5g", "5G")};
        model.job.indicator.front().label = {"4G d'un opérateur", "4G from an operator"};
        model.job.indicator.back().low_is_good = true;
    }
};

}  // namespace

TEST_CASE("each indicator has two rasters, each attribute one") {
    const World world;
    CHECK(names(measure::raster_themes(world.model)) == std::vector<std::string>{"operators_any_4g", "share_any_4g",
                                                                                 "operators_any_5g", "share_any_5g",
                                                                                 "unserved_population_per_km2"});
}

TEST_CASE("titles say what is shown and whose word it is; those of people say who is left") {
    const World world;
    const auto themes = measure::raster_themes(world.model);
    CHECK(themes[0].title.en == "4G from an operator: number of operators (as claimed by operators)");
    CHECK(themes[1].title.fr == "4G d'un opérateur : part de la surface (selon les opérateurs)");
    CHECK(themes[1].unit.en == "%");
    CHECK(themes[4].title.en == "no 4G from an operator: population per km² (as claimed by operators)");
    CHECK(themes[4].unit.en == "people/km²");
    CHECK(themes[0].most_operators == 2);
}

TEST_CASE("the standard is what the first zones fail, else the first indicator") {
    World world;
    CHECK(measure::raster_themes(world.model).back().indicator == 0);
    world.model.job.zones.push_back({});
    world.model.job.zones.front().fails = "any_5g";
    CHECK(measure::raster_themes(world.model).back().indicator == 1);
}

TEST_CASE("people of a confidential demand have no raster; a job without indicators has none at all") {
    World world;
    world.model.job.demand.source.info.confidential = true;
    CHECK(names(measure::raster_themes(world.model)) ==
          std::vector<std::string>{"operators_any_4g", "share_any_4g", "operators_any_5g", "share_any_5g"});
    world.model.job.indicator.clear();
    CHECK(measure::raster_themes(world.model).empty());
}
