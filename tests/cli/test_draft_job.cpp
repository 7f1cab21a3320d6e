#include <catch2/catch.hpp>

#include "cli/draft_job.hpp"
#include "cli/run_program.hpp"
#include "read/job/job.hpp"

using namespace covmap;
using Catch::Contains;
using test::TemporaryFolder;

namespace {

read::Inspection vector(const std::string& path, const std::string& role, const std::string& crs,
                        std::vector<std::pair<std::string, std::string>> guesses,
                        std::vector<read::InspectedColumn> columns = {}) {
    read::Inspection file;
    file.path = path;
    file.driver = "GPKG";
    file.guess_role = role;
    file.guesses = std::move(guesses);
    file.layers.push_back({"l", "Multi Polygon", 10, crs, std::nullopt, std::move(columns)});
    return file;
}

read::Inspection squares(const std::string& path) {
    return vector(path, "demand-squares", "", {{"id", "GRD_ID"}, {"attributes.population", "T"}});
}
read::Inspection communes(const std::string& path, const std::string& crs = "EPSG:4326") {
    return vector(path, "territories", crs, {{"code", "code"}, {"name", "nom"}, {"parents.departement", "dep"}});
}
read::Inspection coverage(const std::string& path, const std::string& technology) {
    return vector(path, "supply-polygons", "EPSG:2154", {{"operator", "o"}, {"technology", "t"}}, {{"t", "text", {technology}}});
}

std::string drafted(const std::vector<read::Inspection>& files) { return cli::draft_job(files, "").text; }

}  // namespace

TEST_CASE("a drafted job parses, whatever the files") {
    const TemporaryFolder folder;
    for (const std::string name : {"g.csv", "c.gpkg", "a_4G.gpkg", "b_3G.shp"}) folder.write(name, "x");
    const cli::DraftJob draft =
        cli::draft_job({squares(folder.file("g.csv")), communes(folder.file("c.gpkg")), coverage(folder.file("a_4G.gpkg"), "4G"),
                        coverage(folder.file("b_3G.shp"), "3G")},
                       "");
    CHECK(draft.notes.empty());
    const model::Job job = read::parse_job(folder.write("job.toml", draft.text));
    CHECK(job.supply.size() == 2);
    REQUIRE(job.indicator.size() == 2);
    CHECK(job.indicator[0].name == "any_4g");  // the newest first
    CHECK(job.indicator[1].technology_at_least == "3G");
    REQUIRE(job.zones.size() == 1);
    CHECK(job.zones[0].fails == "any_4g");
    CHECK(job.output.crs == "EPSG:2154");
    CHECK(job.output.language == "fr");
}

TEST_CASE("like files that fill a folder become one glob") {
    const TemporaryFolder folder;
    const std::vector<read::Inspection> files = {coverage(folder.write("couv/a.gpkg", "x"), "4G"),
                                                 coverage(folder.write("couv/b.gpkg", "x"), "4G")};
    CHECK_THAT(drafted(files), Contains("source = \"" + folder.file("couv/*.gpkg") + "\""));
    folder.write("couv/other.gpkg", "x");
    CHECK_THAT(drafted(files), Contains("couv/a.gpkg\"") && Contains("couv/b.gpkg\"") && !Contains("*.gpkg"));
}

TEST_CASE("paths are relative to the folder of the job file") {
    CHECK_THAT(cli::draft_job({squares("in/g.csv")}, "jobs").text, Contains("source = \"../in/g.csv\""));
    CHECK_THAT(cli::draft_job({squares("in/g.csv")}, "").text, Contains("source = \"in/g.csv\""));
    CHECK_THAT(cli::draft_job({squares("/data/g.csv")}, "jobs").text, Contains("source = \"/data/g.csv\""));
}

TEST_CASE("what a job has once is drafted once, and the rest is told") {
    const cli::DraftJob draft = cli::draft_job({squares("a.csv"), squares("b.csv"), communes("c.gpkg"), communes("d.gpkg")}, "");
    CHECK(draft.notes.size() == 2);
    CHECK_THAT(draft.text, Contains("\n# source = \"b.csv\"") && Contains("\n# source = \"d.gpkg\""));
    CHECK(cli::draft_job({}, "").notes.size() == 2);
}

TEST_CASE("polygons with codes and no names beside a map are coverage") {
    const std::string text = drafted({vector("cover.gpkg", "territories", "EPSG:4326", {{"code", "ID"}}), communes("c.gpkg")});
    CHECK_THAT(text, Contains("[[territory]]\nunit = \"commune\"\nsource = \"c.gpkg\"") &&
                         Contains("[[supply]]\nsource = \"cover.gpkg\""));
}

TEST_CASE("output.crs is the projected one of an input, else that of the place") {
    CHECK(cli::propose_crs({communes("c", "EPSG:2056")}) == "EPSG:2056");
    CHECK(cli::propose_crs({communes("c"), coverage("s", "4G")}) == "EPSG:2154");
    const auto at = [](double west, double south, double east, double north) {
        read::Inspection map = communes("c");
        map.layers.front().extent = read::InspectedExtent{west, south, east, north};
        return cli::propose_crs({map});
    };
    CHECK(at(1.0, 44.2, 2.2, 45.1) == "EPSG:2154");       // Lot
    CHECK(at(55.2, -21.4, 55.8, -20.9) == "EPSG:2975");   // Réunion
    CHECK(at(1.2, 38.6, 1.7, 39.2) == "EPSG:25831");      // Ibiza
    CHECK(at(-25.9, 37.6, -25.1, 38.0) == "EPSG:32626");  // São Miguel: west of the European zones
    CHECK(at(36.5, -1.5, 37.1, -1.1) == "EPSG:32737");    // Nairobi
    CHECK(at(-61.8, -21.4, 55.8, 51.1).empty());          // a country and its islands
    CHECK(cli::propose_crs({communes("c", "EPSG:3035")}).empty());
}

TEST_CASE("2G is asked for calls where the supplies speak of both services") {
    const auto with = [](const std::string& technology, const std::string& service) {
        return vector("s", "supply-polygons", "EPSG:2154", {{"operator", "o"}, {"technology", "t"}, {"service", "u"}},
                      {{"t", "text", {technology}}, {"u", "text", {service}}});
    };
    const std::string text = drafted({with("2G", "voix"), with("4G", "data")});
    CHECK_THAT(text, Contains("technology = \">=2G\"  # one, a list, or >=\nservice = \"voice\"") &&
                         Contains("technology = \">=4G\"  # one, a list, or >=\nservice = \"data\""));
    CHECK_THAT(drafted({coverage("s.gpkg", "4G")}), Contains("\n# service = \"data\"\nnature"));
}
