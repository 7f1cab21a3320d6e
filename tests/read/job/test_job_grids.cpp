// Keys of a job that speak of grids, sums of columns, and codes of territories.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using namespace covmap;
using test::JobFolder;
using test::kLeast;
using test::kLeastLines;
using test::replaced;
using test::reported;

namespace {

constexpr int kSupplyLine = kLeastLines + 1;

std::string raster(const std::string& more) {
    return kLeast + "[[supply]]\nsource = \"extent.gpkg\"\nformat = \"raster\"\n" + more + "\n";
}
std::string counts(const std::string& more) {
    return kLeast + "[[supply]]\nsource = \"sites.csv\"\nformat = \"operator-counts\"\n" + more + "\n";
}

const std::string kWho = "operator = \"X\"\ntechnology = \"4g\"\n";
const std::string kSquares = "columns = { id = \"square\" }\ntechnologies = { \"4g\" = \"n4\" }\n";

}  // namespace

TEST_CASE("an attribute may be a sum of columns") {
    const JobFolder folder;
    const model::Job job = folder.parsed(
        replaced(kLeast, "{ population = \"T\" }",
                 "{ seniors = [\"ind_65_79\", \"ind_80p\"], poor = { column = [\"a\", \"b\", \"c\"], unit = \"households\" } }"));
    CHECK(job.demand.attributes[0].column == "ind_65_79");
    CHECK(job.demand.attributes[0].plus == std::vector<std::string>{"ind_80p"});
    CHECK(job.demand.attributes[1].column == "a");
    CHECK(job.demand.attributes[1].plus == std::vector<std::string>{"b", "c"});
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "{ population = \"T\" }", "{ population = [] }")), 4, "is an empty list");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes = { population = \"T\" }",
                                           "format = \"raster\"\nattributes = { population = [\"1\", \"2\"] }")),
                    5, "is one band of the raster");
}

TEST_CASE("a column of estimated squares is told; a raster has none") {
    const JobFolder folder;
    CHECK(folder.parsed(replaced(kLeast, "attributes", "imputed = \"flag\"\nattributes")).demand.imputed_column == "flag");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes = { population = \"T\" }",
                                           "format = \"raster\"\nimputed = \"flag\"\nattributes = { population = 1 }")),
                    5, "a raster has no column «flag»");
}

TEST_CASE("nodata of a raster is a list of numbers or none") {
    const JobFolder folder;
    const auto people = [](const std::string& nodata) {
        return replaced(kLeast, "attributes = { population = \"T\" }",
                        "format = \"raster\"\nattributes = { population = 1 }\nnodata = " + nodata);
    };
    CHECK(folder.parsed(people("[65535, -1.5]")).demand.nodata == model::RasterNoData{{65535, -1.5}, false});
    CHECK(folder.parsed(people("\"none\"")).demand.nodata == model::RasterNoData{{}, true});
    CHECK_FALSE(folder.parsed(kLeast).demand.nodata.stated());
    CHECK(folder.parsed(raster(kWho + "nodata = [255]")).supply.at(0).nodata.values == std::vector<double>{255});
    CHECK_ONE_FAULT(folder.faults(people("65535")), 6, "write nodata = [65535]");
    CHECK_ONE_FAULT(folder.faults(people("[nan]")), 6, "each number of `nodata` is a number");
    CHECK_ONE_FAULT(folder.faults(counts(kSquares + "nodata = [255]")), kSupplyLine + 5, "`nodata` is for rasters");
}

TEST_CASE("levels of a raster are thresholds or classes, in the order of the job") {
    const JobFolder folder;
    const model::SupplySpec spec =
        folder
            .parsed(
                raster(kWho + "levels = { TBC = \">=-85\", BC = \">= -95.5\", CL = \">=-105\" }\nband = 2\nabsent = \"none\""))
            .supply.at(0);
    CHECK(spec.format == model::SupplyFormat::raster);
    CHECK(spec.technology.constant == "4G");
    CHECK(spec.band == 2);
    CHECK(spec.absent == "none");
    CHECK(spec.levels == std::vector<std::string>{"TBC", "BC", "CL"});
    CHECK(spec.no_level == "CL");
    CHECK(spec.raster_levels == std::vector<model::RasterLevel>{{"TBC", -85, {}}, {"BC", -95.5, {}}, {"CL", -105, {}}});
    CHECK(folder.parsed(raster(kWho + "levels = { A = 3, B = [2, 7] }")).supply.at(0).raster_levels ==
          std::vector<model::RasterLevel>{{"A", {}, {3}}, {"B", {}, {2, 7}}});
}

TEST_CASE("levels of a raster that cannot be meant are faults") {
    const JobFolder folder;
    const int line = kSupplyLine + 5;
    CHECK_ONE_FAULT(folder.faults(raster(kWho + "levels = { TBC = \"-85\" }")), line, "a threshold such as \">=-85\"");
    CHECK_ONE_FAULT(folder.faults(raster(kWho + "levels = { CL = \">=-105\", TBC = \">=-85\" }")), line,
                    "«TBC» is not below the one before");
    CHECK_ONE_FAULT(folder.faults(raster(kWho + "levels = [\"TBC\"]")), line, "levels of a raster say which pixels mean them");
    CHECK(reported(folder.faults(raster("technology = \"4G\"")), kSupplyLine, "operator"));
    CHECK(reported(folder.faults(raster("operator = \"X\"")), kSupplyLine, "a raster needs operator"));
}

TEST_CASE("numbers of operators need squares and columns, and no operator") {
    const JobFolder folder;
    const model::SupplySpec spec = folder.parsed(counts(kSquares + "networks = 4")).supply.at(0);
    CHECK(spec.format == model::SupplyFormat::counts);
    CHECK(spec.id_column == "square");
    CHECK(spec.networks == 4);
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(spec.technologies == Pairs{{"4G", "n4"}});
    CHECK_ONE_FAULT(folder.faults(counts("columns = { id = \"square\" }")), kSupplyLine, "numbers of operators need");
    CHECK_ONE_FAULT(folder.faults(counts(kSquares + "operator = \"X\"")), kSupplyLine, "take `operator` out");
    CHECK_ONE_FAULT(folder.faults(counts(kSquares + "networks = 0")), kSupplyLine + 5, "1 or more");
    CHECK_ONE_FAULT(folder.faults(counts(kSquares + "absent = \"nobody\"")), kSupplyLine + 5, "none");
}

TEST_CASE("arrondissements fold by one word, other parts by a table") {
    const JobFolder folder;
    const auto with = [&](const std::string& more) { return replaced(kLeast, "parents", more + "\nparents"); };
    CHECK(folder.parsed(with("fold = \"arrondissements\"")).territory.fold.at("75101") == "75056");
    CHECK(folder.parsed(with("fold = { A1 = \"A\", A2 = \"A\" }")).territory.fold ==
          std::map<std::string, std::string>{{"A1", "A"}, {"A2", "A"}});
    CHECK(folder.parsed(kLeast).territory.fold.empty());
    CHECK_ONE_FAULT(folder.faults(with("fold = \"arrondisements\"")), 8, "did you mean «arrondissements»?");
}

TEST_CASE("a passage is a path, or a table with its columns") {
    const JobFolder folder;
    const auto with = [&](const std::string& more) { return replaced(kLeast, "parents", more + "\nparents"); };
    model::TerritorySpec spec = folder.parsed(with("passage = \"sites.csv\"")).territory;
    REQUIRE(spec.passage);
    CHECK(spec.passage->files.size() == 1);
    spec = folder.parsed(with("passage = { source = \"sites.csv\", old = \"a\", new = \"b\" }")).territory;
    CHECK(spec.passage_old == "a");
    CHECK(spec.passage_new == "b");
    CHECK_ONE_FAULT(folder.faults(with("passage = { source = \"sites.csv\", od = \"a\" }")), 8, "did you mean «old»?");
    CHECK_ONE_FAULT(folder.faults(with("passage = \"nothing.csv\"")), 8, "there is no such file");
}
