// Sums inside outlines, of all territories and of some.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "core/ring.hpp"
#include "run/prepare/outline_sweep.hpp"
#include "run/prepare/partial_maps.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::Box;
using test::SmallWorld;

namespace {

constexpr double kSide_km = 40;  // more than a band of rows

/// A box of the frame, in grid coordinates, as an outline.
core::ChainStore outline_of(const run::LoadedJob& loaded, const Box& box) {
    const auto corner = [&](double x_km, double y_km) {
        return core::snap(loaded.frame.lattice.to_grid({3000000 + 1000 * x_km, 2500000 + 1000 * y_km}));
    };
    std::vector<core::Point> ring{corner(box.west_km, box.south_km), corner(box.east_km, box.south_km),
                                  corner(box.east_km, box.north_km), corner(box.west_km, box.north_km)};
    core::ChainStore store{core::ChainStoreOptions{}};
    core::add_ring(store, 0, ring, core::RingRole::shell);
    return store;
}

/// Squares with a person more each, and communes whose borders cut squares: columns of random width, cut at random heights.
model::Job cut_world(const SmallWorld& world, std::mt19937& random) {
    std::ostringstream squares;
    squares << "x,y,people\n";
    int people = 0;
    for (int y = 0; y < kSide_km; ++y)
        for (int x = 0; x < kSide_km; ++x) squares << 3000000 + 1000 * x << ',' << 2500000 + 1000 * y << ',' << ++people << '\n';
    world.folder.file("squares.csv", squares.str());
    std::uniform_real_distribution<double> step(0.6, 7);
    std::vector<std::pair<std::string, Box>> communes;
    for (double x = 0.3; x < kSide_km - 1;) {
        const double east = std::min(kSide_km - 0.5, x + step(random));
        for (double y = 0.2; y < kSide_km - 1;) {
            const double north = std::min(kSide_km - 0.4, y + step(random));
            communes.push_back({"A" + std::to_string(communes.size()), {x, y, east, north}});
            y = north;
        }
        x = east;
    }
    world.communes("communes.geojson", communes);
    return world.job(SmallWorld::any_4g());
}

}  // namespace

TEST_CASE("the sums of some territories are those of a sweep of all, though cells are shared") {
    std::mt19937 random(20261130);
    for (const core::Spread spread : {core::Spread::cell, core::Spread::land}) {
        const SmallWorld world;
        model::Job job = cut_world(world, random);
        job.demand.spread = spread;
        test::Quiet quiet;
        const auto loaded = run::load_job(job, std::size_t{1} << 30, quiet);
        std::vector<core::ChainStore> outlines;
        outlines.push_back(outline_of(loaded, {-1, 3.3, 22.7, 41}));
        outlines.push_back(outline_of(loaded, {8.25, -1, 41, 30.5}));
        const run::OutlineSums all = run::sweep_outlines(job, loaded, outlines, 2);
        const auto boxes = run::territory_boxes(loaded);
        for (int round = 0; round < 12; ++round) {
            std::vector<std::size_t> some;
            for (std::size_t t = 0; t < boxes.size(); ++t)
                if (random() % 9 == 0) some.push_back(t);
            run::OutlinePart part = run::OutlinePart::around(some, boxes);
            if (round % 2 == 1) part.add_middle(0.2, boxes);
            REQUIRE(std::count(part.swept.begin(), part.swept.end(), false) > 0);
            const run::OutlineSums of_some = run::sweep_outlines(job, loaded, outlines, 2, &part);
            for (std::size_t t = 0; t < boxes.size(); ++t) {
                const bool asked = part.summed[t];
                const auto& got = of_some.territories[t];
                const auto& want = all.territories[t];
                CHECK(got.people() == (asked ? want.people() : 0));
                CHECK(got.area == (asked ? want.area : 0));
                if (!asked) continue;
                CHECK(got.people_inside == want.people_inside);
                CHECK(got.area_inside == want.area_inside);
            }
        }
    }
}
