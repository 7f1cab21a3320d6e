#include <catch2/catch.hpp>

#include "read/demand/demand.hpp"
#include "read/supply/supply.hpp"
#include "read/support/point_tables.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/point_rows.hpp"
#include "read/territory/places.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::TempFolder;
using test::TestLayer;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

std::string write_points(const TempFolder& folder, const std::vector<test::TestFeature>& features,
                         const std::string& layer = "layer") {
    return test::write_layer(folder.path("p.gpkg"),
                             {.name = layer, .geometry = "Unknown", .columns = {{"id"}, {"n"}}, .features = features});
}

std::string rows_of(const std::string& path) {
    const auto rows = open_points({}, path, "p.gpkg", {"n"});
    std::string text;
    core::Point at;
    std::string detail;
    while (rows->next()) {
        text += rows->record() + "/" + std::to_string(rows->part() + 1) + "of" + std::to_string(rows->parts()) + " ";
        switch (rows->place(at, detail)) {
            case PointRows::Where::placed:
                text += std::to_string(static_cast<int>(at.x)) + ";";
                break;
            case PointRows::Where::empty:
                text += "empty;";
                break;
            case PointRows::Where::not_a_number:
                text += detail + ";";
        }
    }
    return text + std::to_string(rows->records());
}

model::DemandSpec premises(const std::string& path) {
    model::DemandSpec spec = test::points_of({path});
    spec.points->x_column.clear();
    spec.points->y_column.clear();
    return spec;
}

}  // namespace

TEST_CASE("each point of a MultiPoint is a row, of one record") {
    const TempFolder folder;
    CHECK(rows_of(write_points(folder, {{{"a", "1"}, "MULTIPOINT ((10 0),(20 0))"},
                                        {{"b", "1"}, "POINT (30 0)"},
                                        {{"c", "1"}, "GEOMETRYCOLLECTION (POINT (40 0),MULTIPOINT ((50 0)))"}})) ==
          "1/1of2 10;1/2of2 20;2/1of1 30;3/1of2 40;3/2of2 50;3");
}

TEST_CASE("records without a point, or with lines beside it, are one row that tells it") {
    const TempFolder folder;
    CHECK(rows_of(write_points(folder, {{{"a", "1"}, ""},
                                        {{"b", "1"}, "MULTIPOINT EMPTY"},
                                        {{"c", "1"}, "GEOMETRYCOLLECTION (POINT (1 0),LINESTRING (0 0,1 1))"}})) ==
          "1/1of1 empty;2/1of1 empty;3/1of1 LINESTRING;3");
}

TEST_CASE("layers that number the parts of one list are read one after the other") {
    const TempFolder folder;
    (void)write_points(folder, {{{"a", "1"}, "POINT (10 0)"}}, "sites_1");
    const std::string path = write_points(folder, {{{"b", "1"}, "POINT (20 0)"}}, "sites_2");
    CHECK(rows_of(path) == "1/1of1 10;1/1of1 20;2");
}

TEST_CASE("every point of a MultiPoint of sites serves its disc") {
    const TempFolder folder;
    model::SupplySpec spec;
    spec.format = model::SupplyFormat::sites;
    spec.source = test::source_of(write_points(folder, {{{"a", "1"}, "MULTIPOINT ((4000000 2900000),(4010000 2900000))"}}));
    spec.operator_field.constant = "op1";
    spec.technology.constant = "4G";
    spec.service.constant = "data";
    spec.radius_km = {{"", 1}};
    const SupplyRead got = read_supply(spec, {}, kLattice, {});
    CHECK(got.discs.discs.size() == 2);
    CHECK(got.inputs[0].records == 1);
}

TEST_CASE("every point of a MultiPoint is a place, and its number stays its own") {
    const TempFolder folder;
    model::PlacesSpec spec;
    spec.source = test::source_of(write_points(
        folder, {{{"a", "1"}, "MULTIPOINT ((4000000 2900000),(4010000 2900000))"}, {{"b", "1"}, "POINT (4020000 2900000)"}}));
    const PlaceRead got = read_places(spec, kLattice);
    REQUIRE(got.places.size() == 3);
    CHECK(got.places[0].id == "1.1");
    CHECK(got.places[1].id == "1.2");
    CHECK(got.places[2].id == "2");
}

TEST_CASE("what a record says is shared among its points, to the last quantum") {
    const TempFolder folder;
    model::DemandSpec spec =
        premises(write_points(folder, {{{"a", "10"}, "MULTIPOINT ((4000250 2999750),(4001500 2999500),(4002500 2999500))"}}));
    spec.points->id_column.clear();
    const auto demand = open_demand(spec);
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{10'000'000});
    CHECK(test::points_in(*demand).find("=3.333334") != std::string::npos);
    CHECK(demand->report().defects.empty());
}

TEST_CASE("premises with a name stand at the first of their points, which is told") {
    const TempFolder folder;
    const auto demand =
        open_demand(premises(write_points(folder, {{{"a", "10"}, "MULTIPOINT ((4000250 2999750),(4001500 2999500))"}})));
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{10'000'000});
    CHECK(test::points_in(*demand) == "0@-3000,4000+0.25+0.25=10");
    CHECK(demand->report().defects.count("premises-multipoint") == 1);
}
