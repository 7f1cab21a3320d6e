#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "geodesy/locator.hpp"

using namespace covmap;
using core::Lattice;
using core::Point;
using geodesy::Locator;

TEST_CASE("the false origin of ETRS89-LAEA is 10 degrees east, 52 north") {
    const Locator locator(Lattice{"EPSG:3035", 0, 0, 1000, 1000});
    const Point p = locator.wgs84({4321, -3210});
    CHECK(p.x == Approx(10).margin(1e-9));
    CHECK(p.y == Approx(52).margin(1e-9));
}

TEST_CASE("the centre of a cell is half a cell south-east of its corner") {
    const Locator locator(Lattice{"EPSG:4326", -10, 60, 0.5, 0.25});
    const Point p = locator.centre(4, 2);
    CHECK(p.x == -8.75);
    CHECK(p.y == 58.875);
}

TEST_CASE("there and back is the same place to a millionth of a cell") {
    for (const char* crs : {"EPSG:3035", "EPSG:2154", "EPSG:4326"}) {
        INFO(crs);
        const bool degrees = std::string(crs) == "EPSG:4326";
        const Lattice lattice = degrees ? Lattice{crs, 0, 50, 0.01, 0.01} : Lattice{crs, 600000, 6600000, 200, 200};
        const Locator locator(lattice);
        const Point from{12.25, 34.75}, back = locator.grid(locator.wgs84(from));
        CHECK(back.x == Approx(from.x).margin(1e-6));
        CHECK(back.y == Approx(from.y).margin(1e-6));
    }
}

TEST_CASE("longitude comes before latitude, whatever the order of the axes of the CRS") {
    const Locator locator(Lattice{"EPSG:4326", 0, 0, 1, 1});
    const Point grid = locator.grid({3, 45});
    CHECK(grid.x == 3);
    CHECK(grid.y == -45);
}

TEST_CASE("a CRS that PROJ does not know is an Error that names it") {
    try {
        const Locator locator(Lattice{"EPSG:999999", 0, 0, 1, 1});
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.message().find("EPSG:999999") != std::string::npos);
    }
}
