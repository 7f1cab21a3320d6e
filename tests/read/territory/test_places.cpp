#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/places.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::source_of;
using test::TempFolder;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

model::PlacesSpec table_of(const std::string& path, const std::string& crs = {}) {
    model::PlacesSpec spec;
    spec.source = source_of(path, crs);
    spec.id_column = "id";
    spec.name_column = "name";
    spec.x_column = "lon";
    spec.y_column = "lat";
    return spec;
}

std::string error_of(const model::PlacesSpec& spec) {
    try {
        read_places(spec, kLattice);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("a place of a table stands in degrees, and on the lattice") {
    const TempFolder folder;
    // The natural origin of EPSG:3035 is 10 E 52 N, at 4321000, 3210000.
    const PlaceRead got =
        read_places(table_of(folder.file("p.csv", "id;name;lon;lat\n01; École Jules-Ferry ;10;52\n02;;10,5;52.25\n")), kLattice);
    REQUIRE(got.places.size() == 2);
    CHECK(got.places[0].id == "01");
    CHECK(got.places[0].name == "École Jules-Ferry");
    CHECK(got.places[0].wgs84.x == Approx(10).margin(1e-12));
    CHECK(got.places[0].wgs84.y == Approx(52).margin(1e-12));
    CHECK(got.places[0].grid.x == Approx(4321).margin(1e-6));
    CHECK(got.places[0].grid.y == Approx(-3210).margin(1e-6));
    CHECK(got.places[1].id == "02");
    CHECK(got.places[1].name.empty());
    CHECK(got.places[1].wgs84.x == Approx(10.5));
    CHECK(got.defects.empty());
    REQUIRE(got.inputs.size() == 1);
    CHECK(got.inputs[0].role == "places");
    CHECK(got.inputs[0].path == "p.csv");
    CHECK(got.inputs[0].crs == "EPSG:4326");
    CHECK(got.inputs[0].records == 2);
}

TEST_CASE("coordinates in the CRS that the job states come out in degrees") {
    const TempFolder folder;
    const PlaceRead got =
        read_places(table_of(folder.file("p.csv", "id,name,lon,lat\na,,4321000,3210000\n"), "EPSG:3035"), kLattice);
    REQUIRE(got.places.size() == 1);
    CHECK(got.places[0].grid == core::Point{4321, -3210});
    CHECK(got.places[0].wgs84.x == Approx(10).margin(1e-9));
    CHECK(got.places[0].wgs84.y == Approx(52).margin(1e-9));
}

TEST_CASE("a place without a column of ids is named by its line") {
    const TempFolder folder;
    model::PlacesSpec spec = table_of(folder.file("p.csv", "lon,lat\n10,52\n11,52\n"));
    spec.id_column.clear();
    spec.name_column.clear();
    const PlaceRead got = read_places(spec, kLattice);
    REQUIRE(got.places.size() == 2);
    CHECK(got.places[0].id == "2");
    CHECK(got.places[1].id == "3");
}

TEST_CASE("bad coordinates are counted with what stood there, and left out") {
    const TempFolder folder;
    const std::string rows = "id,name,lon,lat\na,,#N/A,52\nb,,10,\nc,,10,520\nd,,10,52\ne,,10\n";
    const PlaceRead got = read_places(table_of(folder.file("p.csv", rows)), kLattice);
    REQUIRE(got.places.size() == 1);
    CHECK(got.places[0].id == "d");
    CHECK(got.defects.count("coordinate-not-a-number") == 3);
    CHECK(got.defects.count("coordinate-out-of-range") == 1);
    CHECK(got.defects.count("ragged-record") == 1);
    const core::DefectPlace& first = got.defects.entries().at({"coordinate-not-a-number", "p.csv"}).examples[0];
    CHECK(first.feature == "2");
    CHECK(first.detail == "#N/A 52");
}

TEST_CASE("of confidential places the examples hold line numbers only") {
    const TempFolder folder;
    model::PlacesSpec spec = table_of(folder.file("p.csv", "id,name,lon,lat\nsecret,Mme X,chez elle,52\n"));
    spec.source.info.confidential = true;
    const PlaceRead got = read_places(spec, kLattice);
    const core::DefectPlace& place = got.defects.entries().begin()->second.examples[0];
    CHECK(place.feature == "2");
    CHECK(place.detail.empty());
    CHECK(got.inputs[0].info.confidential);
}

TEST_CASE("a layer of points needs no columns, and keeps its CRS") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.name = "schools";
    layer.geometry = "Point";
    layer.columns = {{"uai", "integer"}};
    layer.features = {{{"7"}, "POINT (4321000 3210000)"}, {{"8"}, ""}};
    model::PlacesSpec spec;
    spec.source = source_of(test::write_layer(folder.path("p.gpkg"), layer));
    spec.id_column = "uai";
    const PlaceRead got = read_places(spec, kLattice);
    REQUIRE(got.places.size() == 1);
    CHECK(got.places[0].id == "7");
    CHECK(got.places[0].grid == core::Point{4321, -3210});
    CHECK(got.defects.count("geometry-empty") == 1);
    CHECK(got.inputs[0].crs == "EPSG:3035");
    spec.id_column.clear();
    CHECK(read_places(spec, kLattice).places[0].id == "1");  // the FID
}

TEST_CASE("places of several files come file by file") {
    const TempFolder folder;
    model::PlacesSpec spec = table_of(folder.file("a.csv", "id,name,lon,lat\nz,,10,52\n"));
    spec.source.given = "*.csv";
    spec.source.files.push_back(folder.file("b.csv", "id,name,lon,lat\na,,10,52\n"));
    const PlaceRead got = read_places(spec, kLattice);
    REQUIRE(got.places.size() == 2);
    CHECK(got.places[0].id == "z");
    CHECK(got.places[1].id == "a");
    REQUIRE(got.inputs.size() == 2);
    CHECK(got.inputs[1].path == "b.csv");
}

TEST_CASE("a missing column, CRS or file of places is an error with its remedy") {
    const TempFolder folder;
    model::PlacesSpec spec = table_of(folder.file("p.csv", "id,name,lon,latitude\na,,10,52\n"));
    CHECK_THAT(error_of(spec), Contains("p.csv") && Contains("lat"));
    CHECK_THAT(error_of(table_of(folder.file("q.csv", "id,name,lon,lat\n"), "EPSG:99")), Contains("q.csv: "));
    spec.source.files.clear();
    CHECK_THAT(error_of(spec), Contains("no such file"));
    test::TestLayer layer;
    layer.geometry = "Point";
    layer.crs.clear();
    layer.features = {{{}, "POINT (1 2)"}};
    model::PlacesSpec points;
    points.source = source_of(test::write_layer(folder.path("p.gpkg"), layer));
    CHECK_THAT(error_of(points), Contains("p.gpkg: does not say its CRS; state it in the job"));
}
