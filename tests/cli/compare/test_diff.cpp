// covmap diff on runs of the sample, as a user types it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"
#include "cli/run_program.hpp"
#include "support/paths.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// Runs of the sample, made once: twice the same, one whose first supply skips its records, and one where it skips its best
/// level, so that no zone splits or merges.
struct Runs {
    TemporaryFolder folder;
    std::string a = folder.file("a"), b = folder.file("b"), less = folder.file("less"), milder = folder.file("milder");
    Runs() {
        const std::string run = "run " + covmap::test::source_dir() + "/data/sample/job.toml --progress none -o ";
        REQUIRE(run_covmap(run + a).code == 0);
        REQUIRE(run_covmap(run + b).code == 0);
        REQUIRE(run_covmap(run + less + " --set 'supply[0].skip={ niveau = [\"TBC\", \"BC\", \"CL\"] }'").code == 0);
        REQUIRE(run_covmap(run + milder + " --set 'supply[0].skip={ niveau = [\"TBC\"] }'").code == 0);
    }
};

const Runs& runs() {
    static const Runs made;
    return made;
}

std::string pair(const std::string& a, const std::string& b) { return "diff " + a + " " + b + " "; }

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

/// The elements are closed in the order in which they were opened.
bool is_well_formed(const std::string& xml) {
    std::vector<std::string> open;
    for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
        const std::string tag = xml.substr(at + 1, xml.find('>', at) - at - 1);
        if (tag.front() == '?' || tag.back() == '/') continue;
        if (tag.front() != '/') {
            open.push_back(tag.substr(0, tag.find(' ')));
        } else {
            if (open.empty() || open.back() != tag.substr(1)) return false;
            open.pop_back();
        }
    }
    return open.empty();
}

}  // namespace

TEST_CASE("two runs of one job are equal: exit code 0, in every format") {
    const Ran table = run_covmap(pair(runs().a, runs().b));
    CHECK(table.code == 0);
    CHECK(table.err.empty());
    CHECK_THAT(table.out, Contains("Alike: job, inputs, totals, defects, versions") && Contains("0 of 42 changed") &&
                              Catch::EndsWith("\nequal\n"));
    for (const std::string format : {"json", "csv", "geojson", "markdown", "junit"}) {
        INFO(format);
        const Ran ran = run_covmap(pair(runs().a, runs().b) + "--format " + format);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        CHECK(ran.out == run_covmap(pair(runs().a, runs().b) + "--format " + format).out);
    }
    CHECK(run_covmap(pair(runs().a, runs().b) + "--format csv").out == "part,key,name,status,column,a,b,difference,loss\n");
}

TEST_CASE("the sample is equal to its golden run") {
    const Ran ran = run_covmap(pair(covmap::test::source_dir() + "/tests/golden/job", runs().a));
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
}

TEST_CASE("a changed supply makes them differ: exit code 1, the reason first") {
    const Ran ran = run_covmap(pair(runs().a, runs().less));
    CHECK(ran.code == 1);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, Contains("job  supply[0].skip.niveau  - -> TBC, BC, CL") && Contains("lost coverage") &&
                            Contains("more changed (--all shows them)") && Catch::EndsWith("\ndifferent\n"));
    CHECK(ran.out.find("supply[0].skip.niveau") < ran.out.find("Territories"));
    const Ran all = run_covmap(pair(runs().a, runs().less) + "--all");
    CHECK_THAT(all.out, !Contains("--all"));
    CHECK(count(all.out, "\n") > count(ran.out, "\n"));
}

TEST_CASE("tolerances and losses decide the exit code") {
    const std::string worse = pair(runs().a, runs().milder);
    CHECK(run_covmap(worse + "--fail-on loss").code == 1);
    CHECK_THAT(run_covmap(worse + "--fail-on loss").out, Catch::EndsWith("\ncoverage was lost\n"));
    CHECK(run_covmap(worse + "--tolerance people=1000000 --tolerance pct=100 --tolerance area=1e").code == 2);
    const Ran wide = run_covmap(worse + "--tolerance people=1000000 --tolerance pct=100 --tolerance area=100000");
    CHECK(wide.code == 0);
    CHECK_THAT(wide.out, Catch::EndsWith("\nequal within tolerance\n"));
    CHECK_THAT(run_covmap(worse + "--tolerance people=0.5").out, Contains("beyond people 0.5, pct 0, area_km2 0.01"));
    const Ran none = run_covmap(pair(runs().a, runs().b) + "--fail-on loss");
    CHECK(none.code == 0);
    CHECK_THAT(none.out, Catch::EndsWith("\nno coverage lost\n"));
}

TEST_CASE("--by compares one unit alone") {
    const Ran ran = run_covmap(pair(runs().a, runs().less) + "--by departement --format json");
    CHECK(ran.code == 1);
    const auto report = nlohmann::json::parse(ran.out);
    REQUIRE(report["units"].size() == 1);
    CHECK(report["units"][0]["unit"] == "departement");
    CHECK(report["units"][0]["common"] == 2);
    const Ran none = run_covmap(pair(runs().a, runs().less) + "--by canton");
    CHECK(none.code == 3);
    CHECK_THAT(none.err, Contains("do not both have the unit «canton»: A has commune, epci, departement, region, all"));
}

TEST_CASE("the JSON holds every difference with exact numbers") {
    const auto report = nlohmann::json::parse(run_covmap(pair(runs().a, runs().less) + "--format json").out);
    CHECK(report["format"] == "covmap-diff");
    CHECK(report["differs"] == true);
    CHECK(report["people_told"] == true);
    CHECK(report["context"][0]["what"] == "supply[0].skip.niveau");
    CHECK(report["units"].size() == 5);
    const auto& place = report["units"][0]["changed"][0];
    CHECK(place["loss"] == true);
    CHECK(place["figures"][0]["column"].get<std::string>().find("population") != std::string::npos);
    CHECK(place["figures"][0]["difference"].get<std::string>().front() == '-');
}

TEST_CASE("CSV, JUnit, Markdown and GeoJSON tell the same differences") {
    const std::string command = pair(runs().a, runs().less);
    const auto report = nlohmann::json::parse(run_covmap(command + "--format json").out);
    std::size_t figures = report["context"].size();
    for (const auto& unit : report["units"])
        for (const auto& place : unit["changed"]) figures += place["figures"].size();
    std::size_t cases = report["units"].size(), failed = cases;  // every unit has lost something
    for (const auto& zones : report["zones"]) {
        figures += zones["changed"].size();
        cases += 1;
        failed += zones["equal"] == true ? 0 : 1;
    }
    CHECK(count(run_covmap(command + "--format csv").out, "\n") == 1 + figures);

    const std::string junit = run_covmap(command + "--format junit").out;
    CHECK(is_well_formed(junit));
    CHECK(count(junit, "<testcase ") == cases);
    CHECK(count(junit, "<failure ") == failed);
    CHECK_THAT(junit, Contains("tests=\"" + std::to_string(cases) + "\" failures=\"" + std::to_string(failed) + "\"") &&
                          Contains("classname=\"covmap.territories\" name=\"commune\""));
    CHECK_THAT(run_covmap(pair(runs().a, runs().b) + "--format junit").out, Contains(" failures=\"0\"") && !Contains("<failure"));

    const std::string markdown = run_covmap(command + "--format markdown").out;
    CHECK_THAT(markdown, Catch::StartsWith("### covmap diff: different\n") && Contains("| commune | ") &&
                             Contains("any\\_4g\\_population"));

    const auto map = nlohmann::json::parse(run_covmap(command + "--format geojson").out);
    CHECK(map["features"].size() == report["units"][0]["changed"].size());
    CHECK(map["features"][0]["geometry"]["type"] == "MultiPolygon");
}

TEST_CASE("-o writes the report to a file, replacing an earlier one") {
    const TemporaryFolder folder;
    const std::string file = folder.write("report.md", "old");
    const Ran ran = run_covmap(pair(runs().a, runs().b) + "--format markdown -o " + file);
    CHECK(ran.code == 0);
    CHECK(ran.out.empty());
    CHECK_THAT(folder.read("report.md"), Catch::StartsWith("### covmap diff: equal\n"));
    const Ran nowhere = run_covmap(pair(runs().a, runs().b) + "-o " + folder.file("none/report.md"));
    CHECK(nowhere.code == 3);
    CHECK_THAT(nowhere.err, Contains("see that its folder exists, or choose another place with -o"));
}

TEST_CASE("what cannot be compared is exit code 3, told on stderr alone") {
    const TemporaryFolder folder;
    for (const std::string& other : {folder.file("missing"), folder.file("")}) {
        const Ran ran = run_covmap(pair(runs().a, other));
        CHECK(ran.code == 3);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Catch::StartsWith("covmap: ") && Contains("give the folder of a run"));
    }
    fs::create_directory(folder.file("damaged"));
    fs::copy_file(runs().a + "/manifest.json", folder.file("damaged/manifest.json"));
    folder.write("damaged/tally.covt", "COVT");
    CHECK(run_covmap(pair(folder.file("damaged"), runs().a)).code == 3);
}

TEST_CASE("a bad command line of diff is exit code 2") {
    for (const std::string arguments :
         {"diff", "diff a", "diff a b c", "diff a b --format xml", "diff a b --fail-on gain", "diff a b --tolerance",
          "diff a b --tolerance people", "diff a b --tolerance people=-1", "diff a b --tolerance km=1"}) {
        INFO(arguments);
        const Ran ran = run_covmap(arguments);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Catch::StartsWith("covmap: "));
    }
    CHECK_THAT(run_covmap("diff a b --tolerance km=1").err, Contains("--tolerance km=1: give people=N, pct=N or area=N"));
    CHECK_THAT(run_covmap("diff --help").out, Contains("3 could not compare"));
}

TEST_CASE("names that mean something to a format do not break it") {
    covmap::model::Comparison c;
    c.a = "a|b";
    c.b = "<b>&\"'";
    c.context.push_back({"job", "name", "x\ny", "\x01\xff,\""});
    covmap::model::UnitComparison unit;
    unit.unit = "commune";
    unit.common = 1;
    unit.only_a.push_back({"01", "L'Île, \"la\" <Grande> | & *Cie*"});
    covmap::model::FigureChange figure;
    figure.column = "name";
    figure.text_a = "a|b";
    unit.changed.push_back({{"02", "Ça"}, {figure}, false});
    c.units.push_back(unit);
    covmap::model::ZoneComparison zones;
    zones.name = "no_4g";
    zones.attribute = "population";
    zones.zones_a = zones.zones_b = 1;
    zones.people_a = 10'500'000;
    zones.people_b = 12'000'000;
    zones.changes.push_back(
        {covmap::model::ZoneFate::grown, {{"z.1", "Figeac 1", 10'500'000}}, {{"z.1", "Figeac 1", 12'000'000}}, 10'500'000});
    c.zones.push_back(zones);
    c.differs = true;
    using namespace covmap::cli;
    CHECK(nlohmann::json::parse(diff_json(c))["zones"][0]["changed"][0]["b"][0]["people"] == "12");
    CHECK(is_well_formed(diff_junit(c)));
    CHECK_THAT(diff_junit(c), Contains("&lt;Grande&gt; | &amp; *Cie*"));
    CHECK_THAT(diff_csv(c), Contains("commune,01,\"L'Île, \"\"la\"\" <Grande> | & *Cie*\",only in A,,,,,\n") &&
                                Contains("zones_no_4g,z.1 -> z.1,Figeac 1,grown,population,10.5,12,+1.5,\n"));
    CHECK(zones_summary(zones, true) == "1 -> 1, 10.5 -> 12 population, 1 grown");
    CHECK_THAT(diff_markdown(c, {}), Contains("| a\\|b |") && Contains("A: a\\|b, B: &lt;b>"));
    CHECK_THAT(diff_table(c, {}), Contains("grown  Figeac 1 (10.5) -> Figeac 1 (12)") && Contains("only in A: 01 L'Île"));
}
