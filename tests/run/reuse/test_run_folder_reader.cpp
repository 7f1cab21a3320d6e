#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;

namespace {

const std::string kManifest = R"({"format": "covmap-run", "format_version": 1, "date": "2024-12-31",
 "job": {"path": "job.toml", "parameters": {"name": "j", "only": {},
   "demand": {"source": {"source": "d.csv", "layer": "l", "crs": ""}, "land": null, "size": 1000.0},
   "supply": [{"levels": ["BC", "CL"], "nature": "claimed"}], "indicator": [{"name": "any_4g", "low_is_good": true}],
   "output": {"language": "fr"}}},
 "inputs": [{"role": "demand", "path": "d.csv", "sha256": "d1"}],
 "attributes": [{"name": "population"}],
 "territories": {"unit": "commune", "count": 2, "parents": {"region": 1, "departement": 2}},
 "balance": [{"attribute": "population", "total": "4", "inside": "3", "outside": "1", "balanced": true}],
 "defects": [{"code": "ring-open", "file": "s.gpkg", "count": 2, "examples": []}],
 "versions": {"gdal": "3.6.2"}, "files": ["manifest.json", "zones.covz"]})";

const std::string kCommunes =
    "code,name,departement,population,any_4g_population_pct,population_gap_flag,area_km2\n"
    "01001,\"Albas, le\",46,1654.318405,99.99,true,0.00000001\n"
    "2A004,Anglars,,,,,12\n";

class RunFolder : public test::TempFolder {
public:
    RunFolder() { file("manifest.json", kManifest); }
};

std::string message_of(const std::string& folder, const std::string& where) {
    try {
        run::open_run_folder(folder);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where() == where);
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("the manifest tells what the run was made of") {
    const RunFolder folder;
    const model::PublishedRun run = run::open_run_folder(folder.path());
    CHECK(run.date == "2024-12-31");
    CHECK(run.job == std::map<std::string, std::string>{{"name", "j"},
                                                        {"demand.source.layer", "l"},
                                                        {"demand.source.crs", ""},
                                                        {"demand.land", ""},
                                                        {"demand.size", "1000.0"},
                                                        {"supply[0].levels", "BC, CL"},
                                                        {"supply[0].nature", "claimed"},
                                                        {"indicator[any_4g].name", "any_4g"},
                                                        {"indicator[any_4g].low_is_good", "true"}});
    REQUIRE(run.inputs.size() == 1);
    CHECK(run.inputs.front().sha256 == "d1");
    CHECK(run.totals.at("population") == "inside 3, outside 1");
    CHECK(run.defects.at("ring-open in s.gpkg") == "2");
    CHECK(run.versions.at("gdal") == "3.6.2");
    CHECK(run.units == std::vector<std::string>{"commune", "region", "departement", "all"});
    CHECK(run.attributes == std::vector<std::string>{"population"});
    CHECK(run.indicators.front().low_is_good);
    CHECK(run.tables.empty());
    CHECK_FALSE(run.zones);
    CHECK_FALSE(run.zones_kept);
}

TEST_CASE("tables that are there are read with exact values; an empty number is null") {
    const RunFolder folder;
    folder.file("commune.csv", kCommunes);
    const model::PublishedRun run = run::open_run_folder(folder.path());
    REQUIRE(run.tables.size() == 1);
    const model::Table& t = run.tables.front();
    CHECK(t.unit == "commune");
    REQUIRE(t.rows() == 2);
    CHECK(t.find("code")->texts == std::vector<std::string>{"01001", "2A004"});
    CHECK(t.find("name")->texts[0] == "Albas, le");
    CHECK(t.find("population")->numbers[0] == 1'654'318'405);
    CHECK(t.find("population")->nulls[1]);
    CHECK(t.find("any_4g_population_pct")->numbers[0] == 9999);
    CHECK(t.find("any_4g_population_pct")->low_is_good);
    CHECK(t.find("population_gap_flag")->numbers[0] == 1);
    CHECK(t.find("area_km2")->numbers == std::vector<std::int64_t>{1, 1'200'000'000});
}

TEST_CASE("what is no run is named, with what to do") {
    const RunFolder folder;
    const std::string none = folder.path("none"), manifest = folder.path("manifest.json");
    CHECK(message_of(none, none) == "is no folder; give the folder of a run");
    std::filesystem::create_directory(none);
    CHECK(message_of(none, none) == "is no run of covmap: it holds no manifest.json; give the folder of a run");
    folder.file("manifest.json", kManifest.substr(0, 200));
    CHECK(message_of(folder.path(), manifest) == "is not JSON, or is cut short; copy it again or run the job again");
    folder.file("manifest.json", R"({"format": "other"})");
    CHECK(message_of(folder.path(), manifest) == "is not the manifest of a run; give the folder of a run");
    folder.file("manifest.json", R"({"format": "covmap-run", "format_version": 2})");
    CHECK(message_of(folder.path(), manifest) ==
          "is of version 2, and this covmap reads version 1; use the covmap that wrote it, or run the job again");
    folder.file("manifest.json", R"({"format": "covmap-run", "format_version": 1, "date": "2024-12-31"})");
    CHECK_THAT(message_of(folder.path(), manifest), Catch::StartsWith("lacks what a manifest holds ("));
    folder.file("manifest.json", R"({"format": 3, "format_version": "x"})");
    CHECK_THAT(message_of(folder.path(), manifest), Catch::StartsWith("lacks what a manifest holds ("));
}

TEST_CASE("tables that covmap did not write are refused with their line") {
    const RunFolder folder;
    const std::string path = folder.path("commune.csv");
    const auto told = [&](const std::string& text, const std::string& line) {
        folder.file("commune.csv", text);
        return message_of(folder.path(), path + line);
    };
    CHECK(told("", "") == "is no table of covmap: its first column is not `code`");
    CHECK(told("name,code\n", "") == "is no table of covmap: its first column is not `code`");
    CHECK(told("code,population\n1,2,3\n", ":2") == "has 3 values where the header has 2 columns");
    CHECK(told("code,population\n1,2\n1,3\n", ":3") == "the code «1» is there twice");
    CHECK(told("code,population\n1,\"2,5\"\n", ":2") ==
          "«2,5» in column population is no value that covmap writes there; copy the file again or run the job again");
    CHECK(told("code,population_gap_flag\n1,yes\n", ":2").find("«yes» in column population_gap_flag is no value") == 0);
    folder.file("commune.csv", kCommunes);
    folder.file("zones.covz", "no zones");
    CHECK(message_of(folder.path(), folder.path("zones.covz")) ==
          "is not a file of zones of covmap; give the zones.covz of a run");
}
