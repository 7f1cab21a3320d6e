// Premises and their records in a job.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

const std::string kPointJob = R"(version = 1
[[demand]]
source = "schools.csv"
format = "points"
crs = "EPSG:3857"
columns = { id = "imb_id", place = "block", x = "imb_x", y = "imb_y" }
attributes = { premises = 1, dwellings = "logements" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
)";

const std::string kShared =
    "points = { source = \"schools.csv\", crs = \"EPSG:4326\", columns = { id = \"i\", x = \"x\", y = \"y\", weight = \"n\" } "
    "}\nattributes";

const std::string kRecords = R"([[supply]]
source = "sites.csv"
format = "records"
columns = { id = "imb_id", operator = "op", technology = "techno", down = "descendant", up = "montant" }
latency = 1
values = { technology = { FO = "ftth" }, down = { INEL = "0" } }
skip = { saturation = ["true", "1"] }
)";

}  // namespace

TEST_CASE("points are a demand: their columns are weights, and 1 counts them") {
    const JobFolder folder;
    const model::DemandSpec demand = folder.parsed(kPointJob).demand;
    CHECK(demand.format == "points");
    REQUIRE(demand.points);
    CHECK(demand.points->source.files == std::vector<std::string>{folder.file("schools.csv")});
    CHECK(demand.points->source.crs == "EPSG:3857");
    CHECK(demand.points->id_column == "imb_id");
    CHECK(demand.points->place_column == "block");
    CHECK(demand.points->x_column == "imb_x");
    CHECK(demand.attributes[0].column == "1");
    CHECK(demand.attributes[1].column == "logements");
    CHECK_FALSE(demand.size);
    const model::DemandSpec bare =
        folder.parsed(replaced(kPointJob, "attributes = { premises = 1, dwellings = \"logements\" }\n", "")).demand;
    REQUIRE(bare.attributes.size() == 1);
    CHECK(bare.attributes[0].name == "premises");
    CHECK(bare.attributes[0].label.fr == "locaux");
}

TEST_CASE("the grid that points are counted on may be said") {
    const JobFolder folder;
    const auto with = [&](const std::string& key) { return replaced(kPointJob, "attributes", key + "\nattributes"); };
    CHECK(folder.parsed(with("size = 200")).demand.size == 200.0);
    const model::DemandSpec demand = folder.parsed(with("grid = { crs = \"EPSG:2154\", size = 500 }")).demand;
    CHECK(demand.grid_crs == "EPSG:2154");
    CHECK(demand.size == 500.0);
    CHECK_ONE_FAULT(folder.faults(with("size = 0")), 7, "above 0");
    CHECK_ONE_FAULT(folder.faults(with("size = 1\ngrid = { crs = \"EPSG:2154\", size = 500 }")), 8, "keep one");
    CHECK_ONE_FAULT(folder.faults(with("grid = { size = 500 }")), 7, "crs = \"EPSG:2154\"");
}

TEST_CASE("faults of points are told with their remedy") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(replaced(kPointJob, "premises = 1", "premises = 2")), 2, "or 1 to count them; got 2");
    CHECK_ONE_FAULT(folder.faults(replaced(kPointJob, ", y = \"imb_y\"", "")), 6, "x and y together");
    CHECK_ONE_FAULT(folder.faults(replaced(kPointJob, ", x = \"imb_x\", y = \"imb_y\"", "")), 2, "need their coordinates");
}

TEST_CASE("points share the people of squares") {
    const JobFolder folder;
    const auto with = [&](const std::string& keys) { return replaced(kLeast, "attributes", keys); };
    const model::DemandSpec demand = folder.parsed(with(kShared)).demand;
    CHECK(demand.spread == core::Spread::points);
    REQUIRE(demand.points);
    CHECK(demand.points->weight_column == "n");
    CHECK(demand.points->source.crs == "EPSG:4326");
    CHECK(folder.parsed(with("spread = \"points\"\n" + kShared)).demand == [&] {
        model::DemandSpec later = demand;
        later.points->source.line = 5;
        return later;
    }());
    CHECK_ONE_FAULT(folder.faults(with("spread = \"points\"\nattributes")), 4, "needs `points`");
    CHECK_ONE_FAULT(folder.faults(with("spread = \"cell\"\n" + kShared)), 5, "is for spread = \"points\"");
    CHECK_ONE_FAULT(folder.faults(with("points = \"schools.csv\"\nattributes")), 4, "`points` is a table");
    CHECK_ONE_FAULT(folder.faults(with(replaced(kShared, "x = \"x\", y = \"y\", ", ""))), 4, "need their coordinates");
}

TEST_CASE("records have names, words, speeds and what is skipped; they are fixed and of data") {
    const JobFolder folder;
    const model::SupplySpec supply = folder.parsed(kLeast + kRecords).supply.at(0);
    CHECK(supply.format == model::SupplyFormat::records);
    CHECK(supply.kind == "fixed");
    CHECK(supply.service.constant == "data");
    CHECK(supply.id_column == "imb_id");
    CHECK(supply.down.column == "descendant");
    CHECK(supply.up.column == "montant");
    CHECK(supply.latency.constant == "1");
    CHECK(supply.values.at("technology").at("FO") == "FTTH");
    CHECK(supply.values.at("down").at("INEL") == "0");
    CHECK(supply.skip.at("saturation") == std::vector<std::string>{"true", "1"});
    CHECK(folder.parsed(kLeast + replaced(replaced(kRecords, ", up = \"montant\"", ""), "latency = 1", "up = 0.5"))
              .supply.at(0)
              .up.constant == "0.5");
}

TEST_CASE("faults of records are told with their remedy") {
    const JobFolder folder;
    const auto faults = [&](const std::string& from, const std::string& to) {
        return folder.faults(kLeast + replaced(kRecords, from, to));
    };
    const int line = kLeastLines;
    CHECK_ONE_FAULT(faults("id = \"imb_id\", ", ""), line + 1, "need the column that names the premises");
    CHECK_ONE_FAULT(faults("technology = \"techno\", ", ""), line + 1, "records need `technology`");
    CHECK_ONE_FAULT(faults("latency = 1", "kind = \"mobile\""), line + 5, "records speak of fixed networks");
    CHECK_ONE_FAULT(faults("latency = 1", "radius_km = 4"), line + 5, "is for sites");
    CHECK_ONE_FAULT(faults("latency = 1", "down = 30"), line + 5, "keep one");
    CHECK_ONE_FAULT(faults("down = { INEL", "dwon = { INEL"), line + 6, "did you mean «down»?");
    CHECK_ONE_FAULT(faults("down = { INEL = \"0\" }", "down = \"INEL\""), line + 6, "values.down is a table");
}
