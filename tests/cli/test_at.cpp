// covmap at, on a run of the sample.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::run_of_sample;
using covmap::test::TemporaryFolder;

namespace {

// The town hall of Saint-Ys, in the largest zone without 4G.
const std::string kSaintYs = " -4.277790 46.585905";

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields;
    bool quoted = false;
    std::string field;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) {
            fields.push_back(field);
            field.clear();
        } else if (c != '"') {
            field += c;
        }
    }
    fields.push_back(field);
    return fields;
}

}  // namespace

TEST_CASE("at tells commune, operators and indicators as text, in either language") {
    const Ran ran = run_covmap("at " + run_of_sample() + kSaintYs);
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out,
               Contains("longitude: -4.27779 °\nlatitude: 46.585905 °\ncode (commune): 0A027\nname (commune): Saint-Ys\n"));
    CHECK_THAT(ran.out,
               Contains("4G from at least one operator: not\n") && Contains("zone: Without 4G: any_4g_0A_CRS3035RES1000m"));
    CHECK_THAT(run_covmap("at " + run_of_sample() + kSaintYs + " --language fr").out,
               Contains("code (commune) : 0A027\n") && Contains("longitude : -4,27779 °\n") &&
                   Contains("4G d'au moins un opérateur : non rempli\n"));
}

TEST_CASE("at as JSON: numbers are numbers, what is empty is null") {
    const Ran ran = run_covmap("at " + run_of_sample() + kSaintYs + " --format json");
    CHECK(ran.code == 0);
    const auto json = nlohmann::json::parse(ran.out);
    CHECK(json["lon"] == -4.27779);
    CHECK(json["commune"] == "0A027");
    CHECK(json["any_4g"] == "not");
    CHECK(json["any_4g_km"].get<double>() > 0);
    CHECK(json["id"].is_null());
    CHECK(json["zone_no_4g"].get<std::string>().find("any_4g_0A_") == 0);
}

TEST_CASE("at as GeoJSON is a point with the same properties") {
    const auto feature = nlohmann::json::parse(run_covmap("at " + run_of_sample() + kSaintYs + " --format geojson").out);
    CHECK(feature["type"] == "Feature");
    CHECK(feature["geometry"]["type"] == "Point");
    CHECK(feature["geometry"]["coordinates"] == nlohmann::json::array({-4.27779, 46.585905}));
    CHECK(feature["properties"] == nlohmann::json::parse(run_covmap("at " + run_of_sample() + kSaintYs + " --format json").out));
}

TEST_CASE("at as CSV says what the run's own table says of the place") {
    std::istringstream out(run_covmap("at " + run_of_sample() + kSaintYs + " --format csv").out),
        table(TemporaryFolder().read(run_of_sample() + "/mairies.csv"));
    std::string head, row, line;
    std::getline(out, head);
    std::getline(out, row);
    std::getline(table, line);
    CHECK(head == line);
    while (std::getline(table, line) && line.find("0A027,") != 0) {
    }
    auto expected = split(line), found = split(row);
    REQUIRE(found.size() == expected.size());
    expected[0] = expected[1] = "";  // its identifier and name are the table's
    CHECK(found == expected);
}

TEST_CASE("a place outside every territory is told as such, with exit code 0") {
    const Ran ran = run_covmap("at " + run_of_sample() + " -6 46");
    CHECK(ran.code == 0);
    CHECK(ran.out == "longitude: -6 °\nlatitude: 46 °\noutside every territory\n");
    CHECK_THAT(run_covmap("at " + run_of_sample() + " -6 46 --language fr").out, Contains("hors de tout territoire\n"));
    CHECK(nlohmann::json::parse(run_covmap("at " + run_of_sample() + " 170 -80 --format json").out)["commune"].is_null());
}

TEST_CASE("coordinates the other way round are hinted at on stderr, where they would be inside") {
    const Ran ran = run_covmap("at " + run_of_sample() + " 46.585905 -4.277790 --language en");
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("outside every territory\n"));
    CHECK(ran.err ==
          "did you mean the reverse? the longitude comes first: covmap at " + run_of_sample() + " -4.27779 46.585905\n");
    CHECK(run_covmap("at " + run_of_sample() + " 46 -6").err.empty());  // the sea, either way
}

TEST_CASE("the locale is the language of the text; of nothing else") {
    ::setenv("LC_ALL", "fr_FR.UTF-8", 1);
    const Ran text = run_covmap("at " + run_of_sample() + kSaintYs),
              json = run_covmap("at " + run_of_sample() + kSaintYs + " --format json");
    ::setenv("LC_ALL", "C", 1);
    CHECK_THAT(text.out, Contains("code (commune) : 0A027\n"));
    CHECK(json.out == run_covmap("at " + run_of_sample() + kSaintYs + " --format json").out);
    ::unsetenv("LC_ALL");
}

TEST_CASE("what is no place on Earth is exit code 2") {
    for (const std::string& place : std::vector<std::string>{"-190 46", "46 91", "nan 46"}) {
        INFO(place);
        const Ran ran = run_covmap("at " + run_of_sample() + " -- " + place);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Contains("the longitude comes first"));
    }
    const Ran letter = run_covmap("at " + run_of_sample() + " -- a 46");
    CHECK(letter.code == 2);
    CHECK_THAT(letter.err, Contains("LON = a"));
    CHECK(run_covmap("at " + run_of_sample() + " 1 46 --format xml").code == 2);
}

TEST_CASE("a run without cells is exit code 1, with the remedy; so is what is no run") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.file("bare"));
    std::filesystem::copy_file(run_of_sample() + "/tally.covt", folder.file("bare/tally.covt"));
    const Ran bare = run_covmap("at " + folder.file("bare") + " 1 46");
    CHECK(bare.code == 1);
    CHECK(bare.out.empty());
    CHECK_THAT(bare.err, Contains("has no cells.covc; add keep = \"cells\" to the [output] of its job and run that again"));
    const Ran nowhere = run_covmap("at " + folder.file("nowhere") + " 1 46");
    CHECK(nowhere.code == 1);
    CHECK_THAT(nowhere.err, Contains("nowhere/tally.covt"));
}
