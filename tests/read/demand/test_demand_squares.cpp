#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/error.hpp"
#include "model/table.hpp"
#include "read/demand/demand.hpp"
#include "read/grid/grid_id.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;
using read::open_demand;

namespace {

model::DemandSpec squares(const std::vector<std::string>& files, const std::vector<std::string>& attributes = {"T"}) {
    model::DemandSpec spec;
    spec.source.given = "squares";
    spec.source.files = files;
    spec.format = "grid-squares";
    for (const std::string& name : attributes) spec.attributes.push_back({name, name, {}, ""});
    return spec;
}

// Every cell as «row,col:weight+weight», in order; weights in units, land after a slash.
std::string cells_of(core::Demand& demand) {
    std::string text;
    core::DemandRows rows;
    const core::CellBox box = demand.cells();
    demand.load(box.row_begin, box.row_end, rows);
    REQUIRE(rows.start.size() == static_cast<std::size_t>(box.row_end - box.row_begin) + 1);
    for (core::Row row = box.row_begin; row < box.row_end; ++row)
        for (std::uint32_t i = rows.start[static_cast<std::size_t>(row - box.row_begin)];
             i < rows.start[static_cast<std::size_t>(row - box.row_begin) + 1]; ++i) {
            text += (text.empty() ? "" : " ") + std::to_string(row) + "," + std::to_string(rows.col[i]);
            for (std::size_t a = 0; a < rows.weight.size(); ++a)
                text += (a == 0 ? ":" : "+") + model::decimal_text(rows.weight[a][i], 6);
            if (!rows.land.empty()) text += "/" + model::decimal_text(std::lround(rows.land[i] * 100), 2);
        }
    return text;
}

std::string fault_of(const model::DemandSpec& spec, core::ErrorKind kind) {
    try {
        (void)open_demand(spec);
    } catch (const core::Error& error) {
        CHECK(error.kind() == kind);
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("names of squares are read in their long and short forms") {
    read::GridId id;
    REQUIRE(read::parse_grid_id("CRS3035RES1000mN2776000E3326000", id));
    CHECK((id.epsg == 3035 && id.size_m == 1000 && id.north_m == 2776000 && id.east_m == 3326000));
    REQUIRE(read::parse_grid_id("CRS3035RES200mN2039400E3527200", id));
    CHECK((id.size_m == 200 && id.north_m == 2039400));
    REQUIRE(read::parse_grid_id("CRS2975RES200mN7634800E338600", id));
    CHECK(id.epsg == 2975);
    REQUIRE(read::parse_grid_id("1kmN2776E3326", id));
    CHECK((id.epsg == 0 && id.size_m == 1000 && id.north_m == 2776000 && id.east_m == 3326000));
    REQUIRE(read::parse_grid_id("200mN20394E35272", id));
    CHECK((id.size_m == 200 && id.north_m == 2039400));
    REQUIRE(read::parse_grid_id("250mN12345E67890", id));
    CHECK(id.north_m == 123450);
    REQUIRE(read::parse_grid_id("1kmE3326N2776", id));
    CHECK(id.east_m == 3326000);
    for (const char* bad : {"", "1km", "CRS3035", "CRS3035RES1000mN2776000", "CRS3035RES1000mN2776000E3326000x",
                            "CRS3035RES0mN0E0", "kmN1E1", "CRS3035RES1000mN99999999999999999999E1", "1000N1E2"})
        CHECK_FALSE(read::parse_grid_id(bad, id));
}

TEST_CASE("a square's corner gives its cell on a lattice that begins at 0, 0") {
    const TempFolder folder;
    const auto demand = open_demand(squares({folder.file("a.csv",
                                                         "GRD_ID,T,OLD\n"
                                                         "CRS3035RES1000mN2001000E3002000,5,1\n"
                                                         "CRS3035RES1000mN2001000E3000000,7.5,0\n"
                                                         "CRS3035RES1000mN2003000E3001000,0,2\n"
                                                         "CRS3035RES1000mN2002000E3001000,0,0\n")},
                                            {"T", "OLD"}));
    CHECK(demand->lattice() == core::Lattice{"EPSG:3035", 0, 0, 1000, 1000});
    CHECK(demand->cells() == core::CellBox{-2004, -2001, 3000, 3003});
    CHECK(cells_of(*demand) == "-2004,3001:0+2 -2002,3000:7.5+0 -2002,3002:5+1");
    CHECK(demand->attributes() == 2);
    CHECK_FALSE(demand->has_land());
    const auto report = demand->report();
    CHECK(report.format == "grid-squares");
    CHECK(report.input_totals == std::vector<std::int64_t>{12'500'000, 3'000'000});
    CHECK(report.defects.empty());
    REQUIRE(report.inputs.size() == 1);
    CHECK(report.inputs[0].records == 4);
    CHECK(report.inputs[0].bytes > 0);
    CHECK(report.inputs[0].crs == "EPSG:3035");
}

TEST_CASE("rows outside of the squares are empty, and any part of the rows may be asked") {
    const TempFolder folder;
    const auto demand = open_demand(squares({folder.file("a.csv", "GRD_ID,T\n1kmN10E20,5\n1kmN8E20,6\n")}));
    core::DemandRows rows;
    demand->load(-20, 20, rows);
    CHECK(rows.col.size() == 2);
    CHECK(rows.start.size() == 41);
    CHECK(rows.start[9] == 0);
    CHECK(rows.start[10] == 1);
    CHECK(rows.start[11] == 1);
    CHECK(rows.start[12] == 2);
    demand->load(-10, -8, rows);
    CHECK(rows.weight[0] == std::vector<std::int64_t>{6'000'000});
    demand->load(100, 101, rows);
    CHECK(rows.col.empty());
}

TEST_CASE("squares given twice add up and are counted, in one file or several") {
    const TempFolder folder;
    const auto demand = open_demand(squares(
        {folder.file("a.csv", "GRD_ID,T\n1kmN1E1,5\n1kmN1E2,1\n1kmN1E1,2.5\n"), folder.file("b.csv", "T,GRD_ID\n1,1kmN1E1\n")}));
    CHECK(cells_of(*demand) == "-2,1:8.5 -2,2:1");
    const auto report = demand->report();
    CHECK(report.defects.count("square-duplicate") == 2);
    CHECK(report.defects.entries().begin()->second.examples[0].feature == "2");
    CHECK(report.inputs.size() == 2);
    CHECK(report.input_totals[0] == 9'500'000);
}

TEST_CASE("bad records are counted under their codes, and the rest is read") {
    const TempFolder folder;
    const std::string path = folder.file("a.csv",
                                         "GRD_ID,T\n"
                                         "1kmN1E1,5\n"
                                         "nowhere,1\n"
                                         "200mN10E10,1\n"
                                         "CRS3035RES1000mN1500E1000,1\n"
                                         "1kmN1E2,-3\n"
                                         "1kmN1E3,#N/A\n"
                                         "1kmN1E4,\n"
                                         "1kmN1E5,0.0000001\n"
                                         "1kmN1E6,1e300\n"
                                         "1kmN1E7,2,9\n");
    const auto demand = open_demand(squares({path}));
    CHECK(cells_of(*demand) == "-2,1:5 -2,7:2");
    const auto defects = demand->report().defects;
    for (const char* code : {"square-id", "negative-weight", "not-a-number", "weight-missing", "weight-rounds-to-zero",
                             "weight-too-large", "ragged-record"}) {
        INFO(code);
        CHECK(defects.count(code) == 1);
    }
    CHECK(defects.count("square-size") == 2);
    const auto& place = defects.entries().at({"negative-weight", "squares"}).examples.at(0);
    CHECK(place.feature == "6");
    CHECK(place.detail == "-3");
    CHECK(demand->report().input_totals[0] == 7'000'000);
}

TEST_CASE("a square off the multiples of its size is counted") {
    const TempFolder folder;
    const auto demand =
        open_demand(squares({folder.file("a.csv", "GRD_ID,T\nCRS3035RES1000mN1000E1000,5\nCRS3035RES1000mN1500E1000,1\n")}));
    CHECK(demand->report().defects.count("square-off-grid") == 1);
    CHECK(cells_of(*demand) == "-2,1:5");
}

TEST_CASE("a confidential source gives no value away") {
    const TempFolder folder;
    auto spec = squares({folder.file("a.csv", "GRD_ID,T\n1kmN1E1,5\n1kmN1E2,-3\n")});
    spec.source.info.confidential = true;
    CHECK(open_demand(spec)->report().defects.entries().begin()->second.examples[0].detail.empty());
}

TEST_CASE("the share of land: 0 or nothing where people live is unknown, above 1 is 1") {
    const TempFolder folder;
    auto spec = squares({folder.file(
        "a.csv", "GRD_ID,T,LAND\n1kmN1E1,5,0.25\n1kmN1E2,5,0\n1kmN1E3,5,\n1kmN1E4,5,1.5\n1kmN1E5,0,0\n1kmN1E6,5,1\n")});
    spec.land = "LAND";
    const auto demand = open_demand(spec);
    CHECK(demand->has_land());
    CHECK(cells_of(*demand) == "-2,1:5/0.25 -2,2:5/-1 -2,3:5/-1 -2,4:5/1 -2,6:5/1");
    CHECK(demand->report().defects.count("land-unknown") == 2);
    CHECK(demand->report().defects.count("land-over-one") == 1);
}

TEST_CASE("squares by x and y: lower-left corner or centre, on the lattice of the first") {
    const TempFolder folder;
    auto spec = squares({folder.file("a.csv", "x;y;T\n1050;2050;1\n1150;2050;2,5\n1050;2150;3\n1099;2050;9\n#N/A;#N/A;1\n")});
    spec.x_column = "x";
    spec.y_column = "y";
    spec.size = 100;
    spec.source.crs = "EPSG:2154";
    const auto corner = open_demand(spec);
    CHECK(corner->lattice() == core::Lattice{"EPSG:2154", 50, 50, 100, 100});
    CHECK(cells_of(*corner) == "-22,10:3 -21,10:1 -21,11:2.5");
    CHECK(corner->report().defects.count("square-off-grid") == 1);
    CHECK(corner->report().defects.count("square-coordinates") == 1);
    spec.anchor = "centre";
    const auto centre = open_demand(spec);
    CHECK(centre->lattice() == core::Lattice{"EPSG:2154", 0, 0, 100, 100});
    CHECK(cells_of(*centre) == "-22,10:3 -21,10:1 -21,11:2.5");
}

TEST_CASE("where the anchor is not said, coordinates half a square off in x and y are centres, and it is told") {
    const TempFolder folder;
    auto spec = squares({folder.file("a.csv", "x;y;T\n1050;2050;1\n1150;2050;2,5\n1050;2150;3\n")});
    spec.x_column = "x";
    spec.y_column = "y";
    spec.size = 100;
    spec.source.crs = "EPSG:2154";
    spec.anchor = "";
    const auto centre = open_demand(spec);
    CHECK(centre->lattice() == core::Lattice{"EPSG:2154", 0, 0, 100, 100});
    CHECK(cells_of(*centre) == "-22,10:3 -21,10:1 -21,11:2.5");
    CHECK(centre->report().defects.count("square-centres") == 1);
    for (const char* corners : {"x;y;T\n1000;2000;1\n", "x;y;T\n1050;2000;1\n", "x;y;T\n1030;2030;1\n"}) {
        spec.source.files = {folder.file("b.csv", corners)};
        CHECK(open_demand(spec)->report().defects.empty());
    }
    // Degrees, rounded as they are published.
    spec.source.files = {folder.file("c.csv", "x;y;T\n2.3541666;48.8458333;7\n")};
    spec.source.crs = "EPSG:4326";
    spec.size = 0.008333333333;
    CHECK(open_demand(spec)->report().defects.count("square-centres") == 1);
}

TEST_CASE("squares of a GeoPackage are read by their names") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.columns = {{"idcar_200m", "text"}, {"ind", "real"}};
    layer.features = {{{"CRS3035RES200mN2039400E3527200", "109.5"}, "POLYGON ((0 0,1 0,1 1,0 0))"},
                      {{"CRS3035RES200mN2039600E3527200", "1"}, ""}};
    const auto demand = open_demand(squares({test::write_layer(folder.path("a.gpkg"), layer)}, {"ind"}));
    CHECK(cells_of(*demand) == "-10199,17636:1 -10198,17636:109.5");
}

TEST_CASE("specifications that cannot be read are errors that say what to state") {
    const TempFolder folder;
    const std::string plain = folder.file("a.csv", "a,x,y,T\n1,1,1,1\n");
    CHECK(fault_of(squares({plain}), core::ErrorKind::job).find("no column holds names of squares") == 0);
    auto spec = squares({plain});
    spec.x_column = "x";
    CHECK(fault_of(spec, core::ErrorKind::job).find("x and y are given together") == 0);
    spec.y_column = "y";
    CHECK(fault_of(spec, core::ErrorKind::job).find("need the length of their side") != std::string::npos);
    spec.size = 1;
    CHECK(fault_of(spec, core::ErrorKind::input).find("does not say its CRS") == 0);
    spec = squares({plain}, {"U"});
    CHECK(fault_of(spec, core::ErrorKind::input).find("has no column «U»") == 0);
    spec = squares({folder.file("b.csv", "GRD_ID,T\n1kmN1E1,5\n")});
    spec.land = "LAND";
    CHECK(fault_of(spec, core::ErrorKind::input).find("has no column «LAND»") == 0);
    spec = squares({folder.file("c.csv", "GRD_ID,T\nhere,5\nthere,5\n")});
    spec.id_column = "GRD_ID";
    CHECK(fault_of(spec, core::ErrorKind::input) == "holds no usable square: 2 × square-id");
    spec = squares({folder.file("d.csv", "GRD_ID,T,T2\n1kmN1E1,9000000000000,1\n1kmN1E2,9000000000000,1\n")});
    CHECK(fault_of(spec, core::ErrorKind::input).find("the weights add up to more than") == 0);
}
