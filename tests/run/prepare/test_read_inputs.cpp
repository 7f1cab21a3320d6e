#include <catch2/catch.hpp>

#include "run/prepare/read_inputs.hpp"
#include "run/support/sample.hpp"
#include "run/support/shuffle.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

TEST_CASE("the frame is the box of demand and territories on the demand's cells") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", {-1.5, 0, 2, 2}}, {"B1", {2, 0, 4, 5}}});
    test::Quiet quiet;
    const auto loaded = run::load_job(world.job(), std::size_t{1} << 30, quiet);
    const core::Point corner = loaded.frame.lattice.to_crs(
        {static_cast<double>(loaded.frame.cells.col_begin), static_cast<double>(loaded.frame.cells.row_begin)});
    CHECK(corner == core::Point{2998000, 2505000});
    CHECK(loaded.frame.cells.row_end - loaded.frame.cells.row_begin == 5);
    CHECK(loaded.frame.cells.col_end - loaded.frame.cells.col_begin == 6);
}

TEST_CASE("supplies with one extent share it, others have their own or none") {
    const SmallWorld world;
    for (const char* file : {"a.geojson", "b.geojson", "c.geojson", "d.geojson"})
        world.claims(file, {{file, "4G", "data", "", {0, 0, 1, 1}}});
    world.boxes("west.geojson", {{0, 0, 2, 2}});
    const std::string west = "extent = \"west.geojson\"";
    const model::Job job =
        world.job(SmallWorld::supply("a.geojson", west) + SmallWorld::supply("b.geojson") +
                  SmallWorld::supply("c.geojson", "extent = { departement = [\"A\"] }") + SmallWorld::supply("d.geojson", west));
    test::Quiet quiet;
    const auto loaded = run::load_job(job, std::size_t{1} << 30, quiet);
    CHECK(loaded.extent_of == std::vector<int>{0, -1, 1, 0});
    REQUIRE(loaded.extents.size() == 2);
    CHECK(loaded.extents[0].polygons.size() == 1);
    CHECK(loaded.extents[1].polygons.empty());
}

TEST_CASE("vertices beyond the memory go to scratch") {
    const SmallWorld world;
    world.claims("thin.geojson", {{"A", "4G", "data", "", {0, 0, 4, 2}}});
    test::densify(world.folder.path("thin.geojson"), world.folder.path("dense.geojson"), 0.1);
    const model::Job job = world.job(SmallWorld::supply("dense.geojson"));
    test::Quiet quiet;
    CHECK(run::load_job(job, 1, quiet).supplies[0].store.spilled());
    CHECK_FALSE(run::load_job(job, std::size_t{1} << 30, quiet).supplies[0].store.spilled());
}

TEST_CASE("a fault in any input ends the loading with its Error") {
    const SmallWorld world;
    world.folder.file("bad.geojson", "{ nothing");
    const model::Job job = world.job(SmallWorld::supply("bad.geojson"));
    test::Quiet quiet;
    const auto error = test::error_of([&] { run::load_job(job, std::size_t{1} << 30, quiet); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where().find("bad.geojson") != std::string::npos);
}

TEST_CASE("land as polygons is refused by name and not ignored") {
    const SmallWorld world;
    model::Job job = world.job();
    model::Source land;
    land.given = "land.gpkg";
    land.line = 7;
    job.demand.land_polygons = land;
    test::Quiet quiet;
    const auto error = test::error_of([&] { run::load_job(job, std::size_t{1} << 30, quiet); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->where() == job.path + ":7");
    CHECK(error->message().find("not supported yet") != std::string::npos);
}
