// Fixed networks from end to end: premises as demand or as homes of squares, records as supply.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

const std::string kSupply = R"(
[[supply]]
source = "records.csv"
format = "records"
columns = { id = "id", operator = "op", technology = "tech", down = "down" }
skip = { saturated = ["1"] }
)";
const std::string kFast = R"(
[[indicator]]
name = "fast"
kind = "fixed"
down = ">=30"
)";

/// Buildings A and B in the square of 10 people, C and D in that of 20, which the communes' border cuts between them.
model::Job premises_job(const SmallWorld& world, const std::string& more = kSupply + kFast) {
    world.communes("communes.geojson", {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}});
    world.folder.file("buildings.csv",
                      "id,x,y,n\nA,3000250,2501750,1\nB,3000750,2501250,3\nC,3001250,2501500,1\nD,3001750,2501500,1\n");
    world.folder.file("records.csv", "id,op,tech,down,saturated\nA,X,FTTH,1000,\nB,X,4GF,30,1\nD,X,FTTH,8,\nD,Y,COPPER,0.5,\n");
    model::Job job = world.job(more);
    model::PremisesSpec points;
    points.source.given = "buildings.csv";
    points.source.files = {world.folder.path("buildings.csv")};
    points.source.crs = "EPSG:3035";
    points.id_column = "id";
    points.x_column = "x";
    points.y_column = "y";
    points.weight_column = "n";
    job.demand.points = points;
    return job;
}

std::string answer(const test::CsvFile& file, const std::string& code, const std::string& attribute) {
    return file.of(code, attribute) + ": " + file.of(code, "fast_" + attribute) + " " +
           file.of(code, "fast_" + attribute + "_not") + " " + file.of(code, "fast_" + attribute + "_unk");
}

}  // namespace

TEST_CASE("people of squares live at premises, each with its commune and its offers; others are unknown") {
    const SmallWorld world;
    model::Job job = premises_job(world);
    job.demand.spread = core::Spread::points;
    test::run_into(job, world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    // A has 2.5 of 10 and fibre; B 7.5, and a network that is full; C and D have 10 of 20 each: C no record, D 8 Mbit/s.
    CHECK(answer(communes, "A1", "population") == "100: 2.5 7.5 90");
    CHECK(answer(communes, "B1", "population") == "260: 0 10 250");
    CHECK(answer(test::read_csv(world.folder.path("out/all.csv")), "all", "population") == "360: 2.5 17.5 340");
}

TEST_CASE("premises themselves are counted") {
    const SmallWorld world;
    model::Job job = premises_job(world);
    job.demand.format = "points";
    job.demand.attributes = {{"dwellings", "n", {"dwellings", "dwellings"}, ""}, {"premises", "1", {"premises", "premises"}, ""}};
    test::run_into(job, world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(answer(communes, "A1", "dwellings") == "5: 1 3 1");
    CHECK(answer(communes, "A1", "premises") == "3: 1 1 1");
    CHECK(answer(communes, "B1", "premises") == "1: 0 1 0");
}

TEST_CASE("squares without premises and premises without squares are warned of, and the points are inputs with their hash") {
    const SmallWorld world;
    model::Job job = premises_job(world);
    job.demand.spread = core::Spread::points;
    const auto summary = test::run_into(job, world.folder.path("out"));
    const auto warned = [&](const std::string& what) {
        return std::any_of(summary.lines.begin(), summary.lines.end(),
                           [&](const std::string& line) { return line.find(what) != std::string::npos; });
    };
    CHECK(warned("6 of 8 inhabited squares hold no point: their population of 330 is spread over their area"));
    CHECK_FALSE(warned("in no inhabited square"));
    std::ifstream file(world.folder.path("out/manifest.json"));
    const auto manifest = nlohmann::json::parse(file);
    const auto& inputs = manifest.at("inputs");
    const auto points =
        std::find_if(inputs.begin(), inputs.end(), [](const auto& input) { return input.at("role") == "points"; });
    REQUIRE(points != inputs.end());
    CHECK(points->at("sha256").template get<std::string>().size() == 64);
    CHECK(points->at("records") == 4);
}

TEST_CASE("records of several files are one supply; without premises they are refused") {
    const SmallWorld world;
    model::Job job = premises_job(world);
    world.folder.file("more.csv", "id,op,tech,down,saturated\nC,Z,COAX,100,\n");
    job.supply[0].source.files.push_back(world.folder.path("more.csv"));
    job.demand.format = "points";
    job.demand.attributes = {{"dwellings", "n", {"dwellings", "dwellings"}, ""}};
    test::Quiet quiet;
    const auto loaded = run::load_job(job, std::size_t{1} << 30, quiet);
    REQUIRE(loaded.supplies.size() == 1);
    CHECK(loaded.supplies[0].set_of.size() == 4);
    CHECK(loaded.supplies[0].inputs.size() == 2);
    job = premises_job(world);
    const auto error = test::error_of([&] { run::load_job(job, std::size_t{1} << 30, quiet); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->message().find("the demand has none") != std::string::npos);
}
