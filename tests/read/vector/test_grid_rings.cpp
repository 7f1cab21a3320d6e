#include <ogr_api.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "core/error.hpp"
#include "read/vector/grid_rings.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};
using Ring = std::vector<core::Point>;

const Ring kShell = {{0, 0}, {0, 4000}, {4000, 4000}, {4000, 0}, {0, 0}};
const Ring kHole = {{1000, 1000}, {1000, 2000}, {2000, 2000}, {2000, 1000}, {1000, 1000}};
const Ring kFlat = {{0, 0}, {1000, 0}, {0, 0}};

struct Reader {
    core::ChainStore store;
    core::Defects defects;
    Transforms transforms{kLattice, {}};
    GridRings rings{store, transforms, defects};
    Reader() {
        rings.begin_file({"a.gpkg", "layer", "EPSG:3035"});
        rings.begin_feature("7");
    }
};

}  // namespace

TEST_CASE("areas are in cells: shells add, holes take away, whatever their orientation") {
    Reader reader;
    Ring turned(kShell.rbegin(), kShell.rend());
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, kHole, core::RingRole::hole) == -1);
    CHECK(reader.rings.add(0, turned, core::RingRole::shell) == 16);
    CHECK(reader.defects.empty());
}

TEST_CASE("holes of a shell that was left out go with it, until the next shell") {
    Reader reader;
    CHECK(reader.rings.add(0, kFlat, core::RingRole::shell) == 0);
    CHECK(reader.rings.add(0, kHole, core::RingRole::hole) == 0);
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, kHole, core::RingRole::hole) == -1);
    CHECK(reader.defects.count("ring-degenerate") == 1);
    const core::DefectPlace& place = reader.defects.entries().begin()->second.examples[0];
    CHECK(place == core::DefectPlace{"a.gpkg", "layer", "7", ""});
}

TEST_CASE("a hole without area leaves its shell alone") {
    Reader reader;
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, kFlat, core::RingRole::hole) == 0);
    CHECK(reader.rings.add(0, kHole, core::RingRole::hole) == -1);
}

TEST_CASE("a hole outside its shell takes nothing, and is counted") {
    Reader reader;
    const Ring beyond = {{5000, 0}, {5000, 1000}, {6000, 1000}, {6000, 0}, {5000, 0}};
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, beyond, core::RingRole::hole) == 0);
    CHECK(reader.rings.add(0, kHole, core::RingRole::hole) == -1);
    CHECK(reader.defects.count("hole-outside-shell") == 1);
}

TEST_CASE("a hole in a bay of its shell is outside of it, though inside its box") {
    Reader reader;
    const Ring bay = {{0, 0}, {4000, 0}, {4000, 4000}, {3000, 4000}, {3000, 1000}, {1000, 1000}, {1000, 4000}, {0, 4000}};
    const Ring in_bay = {{1500, 2000}, {2500, 2000}, {2500, 3000}, {1500, 3000}};
    CHECK(reader.rings.add(0, bay, core::RingRole::shell) == 10);
    CHECK(reader.rings.add(0, in_bay, core::RingRole::hole) == 0);
    CHECK(reader.defects.count("hole-outside-shell") == 1);
}

TEST_CASE("a hole that spans a bay between its corners counts with its part within the shell, wherever its ring begins") {
    const Ring bay = {{0, 0}, {4000, 0}, {4000, 4000}, {3000, 4000}, {3000, 1000}, {1000, 1000}, {1000, 4000}, {0, 4000}};
    Ring spans;
    for (int i = 0; i <= 30; ++i) spans.push_back({500 + 100.0 * i, 2000});
    for (int i = 30; i >= 0; --i) spans.push_back({500 + 100.0 * i, 3000});
    for (const std::size_t first : {0U, 7U, 31U}) {
        Reader reader;
        Ring turned = spans;
        std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(first), turned.end());
        CHECK(reader.rings.add(0, bay, core::RingRole::shell) == 10);
        CHECK(reader.rings.add(0, turned, core::RingRole::hole) == Approx(-1).margin(1e-9));
        CHECK(reader.defects.count("hole-outside-shell") == 1);
    }
    Reader reader;
    CHECK(reader.rings.add(0, bay, core::RingRole::shell) == 10);
    CHECK(reader.rings.add(0, Ring{{500, 2000}, {3500, 2000}, {3500, 3000}, {500, 3000}}, core::RingRole::hole) ==
          Approx(-1).margin(1e-9));
}

TEST_CASE("a hole apart from a shell that crosses itself takes nothing") {
    Reader reader;
    reader.rings.add(0, Ring{{0, 0}, {2000, 0}, {0, 2000}, {2000, 2000}}, core::RingRole::shell);
    CHECK(reader.rings.add(0, Ring{{5000, 0}, {6000, 0}, {6000, 1000}, {5000, 1000}}, core::RingRole::hole) == 0);
    CHECK(reader.defects.count("hole-outside-shell") == 1);
}

TEST_CASE("of a map of 0° to 360° a hole outside its shell takes nothing either") {
    core::ChainStore store;
    core::Defects defects;
    Transforms transforms({"EPSG:4326", -180, 90, 1, 1}, {});
    GridRings rings(store, transforms, defects);
    rings.begin_file({"a.gpkg", "layer", "EPSG:4326"});
    rings.begin_feature("1");
    const Ring shell{{350, 0}, {354, 0}, {354, 4}, {350, 4}}, beyond{{356, 1}, {357, 1}, {357, 2}, {356, 2}};
    CHECK(rings.add(0, shell, core::RingRole::shell) == Approx(16));
    CHECK(rings.add(0, beyond, core::RingRole::hole) == 0);
    CHECK(defects.count("hole-outside-shell") == 1);
}

TEST_CASE("of a hole that reaches out of its shell only the part within it counts") {
    Reader reader;
    const Ring across = {{3000, 1000}, {3000, 2000}, {6000, 2000}, {6000, 1000}, {3000, 1000}};
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, across, core::RingRole::hole) == Approx(-1).margin(1e-12));
    CHECK(reader.defects.count("hole-outside-shell") == 1);
}

TEST_CASE("a hole that holds its shell takes all of it and no more") {
    Reader reader;
    const Ring around = {{-1000, -1000}, {-1000, 5000}, {5000, 5000}, {5000, -1000}, {-1000, -1000}};
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, around, core::RingRole::hole) == Approx(-16).margin(1e-12));
}

TEST_CASE("holes that touch their shell, or that share its border to a millimetre, are sound") {
    Reader reader;
    const Ring touching = {{0, 1000}, {1000, 1000}, {1000, 2000}};
    const Ring along = {{2000, 4000.001}, {3000, 4000}, {3000, 3000}, {2000, 3000}};
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, touching, core::RingRole::hole) == -0.5);
    CHECK(reader.rings.add(0, along, core::RingRole::hole) == Approx(-1).margin(1e-6));
    CHECK(reader.defects.empty());
}

TEST_CASE("an unknown CRS is an error that names file and layer") {
    Transforms transforms(kLattice, {});
    try {
        transforms.of("EPSG:999999", "a.gpkg:layer");
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where() == "a.gpkg:layer");
    }
}

TEST_CASE("inputs tell how their CRS was transformed") {
    Transforms transforms(kLattice, {"EPSG:4326"});
    transforms.of("EPSG:4326", "a").point({3, 45});
    transforms.of("EPSG:3035", "b");
    std::vector<model::InputFile> inputs = {input_file({}, "territory", "a", "EPSG:4326"),
                                            input_file({}, "territory", "b", "EPSG:3035")};
    transforms.report(inputs);
    CHECK(inputs[0].transform == "proj");
    CHECK(inputs[1].transform.empty());
    CHECK(transforms.too_coarse().empty());
}

TEST_CASE("a source is read again for each CRS found too coarse, then no more") {
    std::vector<std::set<std::string>> passes;
    read_until_exact([&](const std::set<std::string>& exact) {
        passes.push_back(exact);
        return passes.size() == 1 ? std::set<std::string>{"EPSG:2154"} : std::set<std::string>{};
    });
    CHECK(passes == std::vector<std::set<std::string>>{{}, {"EPSG:2154"}});
}

TEST_CASE("a ring across 180° is added in two parts, without a defect; one that may have been drawn the long way is counted") {
    core::ChainStore store;
    core::Defects defects;
    Transforms transforms({"EPSG:4326", -180, 90, 1, 1}, {});
    GridRings rings(store, transforms, defects);
    rings.begin_file({"a.gpkg", "layer", "EPSG:4326"});
    rings.begin_feature("7");
    const Ring fiji{{177, -18}, {-177, -18}, {-177, -17}, {-177, -16}, {177, -16}},
        hole{{179, -17.5}, {181, -17.5}, {181, -17}, {179, -17}};
    CHECK(rings.add(0, fiji, core::RingRole::shell) == Approx(12));
    CHECK(rings.add(0, hole, core::RingRole::hole) == Approx(-1));
    CHECK(store.bounds().u_min == 0);
    CHECK(store.bounds().u_max == 360);
    CHECK(defects.empty());
    CHECK(rings.add(0, Ring{{-100, 0}, {100, 0}, {100, 1}, {-100, 1}}, core::RingRole::shell) == Approx(160));
    CHECK(defects.count("ring-across-180") == 1);
}

TEST_CASE("a raster's cells of more than 180° are as wide as they are") {
    core::ChainStore store;
    core::Defects defects;
    Transforms transforms({"EPSG:4326", -180, 90, 1, 1}, {});
    GridRings rings(store, transforms, defects);
    rings.begin_file({"a.tif", "", "EPSG:4326"}, geodesy::Jumps::are_drawn);
    CHECK(rings.add(0, Ring{{0, 1}, {359, 1}, {359, 0}, {0, 0}}, core::RingRole::shell) == Approx(359));
    CHECK(defects.empty());
}

namespace {

/// The winding of what a store holds around a point.
int winding_at(const core::ChainStore& store, core::Point p) {
    int winding = 0;
    std::vector<core::Point> buffer;
    store.for_each_chain(core::band_of(static_cast<core::Row>(std::floor(p.y))), buffer,
                         [&](std::uint32_t, std::span<const core::Point> chain) {
                             for (std::size_t i = 1; i < chain.size(); ++i) {
                                 const core::Point a = chain[i - 1], b = chain[i];
                                 if ((a.y <= p.y) == (b.y <= p.y)) continue;
                                 if (a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) <= p.x) winding += a.y < b.y ? 1 : -1;
                             }
                         });
    return winding;
}

Ring rectangle(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

}  // namespace

TEST_CASE("where two holes of a polygon overlap is a hole once, and another polygon that lies there still counts") {
    Reader reader;
    CHECK(reader.rings.add(0, kShell, core::RingRole::shell) == 16);
    CHECK(reader.rings.add(0, rectangle(1000, 1000, 3000, 2000), core::RingRole::hole) == -2);
    CHECK(reader.rings.add(0, rectangle(2000, 1000, 4000, 3000), core::RingRole::hole) == Approx(-3).margin(1e-12));
    CHECK(reader.defects.count("hole-overlaps") == 1);
    CHECK(winding_at(reader.store, {2.5, -1.5}) == 0);
    reader.rings.add(0, rectangle(2000, 1000, 3000, 2000), core::RingRole::shell);
    CHECK(winding_at(reader.store, {2.5, -1.5}) == 1);
}

TEST_CASE("a hole given twice, or within another, takes nothing more") {
    Reader reader;
    const Ring large = rectangle(1000, 1000, 3000, 3000), within = rectangle(1500, 1500, 2000, 2000);
    reader.rings.add(0, kShell, core::RingRole::shell);
    CHECK(reader.rings.add(0, large, core::RingRole::hole) == -4);
    CHECK(reader.rings.add(0, large, core::RingRole::hole) == 0);
    CHECK(reader.rings.add(0, within, core::RingRole::hole) == 0);
    CHECK(reader.defects.count("hole-overlaps") == 2);
    reader.rings.add(0, kShell, core::RingRole::shell);  // another polygon: its holes are its own
    CHECK(reader.rings.add(0, within, core::RingRole::hole) == Approx(-0.25));
    CHECK(reader.rings.add(0, large, core::RingRole::hole) == Approx(-3.75));
}

TEST_CASE("holes that touch each other, at corners or along a side, are sound") {
    Reader reader;
    reader.rings.add(0, kShell, core::RingRole::shell);
    CHECK(reader.rings.add(0, rectangle(1000, 1000, 2000, 2000), core::RingRole::hole) == -1);
    CHECK(reader.rings.add(0, rectangle(2000, 1000, 3000, 2000), core::RingRole::hole) == -1);
    CHECK(reader.rings.add(0, rectangle(2000, 2000, 3000, 3000), core::RingRole::hole) == -1);
    CHECK(reader.rings.add(0, rectangle(1000, 2000, 1999, 2999), core::RingRole::hole) < -0.99);
    CHECK(reader.rings.add(0, Ring{{500, 500}, {900, 500}, {500, 900}}, core::RingRole::hole) == Approx(-0.08));
    CHECK(reader.rings.add(0, Ring{{900, 900}, {900, 550}, {550, 900}}, core::RingRole::hole) == Approx(-0.06125));
    // A thousandth of a millimetre apart, as corners that were one may be after a transformation.
    CHECK(reader.rings.add(0, rectangle(3000 + 1e-6, 3000 + 1e-6, 3500, 3500), core::RingRole::hole) == Approx(-0.25));
    CHECK(reader.rings.add(0, rectangle(3500 + 1e-6, 3000, 3900, 3500), core::RingRole::hole) == Approx(-0.2));
    CHECK(reader.defects.empty());
}

TEST_CASE("of random holes counts what GEOS leaves of the polygon, and no place is taken twice") {
    std::mt19937 random(5);
    const auto between = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
    for (int round = 0; round < 40; ++round) {
        Reader reader;
        double area = reader.rings.add(0, kShell, core::RingRole::shell);
        OGRGeometryH taken = OGR_G_CreateGeometry(wkbMultiPolygon);
        for (int hole = 0; hole < 6; ++hole) {
            const double x = between(0, 3000), y = between(0, 3000), size = between(200, 1000);
            const Ring ring = {{x, y}, {x + size, y + between(0, size)}, {x + between(0, size), y + size}};
            area += reader.rings.add(0, ring, core::RingRole::hole);
            OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing), polygon = OGR_G_CreateGeometry(wkbPolygon);
            for (const core::Point p : ring) OGR_G_AddPoint_2D(line, p.x / 1000, p.y / 1000);
            OGR_G_CloseRings(line);
            OGR_G_AddGeometryDirectly(polygon, line);
            OGRGeometryH both = OGR_G_Union(taken, polygon);
            OGR_G_DestroyGeometry(taken);
            OGR_G_DestroyGeometry(polygon);
            taken = both;
        }
        CAPTURE(round);
        CHECK(area == Approx(16 - OGR_G_Area(taken)).margin(1e-6));
        OGR_G_DestroyGeometry(taken);
        for (int i = 0; i < 200; ++i) {
            const int winding = winding_at(reader.store, {between(0, 4), -between(0, 4)});
            CHECK((winding == 0 || winding == 1));
        }
    }
}

TEST_CASE("a ring that crosses itself too often is an error where nobody takes its box") {
    std::mt19937 random(3);
    Ring ring;
    for (int i = 0; i < 4000; ++i)
        ring.push_back(
            {std::uniform_real_distribution<double>(0, 4000)(random), std::uniform_real_distribution<double>(0, 4000)(random)});
    Reader reader;
    CHECK_THROWS_WITH(reader.rings.add(0, ring, core::RingRole::shell),
                      Catch::Contains("a.gpkg:layer:7") && Catch::Contains("ogr2ogr -makevalid"));
    std::vector<LeftOutRing> left_out;
    GridRings rings(reader.store, reader.transforms, reader.defects, &left_out);
    rings.begin_file({"a.gpkg", "layer", "EPSG:3035"});
    rings.begin_feature("7");
    CHECK(rings.add(3, ring, core::RingRole::shell) == 0);
    CHECK(rings.add(3, kHole, core::RingRole::hole) == 0);
    REQUIRE(left_out.size() == 1);
    CHECK(left_out.front().owner == 3);
    CHECK(left_out.front().box.size() == 4);
    CHECK(reader.defects.count("ring-too-crossed") == 1);
}
