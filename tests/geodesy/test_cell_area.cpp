#include <geodesic.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "geodesy/cell_area.hpp"
#include "geodesy/proj_handle.hpp"

using namespace covmap;
using core::CellBox;
using core::Col;
using core::Lattice;
using core::Point;
using core::Row;
using geodesy::make_cell_areas;

namespace {

std::int64_t area(const core::CellAreas& areas, Row row, Col begin, Col end) {
    return areas.cumulative(row, end) - areas.cumulative(row, begin);
}

// Geodesic polygon of a cell whose sides are cut into many edges, so that they follow the lines of the grid.
double polygon_dm2(const Lattice& lattice, Row row, Col col, Col width = 1) {
    const auto context = geodesy::make_context();
    const auto crs = geodesy::open_crs(context.get(), lattice.crs);
    const auto base = geodesy::base_geographic(context.get(), crs);
    geodesy::Handle to_base;
    if (!crs.geographic) to_base = geodesy::make_operation(context.get(), crs, base);
    geod_geodesic geodesic;
    geod_init(&geodesic, base.ellipsoid.semi_major_m, base.ellipsoid.flattening);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    const Point corners[5] = {{0, 1}, {1, 1}, {1, 0}, {0, 0}, {0, 1}};
    constexpr int kCuts = 400;
    for (int side = 0; side < 4; ++side)
        for (int k = 0; k < kCuts; ++k) {
            const double f = double(k) / kCuts;
            const Point p{col + width * (corners[side].x + (corners[side + 1].x - corners[side].x) * f),
                          row + corners[side].y + (corners[side + 1].y - corners[side].y) * f};
            const Point plane = lattice.to_crs(p);
            const Point g = to_base ? geodesy::transformed(to_base.get(), plane) : plane;
            geod_polygon_addpoint(&geodesic, &polygon, g.y, g.x);
        }
    double m2 = 0;
    geod_polygon_compute(&geodesic, &polygon, 0, 1, &m2, nullptr);
    return m2 * 100;
}

}  // namespace

TEST_CASE("an equal-area grid has one area: 1 km2 is 10^8 dm2") {
    const auto areas = make_cell_areas({"EPSG:3035", 0, 0, 1000, 1000}, {-3136, -2029, 3210, 4285});
    CHECK(areas->cumulative(-2500, 0) == 0);
    CHECK(areas->cumulative(-2500, 1) == 100'000'000);
    CHECK(areas->cumulative(-2029, 4000) == 400'000'000'000);
    CHECK(areas->cumulative(-2500, -3) == -300'000'000);
    CHECK(polygon_dm2({"EPSG:3035", 0, 0, 1000, 1000}, -2500, 3300) == Approx(1e8).epsilon(1e-7));
}

TEST_CASE("other equal-area grids are found by measuring, whatever their unit") {
    const auto ease = make_cell_areas({"EPSG:6933", 0, 0, 1000, 1000}, {-5000, -4900, 200, 300});
    CHECK(area(*ease, -4950, 250, 251) == 100'000'000);
    const auto albers_feet = make_cell_areas(
        {"+proj=aea +lat_1=29.5 +lat_2=45.5 +lon_0=-96 +datum=NAD83 +units=us-ft +type=crs", 0, 0, 1000, 1000}, {-10, 10, 0, 10});
    CHECK(area(*albers_feet, 0, 0, 10) == 92903412);  // 10^7 square US survey feet
}

TEST_CASE("degrees: the area is that of the geodesic cell, row by row") {
    const Lattice lattice{"EPSG:4326", -180, 90, 0.01, 0.01};
    const auto areas = make_cell_areas(lattice, {0, 18000, 0, 36000});
    for (const Row row : {Row{10}, Row{4500}, Row{8999}, Row{9000}, Row{15000}}) {
        INFO("row " << row);
        CHECK(double(area(*areas, row, 18200, 18300)) == Approx(polygon_dm2(lattice, row, 18200, 100)).epsilon(1e-8).margin(1));
    }
    CHECK(area(*areas, 3, 0, 1) == area(*areas, 17996, 0, 1));
    std::int64_t earth = 0;
    for (Row row = 0; row < 18000; ++row) earth += area(*areas, row, 0, 36000);
    CHECK(double(earth) / 1e8 == Approx(510065621.724));  // km2, WGS 84
}

TEST_CASE("beyond the poles there is no area") {
    const auto areas = make_cell_areas({"EPSG:4326", 0, 91, 0.5, 0.5}, {0, 4, 0, 10});
    CHECK(area(*areas, 0, 0, 10) == 0);
    CHECK(area(*areas, 1, 0, 10) == 0);
    CHECK(area(*areas, 2, 0, 10) > 0);
}

TEST_CASE("conformal grids: cells have their true area") {
    struct Case {
        Lattice lattice;
        CellBox box;
        Row row;
        Col col;
    };
    for (const Case& c : {Case{{"EPSG:2154", 0, 0, 1000, 1000}, {-7100, -6100, 100, 1200}, -6600, 651},
                          Case{{"EPSG:2154", 99000, 7111000, 250, 250}, {0, 4000, 0, 4000}, 17, 3990},
                          Case{{"EPSG:3857", 0, 0, 1000, 1000}, {-6500, -5000, -500, 1000}, -6200, 300},
                          Case{{"EPSG:2056", 0, 0, 1000, 1000}, {-1300, -1070, 2480, 2840}, -1100, 2500},
                          Case{{"EPSG:3413", 0, 0, 5000, 5000}, {-20, 20, -20, 20}, 0, 0},
                          Case{{"EPSG:2277", 0, 0, 5000, 5000}, {-2100, -1900, 400, 700}, -2000, 600}}) {
        INFO(c.lattice.crs);
        const auto areas = make_cell_areas(c.lattice, c.box);
        const double truth = polygon_dm2(c.lattice, c.row, c.col);
        CHECK(double(area(*areas, c.row, c.col, c.col + 1)) == Approx(truth).epsilon(2e-8).margin(2));
    }
}

TEST_CASE("a long run of cells is the sum of its cells, and as exact") {
    const Lattice lattice{"EPSG:2154", 0, 0, 100, 100};
    const auto areas = make_cell_areas(lattice, {-66000, -65990, 3000, 11000});
    std::int64_t sum = 0;
    for (Col col = 3000; col < 11000; ++col) {
        const std::int64_t cell = area(*areas, -65995, col, col + 1);
        CHECK(cell > 990'000);
        sum += cell;
    }
    CHECK(sum == area(*areas, -65995, 3000, 11000));
    CHECK(double(sum) == Approx(polygon_dm2(lattice, -65995, 3000, 8000)).epsilon(1e-7));
}

TEST_CASE("areas do not depend on the box they were asked for") {
    const Lattice lattice{"EPSG:2154", 0, 0, 1000, 1000};
    const auto small = make_cell_areas(lattice, {-6605, -6595, 600, 700}),
               large = make_cell_areas(lattice, {-7100, -6100, 100, 1200});
    for (Row row = -6605; row < -6595; ++row)
        for (Col col = 600; col < 700; ++col) REQUIRE(area(*small, row, col, col + 1) == area(*large, row, col, col + 1));
}

TEST_CASE("a sphere's projection used on an ellipsoid gives the ellipsoid's areas") {
    const Lattice lattice{"ESRI:54009", -18041000, 9000000, 1000, 1000};
    const auto areas = make_cell_areas(lattice, {4400, 4420, 18200, 18240});
    CHECK(double(area(*areas, 4410, 18220, 18221)) == Approx(polygon_dm2(lattice, 4410, 18220)).epsilon(1e-7));
}

TEST_CASE("nothing overflows at the ends of the columns") {
    const auto areas = make_cell_areas({"EPSG:3035", 0, 0, 100000, 100000}, {0, 1, 0, 1});
    CHECK(areas->cumulative(0, std::numeric_limits<Col>::max()) > 0);
    CHECK(areas->cumulative(0, std::numeric_limits<Col>::min()) < 0);
    const auto conformal = make_cell_areas({"EPSG:2154", 0, 0, 1000, 1000}, {-6600, -6599, 600, 601});
    CHECK(conformal->cumulative(0, std::numeric_limits<Col>::max()) >= conformal->cumulative(-6600, 600));
}

TEST_CASE("an unknown CRS is an error, and so is a box where the projection is not defined") {
    CHECK_THROWS_AS(make_cell_areas({"EPSG:99999", 0, 0, 1, 1}, {0, 1, 0, 1}), core::Error);
    try {
        (void)make_cell_areas({"EPSG:3035", 0, 0, 1000, 1000}, {900000, 900001, 900000, 900001});
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.message().find("is not defined where the cells lie") != std::string::npos);
    }
}
