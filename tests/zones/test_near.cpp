// The nearest served cell and the nearest sites, against a look at all of them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "geodesy/geodesic.hpp"
#include "sweep/support/random.hpp"
#include "zones/near_sites.hpp"
#include "zones/served.hpp"

using namespace covmap;
using test::Random;

namespace {

struct Country {
    const char* name;
    core::Lattice lattice;
    core::Row row;
    core::Col col;
};

/// Far from the projection's centre too: Lisbon's and Cyprus' corners of EPSG:3035, the pole's side of Norway, degrees, Mercator.
const std::vector<Country> kCountries{
    {"France", {"EPSG:3035", 0, 0, 1000, 1000}, -2700, 3700},  {"Azores", {"EPSG:3035", 0, 0, 1000, 1000}, -2500, 1150},
    {"Norway", {"EPSG:3035", 0, 0, 1000, 1000}, -5200, 4900},  {"Cyprus", {"EPSG:3035", 0, 0, 1000, 1000}, -1600, 6400},
    {"Lapland", {"EPSG:4326", 0, 90, 0.01, 0.01}, 2100, 2700}, {"Ibiza", {"EPSG:3857", 0, 0, 100, 100}, -47000, 1500}};

std::vector<zones::ServedRun> random_runs(Random& random, const Country& country, int count) {
    std::vector<zones::ServedRun> runs;
    for (int i = 0; i < count; ++i) {
        const core::Col begin = country.col + random.between(-60, 60);
        runs.push_back({country.row + random.between(-60, 60), begin, begin + random.between(1, 5)});
    }
    std::sort(runs.begin(), runs.end());
    std::vector<zones::ServedRun> apart;  // of a row they are disjoint
    for (const zones::ServedRun& run : runs)
        if (apart.empty() || apart.back().row != run.row || apart.back().end < run.begin) apart.push_back(run);
    return apart;
}

double by_brute_force(const std::vector<zones::ServedRun>& runs, core::Point from, const geodesy::Locator& locator) {
    double best = 1e12;
    for (const zones::ServedRun& run : runs)
        for (core::Col c = run.begin; c < run.end; ++c)
            best = std::min(best, geodesy::geodesic_distance_m(locator.wgs84(from), locator.centre(run.row, c)));
    return best;
}

}  // namespace

TEST_CASE("the nearest served cell is the nearest of all") {
    Random random(3);
    for (const Country& country : kCountries) {
        const geodesy::Locator locator(country.lattice);
        for (int i = 0; i < 60; ++i) {
            const auto runs = random_runs(random, country, 1 + static_cast<int>(random.below(i % 2 == 0 ? 4 : 60)));
            const zones::ServedMap map(runs);
            // Anywhere in its square: a place is not a centre.
            const core::Point from{country.col + random.between(-50.0, 50.0), country.row + random.between(-50.0, 50.0)};
            const double best = by_brute_force(runs, from, locator);
            const auto found = map.nearest(from, locator);
            REQUIRE(found);
            INFO(country.name << " " << i);
            CHECK(found->away.distance_m == Approx(best).epsilon(1e-9).margin(1e-6));
            CHECK(std::any_of(runs.begin(), runs.end(), [&](const zones::ServedRun& r) {
                return r.row == found->row && r.begin <= found->col && found->col < r.end;
            }));
        }
    }
}

TEST_CASE("across half a continent too the nearest served cell is the nearest of all") {
    Random random(8);
    for (const Country& country : kCountries) {
        const geodesy::Locator locator(country.lattice);
        for (int i = 0; i < 20; ++i) {
            std::vector<zones::ServedRun> runs;
            for (core::Row r = 0; r < 30; ++r) {
                const core::Col begin = country.col + random.between(-900, 900);
                runs.push_back({country.row - 900 + 60 * r + random.between(0, 59), begin, begin + random.between(1, 9)});
            }
            const core::Point from{country.col + random.between(-200.0, 200.0), country.row + random.between(-200.0, 200.0)};
            INFO(country.name << " " << i);
            const auto found = zones::ServedMap(runs).nearest(from, locator);
            REQUIRE(found);
            CHECK(found->away.distance_m == Approx(by_brute_force(runs, from, locator)).epsilon(1e-9));
        }
    }
}

TEST_CASE("a place west of 180 degrees finds what is served east of it") {
    const core::Lattice world{"EPSG:4326", -180, 90, 0.1, 0.1};
    const geodesy::Locator locator(world);
    const std::vector<zones::ServedRun> runs{{1070, 3, 4}, {1070, 3000, 3001}, {1080, 1, 2}};
    const core::Point from{3598.2, 1070.4};
    const auto found = zones::ServedMap(runs).nearest(from, locator);
    REQUIRE(found);
    CHECK(found->col == 3);
    CHECK(found->away.distance_m == Approx(by_brute_force(runs, from, locator)).epsilon(1e-9));
}

TEST_CASE("where nothing is served there is no nearest") {
    const geodesy::Locator locator(kCountries[0].lattice);
    CHECK_FALSE(zones::ServedMap().nearest({3700, -2700}, locator));
}

TEST_CASE("a centre in a served cell is at 0, one beside it a cell away") {
    const geodesy::Locator locator(kCountries[0].lattice);
    const zones::ServedMap map({{-2700, 3700, 3702}});
    CHECK(map.nearest({3701.5, -2699.5}, locator)->away.distance_m == Approx(0).margin(1e-6));
    const auto beside = map.nearest({3702.5, -2699.5}, locator);
    REQUIRE(beside);
    CHECK(beside->col == 3701);
    CHECK(beside->away.distance_m == Approx(1000).epsilon(0.02));
    CHECK(beside->away.bearing_deg == Approx(270).margin(10));
}

TEST_CASE("the nearest site of each operator is the nearest of all its sites") {
    Random random(5);
    for (int i = 0; i < 40; ++i) {
        std::vector<model::Site> sites;
        const double west = random.between(-30.0, 30.0), north = random.between(-60.0, 70.0);
        for (std::size_t s = 0; s < 1 + random.below(300); ++s)
            sites.push_back(
                {std::string(1, static_cast<char>('X' + random.below(3))), {west + random.unit(), north + random.unit()}});
        const zones::NearSites near(sites);
        const core::Point from{west + random.unit(), north + random.unit()};
        const auto found = near.nearest(from);
        REQUIRE(found.size() == near.operators().size());
        CHECK(std::is_sorted(near.operators().begin(), near.operators().end()));
        for (std::size_t o = 0; o < found.size(); ++o) {
            double best = 1e12;
            for (const model::Site& site : sites)
                if (site.operator_code == near.operators()[o]) best = std::min(best, geodesy::geodesic_distance_m(from, site.at));
            REQUIRE(found[o]);
            CHECK(found[o]->distance_m == Approx(best).epsilon(1e-12));
        }
    }
}

TEST_CASE("sites across the antimeridian are near") {
    const zones::NearSites near({{"X", {-179.9, 10}}, {"X", {170, 10}}});
    CHECK(near.nearest({179.9, 10})[0]->distance_m < 23000);
}
