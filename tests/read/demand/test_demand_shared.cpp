#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/support/point_tables.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using read::open_demand;
using test::points_in;
using test::TempFolder;

namespace {

/// Squares of 1 km with people (P, S) and buildings (id, x, y, n).
model::DemandSpec shared(const TempFolder& folder, const std::string& squares, const std::string& buildings) {
    model::DemandSpec spec;
    spec.source.given = "squares";
    spec.source.files = {folder.file("squares.csv", "GRD_ID,P,S\n" + squares)};
    spec.format = "grid-squares";
    spec.id_column = "GRD_ID";
    spec.attributes = {{"population", "P", {}, ""}, {"seniors", "S", {}, ""}};
    spec.spread = core::Spread::points;
    spec.points = test::points_of({folder.file("buildings.csv", "id,x,y,n\n" + buildings)}).points;
    spec.points->source.given = "buildings";
    spec.points->weight_column = "n";
    return spec;
}

const std::string kSquare = "CRS3035RES1000mN2999000E4000000,10,1\n";  // row -3000, column 4000

}  // namespace

TEST_CASE("a square's people are shared by weight, and add up to the square to the quantum") {
    const TempFolder folder;
    const auto demand = open_demand(shared(folder, kSquare, "A,4000250,2999750,1\nB,4000500,2999500,1\nC,4000750,2999250,1\n"));
    core::DemandRows rows;
    demand->load(-3000, -2999, rows);
    REQUIRE(rows.points.weight[0].size() == 3);
    std::int64_t sum = 0;
    for (const std::int64_t weight : rows.points.weight[0]) {
        CHECK(std::abs(weight - 3333333) <= 1);
        sum += weight;
    }
    CHECK(sum == 10000000);
    CHECK(rows.weight[0][0] == 10000000);
}

TEST_CASE("each attribute is shared by the same weights") {
    const TempFolder folder;
    const auto demand = open_demand(shared(folder, kSquare, "A,4000250,2999750,3\nB,4000500,2999500,1\n"));
    CHECK(points_in(*demand) == "0@-3000,4000+0.25+0.25=7.5/0.75 1@-3000,4000+0.5+0.5=2.5/0.25");
}

TEST_CASE("points of weight 0 get nothing, unless all of the square have none") {
    const TempFolder folder;
    CHECK(points_in(*open_demand(shared(folder, kSquare, "A,4000250,2999750,0\nB,4000500,2999500,2\n"))) ==
          "1@-3000,4000+0.5+0.5=10/1");
    CHECK(points_in(*open_demand(shared(folder, kSquare, "A,4000250,2999750,0\nB,4000500,2999500,0\n"))) ==
          "0@-3000,4000+0.25+0.25=5/0.5 1@-3000,4000+0.5+0.5=5/0.5");
}

TEST_CASE("without a column of weights each point counts 1") {
    const TempFolder folder;
    model::DemandSpec spec = shared(folder, kSquare, "A,4000250,2999750,3\nB,4000500,2999500,1\n");
    spec.points->weight_column.clear();
    CHECK(points_in(*open_demand(spec)) == "0@-3000,4000+0.25+0.25=5/0.5 1@-3000,4000+0.5+0.5=5/0.5");
}

TEST_CASE("squares without a point keep their people, and points without people are told") {
    const TempFolder folder;
    const std::string squares = kSquare + "CRS3035RES1000mN2999000E4002000,4,0\nCRS3035RES1000mN2997000E4001000,0,0\n";
    const auto demand = open_demand(shared(folder, squares,
                                           "A,4000250,2999750,1\n"     // in the first square
                                           "B,4001500,2999500,1\n"     // beside it
                                           "C,4000500,2998500,1\n"     // south of it
                                           "D,4000500,3100500,1\n"));  // far north of every square
    CHECK(points_in(*demand) == "0@-3000,4000+0.25+0.25=10/1 cell@-3000,4002=4");
    const auto sharing = demand->report().sharing;
    REQUIRE(sharing);
    CHECK(sharing->squares_with_points == 1);
    CHECK(sharing->squares_without_points == 1);
    CHECK(sharing->quanta_without_points == 4000000);
    CHECK(sharing->points_outside == 3);
}

TEST_CASE("the order of the buildings in their file changes nobody's home") {
    const TempFolder folder;
    std::vector<std::string> lines;
    for (int i = 0; i < 40; ++i)
        lines.push_back("B" + std::to_string(i * 7919 % 40) + "," + std::to_string(4000010 + 24 * i) + "," +
                        std::to_string(2999010 + 20 * (i % 7)) + "," + std::to_string(1 + i % 3) + "\n");
    const auto homes = [&] {
        std::string text;
        for (const std::string& line : lines) text += line;
        const auto demand = open_demand(shared(folder, kSquare, text));
        core::DemandRows rows;
        demand->load(-3000, -2999, rows);
        std::map<std::string, std::int64_t> of;  // by line: the points have no other name here
        for (std::size_t p = 0; p < rows.points.at.size(); ++p) of[lines[rows.points.premises[p]]] = rows.points.weight[0][p];
        return of;
    };
    const auto first = homes();
    REQUIRE(first.size() == 40);
    std::reverse(lines.begin(), lines.end());
    CHECK(homes() == first);
    std::rotate(lines.begin(), lines.begin() + 17, lines.end());
    CHECK(homes() == first);
}

TEST_CASE("the points are inputs beside the squares, with defects of their own") {
    const TempFolder folder;
    const auto report = open_demand(shared(folder, kSquare, "A,4000250,2999750,\nB,x,2999500,1\n"))->report();
    REQUIRE(report.inputs.size() == 2);
    CHECK(report.inputs[1].role == "points");
    CHECK(report.inputs[1].records == 2);
    CHECK(report.defects.count("weight-missing") == 1);
    CHECK(report.defects.count("coordinate-not-a-number") == 1);
    CHECK(report.input_totals == std::vector<std::int64_t>{10000000, 1000000});
}

TEST_CASE("people who live by points need points") {
    const TempFolder folder;
    model::DemandSpec spec = shared(folder, kSquare, "A,4000250,2999750,1\n");
    spec.points.reset();
    try {
        (void)open_demand(spec);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::job);
        CHECK(error.message().find("points = {") != std::string::npos);
    }
}
