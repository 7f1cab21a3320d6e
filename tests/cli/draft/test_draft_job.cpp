#include <catch2/catch.hpp>

#include "cli/draft/draft_job.hpp"
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
    file.layers.push_back({"l", "Multi Polygon", 10, crs, std::nullopt, std::move(columns), std::nullopt});
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

TEST_CASE("places that help are drafted as such, with the question who is left behind where there is coverage") {
    const TemporaryFolder folder;
    for (const std::string name : {"g.csv", "c.gpkg", "a_4G.gpkg"}) folder.write(name, "x");
    read::Inspection help =
        vector(folder.write("help.csv", "id,latitude,longitude,services\n1,43.6,1.9,Imprimer\n"), "access", "", {});
    help.preset = "mediation";
    help.preset_section = "supply";
    const std::vector<read::Inspection> base = {squares(folder.file("g.csv")), communes(folder.file("c.gpkg")), help};
    std::vector<read::Inspection> with_coverage = base;
    with_coverage.push_back(coverage(folder.file("a_4G.gpkg"), "4G"));
    const model::Job job = read::parse_job(folder.write("job.toml", drafted(with_coverage)));
    REQUIRE(job.access.size() == 1);
    CHECK(job.access[0].within_km == std::vector<double>{2, 5, 10});
    REQUIRE(job.indicator.size() == 3);
    CHECK(job.indicator[2].any_of == std::vector<std::string>{"any_4g", "near_help"});
    CHECK(job.zones.back().name == "left_behind");
    const model::Job alone = read::parse_job(folder.write("alone.toml", drafted(base)));
    REQUIRE(alone.indicator.size() == 1);
    CHECK(alone.indicator[0].kind == "help");
    CHECK(alone.zones[0].fails == "near_help");
}

TEST_CASE("lines and tests ask what the coverage says: without any they are comments") {
    const TemporaryFolder folder;
    for (const std::string name : {"g.csv", "c.gpkg", "a_4G.gpkg", "roads.gpkg"}) folder.write(name, "x");
    const std::vector<read::Inspection> base = {
        squares(folder.file("g.csv")), communes(folder.file("c.gpkg")),
        vector(folder.file("roads.gpkg"), "lines", "EPSG:2154", {{"kind", "road"}, {"name", "numero"}}),
        vector(folder.write("tests.csv", "lon,lat,op,mbps\n1.9,43.6,A,3\n"), "measurement", "",
               {{"x", "lon"}, {"y", "lat"}, {"crs", "EPSG:4326"}, {"operator", "op"}, {"down", "mbps"}})};
    CHECK_THAT(drafted(base), Contains("\n# [[lines]]") && Contains("\n# [[measurement]]") && Contains("\n[[context]]"));
    std::vector<read::Inspection> with_coverage = base;
    with_coverage.push_back(coverage(folder.file("a_4G.gpkg"), "4G"));
    const model::Job job = read::parse_job(folder.write("job.toml", drafted(with_coverage)));
    REQUIRE(job.lines.size() == 1);
    CHECK(job.lines[0].name_column == "numero");
    REQUIRE(job.measurement.size() == 1);
    CHECK(job.measurement[0].columns.down == "mbps");
    CHECK(job.context.size() == 1);
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
    CHECK_THAT(drafted({coverage("s.gpkg", "4G")}), Contains("\nservice = \"data\"  # or \"voice\"\n") && !Contains("# service"));
}

namespace {

read::Inspection operators_of(const std::string& path, std::vector<std::string> names) {
    read::Inspection file = coverage(path, "4G");
    file.operators = std::move(names);
    return file;
}

read::Inspection boxed(read::Inspection file, read::InspectedExtent box) {
    file.layers.front().lonlat = box;
    return file;
}

}  // namespace

TEST_CASE("the market of a drafted job lists the operators that the files name") {
    const std::string text = drafted({operators_of("a.gpkg", {"North", "South"}), operators_of("b.shp", {"South", "West"})});
    CHECK_THAT(text, Contains("\n[[market]]") && Contains("\noperators = [\"North\", \"South\", \"West\"]\n"));
    CHECK_THAT(drafted({operators_of("a.gpkg", {"North"}), coverage("many.shp", "4G")}), !Contains("\n[[market]]"));
}

TEST_CASE("with Arcep's files the market is of the operators that are there, and the built-in one where all are") {
    const auto of_arcep = [](std::vector<std::string> names) {
        read::Inspection file = operators_of("a.gpkg", std::move(names));
        file.preset = "arcep-mobile";
        file.preset_section = "supply";
        return drafted({file});
    };
    CHECK_THAT(of_arcep({"OF", "20815"}), Contains("operators = [\"20801\", \"20815\"]\n") &&
                                              Contains("names = { \"20801\" = \"Orange\", \"20815\" = \"Free\" }"));
    CHECK_THAT(of_arcep({"20801", "20810", "20815", "20820"}), !Contains("\n[[market]]") && Contains("built-in markets"));
}

TEST_CASE("polygons whose box is a part of the map's are drafted as a map that ends") {
    const read::Inspection map = boxed(communes("c.gpkg"), {0, 40, 10, 50});
    const auto with = [&](read::InspectedExtent box) { return drafted({map, boxed(operators_of("a.gpkg", {"A"}), box)}); };
    CHECK_THAT(with({1, 44, 2, 45}), Contains("\nextent = \"box\""));
    CHECK_THAT(with({-1, 39, 11, 51}), !Contains("\nextent = \"box\""));
    CHECK_THAT(with({0, 40, 10, 49.9}), !Contains("\nextent = \"box\""));
    CHECK_THAT(with({20, 40, 30, 50}), !Contains("\nextent = \"box\""));  // elsewhere: a fault that check names
}

TEST_CASE("a second demand with attributes of its own is drafted too") {
    const read::Inspection dwellings =
        vector("d.csv", "demand-squares", "", {{"id", "GRD_ID"}, {"attributes.households", "men"}});
    const cli::DraftJob draft = cli::draft_job({squares("a.csv"), dwellings, communes("c.gpkg")}, "");
    CHECK(draft.notes.empty());
    CHECK_THAT(draft.text, Contains("\nsource = \"a.csv\"") && Contains("\nsource = \"d.csv\""));
}

TEST_CASE("coverage without columns that tell is grouped by what its names say") {
    const TemporaryFolder folder;
    const auto plain = [&](const std::string& name) {
        return vector(folder.write(name, "x"), "supply-polygons", "EPSG:2154", {});
    };
    const std::string text = drafted({plain("orange_4g.gpkg"), plain("sfr_4g.gpkg"), plain("sfr_5g.gpkg")});
    CHECK_THAT(text, Contains("operator = \"orange\"  # from the file's name\ntechnology = \"4G\"") &&
                         Contains("operator = \"sfr\"  # from the file's name\ntechnology = \"4G\"") &&
                         Contains("operator = \"sfr\"  # from the file's name\ntechnology = \"5G\"") && !Contains("*"));
    CHECK_THAT(text, Contains("operators = [\"orange\", \"sfr\"]"));
}

TEST_CASE("files of one kind are one glob: by what their names share, in folders side by side") {
    const TemporaryFolder folder;
    const auto file = [&](const std::string& name) { return coverage(folder.write(name, "x"), "4G"); };
    const std::vector<read::Inspection> alike = {file("one/couv_a.gpkg"), file("one/couv_b.gpkg")};
    folder.write("one/other.gpkg", "x");
    CHECK_THAT(drafted(alike), Contains("source = \"" + folder.file("one/couv_*.gpkg") + "\""));
    const std::vector<read::Inspection> apart = {file("by/a/couv.gpkg"), file("by/b/couv.gpkg")};
    CHECK_THAT(drafted(apart), Contains("source = \"" + folder.file("by/*/*.gpkg") + "\""));
    folder.write("by/c/couv.gpkg", "x");
    CHECK_THAT(drafted(apart), Contains("by/a/couv.gpkg\"") && Contains("by/b/couv.gpkg\"") && !Contains("*.gpkg"));
}

TEST_CASE("what is published is proposed by the parents that the map has") {
    read::Inspection map = communes("c.gpkg");
    map.layers.front().columns = {{"dep", "text", {"23", "46"}}};
    CHECK_THAT(drafted({map}), Contains("# [only]  # what is published, never what is read\n# departement = [\"23\"]"));
}

TEST_CASE("init leaves out what it cannot read, says so, and takes the parts of a Shapefile for one file") {
    const TemporaryFolder folder;
    const std::string good = folder.write("p.csv", "code,population\n01001,5\n"), bad = folder.write("LICENSE", "words");
    const std::string job = folder.file("job.toml");
    const test::Ran ran = test::run_covmap("init " + good + " " + bad + " -o " + job);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.err, Contains("LICENSE") && Contains("left out"));
    CHECK_THAT(folder.read("job.toml"), Contains("LICENSE: could not be read"));
    CHECK(test::run_covmap("init " + bad + " " + folder.write("b.txt2", "x")).code == 1);
    const test::Ran parts = test::run_covmap("init " + good + " " + folder.write("p.csv.xml", "<a/>"));
    CHECK(parts.code == 0);
    CHECK_THAT(parts.err, !Contains("p.csv.xml"));
}
