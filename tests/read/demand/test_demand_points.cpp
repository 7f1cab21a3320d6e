#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/support/point_tables.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using read::open_demand;
using test::points_in;
using test::points_of;
using test::TempFolder;

namespace {

const std::string kHeader = "id,x,y,n\n";

std::string fault_of(const model::DemandSpec& spec, core::ErrorKind kind) {
    try {
        (void)open_demand(spec);
    } catch (const core::Error& error) {
        CHECK(error.kind() == kind);
        return error.message();
    }
    return "";
}

model::DemandSpec in_degrees(const std::string& file) {
    model::DemandSpec spec = points_of({file});
    spec.points->source.crs = "EPSG:4326";
    return spec;
}

}  // namespace

TEST_CASE("points are counted on squares of 1 km and keep their place, their number and their weight") {
    const TempFolder folder;
    const auto demand = open_demand(
        points_of({folder.file("a.csv", kHeader + "P1,4000250,2999750,2\nP2,4001500,2999500,3\nP3,4000500,2999500,1.5\n")}));
    CHECK(demand->lattice() == core::Lattice{"EPSG:3035", 0, 0, 1000, 1000});
    CHECK(demand->cells() == core::CellBox{-3000, -2999, 4000, 4002});
    CHECK(points_in(*demand) == "0@-3000,4000+0.25+0.25=2 2@-3000,4000+0.5+0.5=1.5 1@-3000,4001+0.5+0.5=3");
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{6500000});
    CHECK(demand->report().format == "points");
    CHECK(demand->premises().count == 3);
    core::DemandRows rows;
    demand->load(-3000, -2999, rows);
    CHECK(rows.weight[0] == std::vector<std::int64_t>{3500000, 3000000});
    demand->load(-3100, -3050, rows);
    CHECK(rows.col.empty());
    CHECK(rows.start.size() == 51);
}

TEST_CASE("the attribute «1» counts points, and several columns add up") {
    const TempFolder folder;
    model::DemandSpec spec = points_of({folder.file("a.csv", "id,x,y,n,m\nP1,4000250,2999750,2,5\nP2,4000500,2999500,0,0\n")});
    spec.attributes = {{"premises", "1", {}, ""}, {"dwellings", "n", {}, "", {"m"}}};
    const auto demand = open_demand(spec);
    CHECK(points_in(*demand) == "0@-3000,4000+0.25+0.25=1/7 1@-3000,4000+0.5+0.5=1/0");
}

TEST_CASE("a point without weight lives nowhere, and is a premises all the same") {
    const TempFolder folder;
    const auto demand = open_demand(points_of({folder.file("a.csv", kHeader + "P1,4000250,2999750,0\nP2,4000500,2999500,1\n")}));
    CHECK(points_in(*demand) == "1@-3000,4000+0.5+0.5=1");
    CHECK(demand->premises().count == 2);
}

TEST_CASE("the size of the squares and their CRS are the job's where it says so") {
    const TempFolder folder;
    model::DemandSpec spec = points_of({folder.file("a.csv", kHeader + "P1,4000250,2999750,1\n")});
    spec.size = 200;
    CHECK(open_demand(spec)->lattice() == core::Lattice{"EPSG:3035", 0, 0, 200, 200});
    spec.grid_crs = "EPSG:2154";
    CHECK(open_demand(spec)->lattice() == core::Lattice{"EPSG:2154", 0, 0, 200, 200});
}

TEST_CASE("points in Europe are counted on EPSG:3035, and on EPSG:6933 as soon as one is elsewhere") {
    const TempFolder folder;
    const std::string europe = "P1,2.35,48.86,1\nP2,-21.9,64.1,1\nP3,33.4,35.2,1\n";
    CHECK(open_demand(in_degrees(folder.file("a.csv", kHeader + europe)))->lattice().crs == "EPSG:3035");
    const auto world = open_demand(in_degrees(folder.file("b.csv", kHeader + europe + "P4,55.45,-20.88,1\n")));
    CHECK(world->lattice().crs == "EPSG:6933");
    CHECK(world->premises().count == 4);
    CHECK(world->report().input_totals == std::vector<std::int64_t>{4000000});
}

TEST_CASE("points that have no place are counted, each under its code") {
    const TempFolder folder;
    const auto demand = open_demand(
        in_degrees(folder.file("a.csv", kHeader + "P1,#N/A,48,1\nP2,652000,6862000,1\nP3,0,0,1\nP4,2.35,48.86,1\nP5,,,1\n")));
    const core::Defects defects = demand->report().defects;
    CHECK(defects.count("coordinate-not-a-number") == 2);
    CHECK(defects.count("coordinate-out-of-range") == 2);
    CHECK(defects.entries().at({"coordinate-out-of-range", "points"}).examples[0].detail == "652000 6862000");
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{1000000});
    CHECK(demand->report().inputs[0].records == 5);
}

TEST_CASE("metres that reach around the Earth have no place") {
    const TempFolder folder;
    model::DemandSpec spec = points_of({folder.file("a.csv", kHeader + "P1,261600,6250000,1\nP2,40275016,6250000,1\n")});
    spec.points->source.crs = "EPSG:3857";
    const auto demand = open_demand(spec);
    CHECK(demand->report().defects.count("coordinate-out-of-range") == 1);
    CHECK(demand->lattice().crs == "EPSG:3035");
}

TEST_CASE("bad weights count 0 under the codes of squares") {
    const TempFolder folder;
    const auto demand = open_demand(points_of({folder.file(
        "a.csv", kHeader + "P1,4000250,2999750,\nP2,4000250,2999750,x\nP3,4000250,2999750,-1\nP4,4000250,2999750,\"1,5\"\n")}));
    const core::Defects defects = demand->report().defects;
    CHECK(defects.count("weight-missing") == 1);
    CHECK(defects.count("not-a-number") == 1);
    CHECK(defects.count("negative-weight") == 1);
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{1500000});
}

TEST_CASE("of two records of one id the first counts, also across files") {
    const TempFolder folder;
    model::DemandSpec spec =
        points_of({folder.file("a.csv", kHeader + "P1,4000250,2999750,2\nP2,4000500,2999500,3\nP1,4000250,2999750,5\n"),
                   folder.file("b.csv", kHeader + "P2,4000500,2999500,7\nP3,4000500,2999500,1\n")});
    spec.points->source.given = "*.csv";
    const auto demand = open_demand(spec);
    CHECK(points_in(*demand) == "0@-3000,4000+0.25+0.25=2 1@-3000,4000+0.5+0.5=3 4@-3000,4000+0.5+0.5=1");
    const core::Defects defects = demand->report().defects;
    CHECK(defects.count("premises-duplicate") == 2);
    CHECK(defects.entries().at({"premises-duplicate", "a.csv"}).examples[0].feature == "record 3");
    CHECK(defects.entries().at({"premises-duplicate", "b.csv"}).examples[0].feature == "record 1");
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{6000000});
}

TEST_CASE("ids are text: leading zeros tell two premises apart; an empty id is counted and its people too") {
    const TempFolder folder;
    const auto demand = open_demand(
        points_of({folder.file("a.csv", kHeader + "01,4000250,2999750,2\n1,4000500,2999500,3\n,4000500,2999500,4\n")}));
    CHECK(demand->report().defects.count("premises-duplicate") == 0);
    CHECK(demand->report().defects.count("premises-unnamed") == 1);
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{9000000});
}

TEST_CASE("a confidential source shows no value in its defects") {
    const TempFolder folder;
    model::DemandSpec spec = points_of({folder.file("a.csv", kHeader + "P1,secret,2999750,2\nP2,4000500,2999500,3\n")});
    spec.points->source.info.confidential = true;
    const core::Defects defects = open_demand(spec)->report().defects;
    CHECK(defects.entries().begin()->second.examples[0].detail.empty());
}

TEST_CASE("points that cannot be read are one clear error") {
    const TempFolder folder;
    CHECK(fault_of(points_of({folder.file("a.csv", kHeader)}), core::ErrorKind::input).find("holds no usable point") !=
          std::string::npos);
    CHECK(fault_of(points_of({folder.file("b.csv", kHeader + "P1,a,b,1\n")}), core::ErrorKind::input)
              .find("1 × coordinate-not-a-number") != std::string::npos);
    model::DemandSpec spec = points_of({folder.file("c.csv", kHeader + "P1,4000250,2999750,1\n")});
    spec.points->source.crs.clear();
    CHECK(fault_of(spec, core::ErrorKind::input).find("does not say its CRS") != std::string::npos);
    spec.points.reset();
    CHECK(fault_of(spec, core::ErrorKind::job).find("write points =") != std::string::npos);
}
