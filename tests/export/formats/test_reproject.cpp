#include <catch2/catch.hpp>

#include "export/formats/reproject.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using exports::Reprojection;

TEST_CASE("the same CRS changes no bit") {
    core::Polygon polygon = {tests::square(0.1, 48.3, 0.7)};
    const core::Polygon before = polygon;
    Reprojection("EPSG:4326", "EPSG:4326", "file").apply(polygon, "row");
    CHECK(polygon == before);
}

TEST_CASE("longitude comes first, whatever order the CRS declares") {
    core::Polygon polygon = {{{3, 46.5}, {3, 46.5}}};
    Reprojection("EPSG:4326", "EPSG:2154", "file").apply(polygon, "row");
    CHECK(polygon[0][0].x == Approx(700000).margin(1e-3));
    CHECK(polygon[0][0].y == Approx(6600000).margin(1e-3));
}

TEST_CASE("a vertex moves alike in any polygon, so shared borders stay shared") {
    core::Polygon alone = {{{3.1, 46.7}}}, together = {{{-60, 10}, {3.1, 46.7}, {55, -21}}};
    Reprojection reprojection("EPSG:4326", "EPSG:3035", "file");
    reprojection.apply(alone, "row");
    reprojection.apply(together, "row");
    CHECK(alone[0][0] == together[0][1]);
}

TEST_CASE("an empty and an unknown CRS are output errors that name the file") {
    for (const std::string crs : {"", "Lambert, I think"}) {
        const auto error = tests::error_of([&] { Reprojection(crs, "EPSG:4326", "covmap.gpkg"); });
        REQUIRE(error);
        CHECK(error->kind() == core::ErrorKind::output);
        CHECK(error->where() == "covmap.gpkg");
        CHECK(error->message() == "the CRS «" + crs + "» is not understood; use a code such as EPSG:2154");
    }
}

TEST_CASE("a unit is a metre in projected systems, an arc of the equator in degrees, a foot where it is one") {
    CHECK(exports::metres_per_unit("EPSG:2154", "x") == 1);
    CHECK(exports::metres_per_unit("EPSG:4326", "x") == Approx(111319.49).epsilon(1e-6));
    CHECK(exports::metres_per_unit("EPSG:2263", "x") == Approx(0.3048).epsilon(1e-4));  // New York Long Island, US survey feet
}
