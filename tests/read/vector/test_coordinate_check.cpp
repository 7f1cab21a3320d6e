#include <array>
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "core/ring.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/places.hpp"
#include "read/vector/coordinate_check.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using Verdict = CoordinateCheck::Verdict;

// Degrees on a grid of degrees: France is columns -5 to 10, rows -51 to -41.
const core::Lattice kDegrees{"EPSG:4326", 0, 0, 1, 1};
const core::ClipBox kFrance{-5, 10, -51, -41};

core::ChainStoreOptions france() {
    core::ChainStoreOptions options;
    options.clip = kFrance;
    return options;
}

core::Point to_grid(core::Point p) { return {p.x, -p.y}; }

model::SupplySpec sites_of(const std::string& path) {
    model::SupplySpec spec;
    spec.format = model::SupplyFormat::sites;
    spec.source = test::source_of(path, "EPSG:4326");
    spec.operator_field.column = "op";
    spec.technology.constant = "4G";
    spec.x_column = "lon";
    spec.y_column = "lat";
    spec.radius_km = {{"4G", 4}};
    return spec;
}

}  // namespace

TEST_CASE("a point off the map that is on it the other way round is swapped; others are plausible") {
    CoordinateCheck check("EPSG:4326", kFrance, to_grid);
    CHECK(check.look({2, 48}) == Verdict::plausible);
    CHECK(check.look({48, 2}) == Verdict::swapped);
    CHECK(check.look({100, 60}) == Verdict::plausible);  // off the map either way
    CHECK(check.look({652000, 6862000}) == Verdict::out_of_range);
    CHECK_NOTHROW(check.finish("a.csv"));
    CoordinateCheck unbounded("EPSG:4326", {}, to_grid);
    CHECK(unbounded.look({48, 2}) == Verdict::plausible);
    CoordinateCheck metres("EPSG:2154", kFrance, to_grid);
    CHECK(metres.look({652000, 6862000}) == Verdict::plausible);
}

TEST_CASE("pairs are swapped by where the territories are, not by the box of half the globe around them") {
    // France and La Réunion: the box of both holds the Indian Ocean.
    core::ChainStore store;
    for (const auto& [west, south, east, north] : {std::array{-5.0, 41.0, 10.0, 51.0}, std::array{55.0, -22.0, 56.0, -20.0}}) {
        std::vector<core::Point> box{{west, -north}, {east, -north}, {east, -south}, {west, -south}};
        core::add_ring(store, store.vertices() == 0 ? 0 : 1, box, core::RingRole::shell);
    }
    const Land land(store);
    CHECK(land.holds({2, -48}));
    CHECK(land.holds({55.5, 21}));
    CHECK_FALSE(land.holds({44.8, 0.6}));
    const core::ClipBox both{-5, 56, -51, 22};
    CoordinateCheck boxed("EPSG:4326", both, to_grid), check("EPSG:4326", both, to_grid, &land);
    CHECK(boxed.look({44.8, -0.6}) == Verdict::plausible);  // Gironde, swapped: Somalia, inside the box
    CHECK(check.look({44.8, -0.6}) == Verdict::swapped);
    CHECK(check.look({-0.6, 44.8}) == Verdict::plausible);
    CHECK(check.look({2.35, 48.85}) == Verdict::plausible);
    CHECK(check.look({-0.13, 51.5}) == Verdict::plausible);  // London: outside, either way
    CHECK(boxed.look({-0.13, 51.5}) == Verdict::swapped);
}

TEST_CASE("a list of which most pairs are swapped is an error that says so") {
    CoordinateCheck check("EPSG:4326", kFrance, to_grid);
    check.look({48, 2});
    check.look({47, 3});
    check.look({2, 48});
    CHECK_THROWS_WITH(check.finish("a.csv"), Contains("a.csv: 2 of 3 records") && Contains("x and y exchanged"));
}

TEST_CASE("metres where most records should have degrees are an error that names the CRS") {
    CoordinateCheck check("EPSG:4326", kFrance, to_grid);
    check.look({652000, 6862000});
    check.look({652001, 6862000});
    check.look({2, 48});
    CHECK_THROWS_WITH(check.finish("a.csv"),
                      Contains("a.csv: 2 of 3 records have no degrees") && Contains("crs = \"EPSG:2154\""));
}

TEST_CASE("numbers tell the national CRS that they come from") {
    CHECK(crs_of_numbers({652000, 6862000}) == "EPSG:2154");
    CHECK(crs_of_numbers({600000, 2428000}) == "EPSG:27572");
    CHECK(crs_of_numbers({2600000, 1200000}) == "EPSG:2056");
    CHECK(crs_of_numbers({2.3, 48.8}) == "EPSG:4326");
    CHECK(crs_of_numbers({338000, 7650000}).empty());
}

TEST_CASE("sites report both, and mend neither") {
    const test::TempFolder folder;
    const std::string rows = "op;lon;lat\nA;2;48\nA;48;2\nA;3;47\nA;652000;6862000\n";
    const SupplyRead got = read_supply(sites_of(folder.file("s.csv", rows)), {}, kDegrees, france());
    CHECK(got.discs.discs.size() == 2);
    CHECK(got.defects.count("coordinates-swapped") == 1);
    CHECK(got.defects.count("coordinate-out-of-range") == 1);
    CHECK(got.defects.entries().begin()->second.examples[0].detail == "652000 6862000");
    CHECK_THROWS_WITH(read_supply(sites_of(folder.file("t.csv", "op;lon;lat\nA;652000;6862000\n")), {}, kDegrees, france()),
                      Contains("t.csv: 1 of 1 records") && Contains("EPSG:2154"));
}

TEST_CASE("places report both, and mend neither") {
    const test::TempFolder folder;
    model::PlacesSpec spec;
    spec.source = test::source_of(folder.file("p.csv", "lon,lat\n2,48\n48,2\n3,47\n652000,6862000\n"));
    spec.x_column = "lon";
    spec.y_column = "lat";
    const PlaceRead got = read_places(spec, kDegrees, kFrance);
    CHECK(got.places.size() == 2);
    CHECK(got.defects.count("coordinates-swapped") == 1);
    CHECK(got.defects.count("coordinate-out-of-range") == 1);
    spec.source = test::source_of(folder.file("q.csv", "lon,lat\n652000,6862000\n"));
    CHECK_THROWS_WITH(read_places(spec, kDegrees, kFrance), Contains("state their CRS: crs = \"EPSG:2154\""));
}
