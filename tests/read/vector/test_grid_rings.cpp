#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
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

}  // namespace covmap::read
