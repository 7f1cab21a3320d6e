#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "core/error.hpp"
#include "read/support/job_folder.hpp"
#include "support/paths.hpp"

namespace fs = std::filesystem;
using covmap::core::Error;
using covmap::core::ErrorKind;
using covmap::model::Job;
using covmap::read::job_faults;
using covmap::read::JobFault;
using covmap::read::parse_job;
using namespace covmap::test;

namespace {

const std::string kWhole = R"(version = 1
name = "france-2018"

[only]
departement = ["46"]

[[demand]]
source = "squares.csv.gz"
format = "grid-squares"
columns = { id = "GRD_ID" }
attributes = { population = "T", seniors = { column = "Y_GE65", label = { fr = "65 ans et plus", en = "65 and over" }, unit = "personnes" } }
spread = "land"
land = "LAND_SURFACE"
title = "Census 2021"
publisher = "Eurostat"
date = 2021-01-01
licence = "CC BY 4.0"
url = "https://example.org/grid"
confidential = false

[[territory]]
unit = "commune"
source = "communes.gpkg"
layer = "communes"
columns = { code = "code", name = "nom" }
parents = { departement = { code = "departement" }, aire = { code = "aire", name = "aire_nom" } }
join = [{ source = "communes_population.csv", on = "code", columns = { region = "region" } }]
reference = { population = "population" }

[[supply]]
source = "couv/*.gpkg"
format = "polygons"
columns = { operator = "operateur", technology = "techno", service = "usage", level = "niveau" }
levels = ["TBC", "BC", "CL"]
no_level = "unknown"
nature = "claimed"
date = "2018-01-01"
extent = { departement = ["46", "24"] }

[[supply]]
source = "sites.csv"
format = "sites"
crs = "EPSG:2154"
columns = { x = "x", y = "y", operator = "Operateur" }
technologies = { "2G" = "2G", "4G" = "Flag 4G" }
radius_km = { "2G" = 8, "4G" = 4.5 }
service = "data"
nature = "modelled"

[[market]]
operators = ["20801", "20810", "20815"]
aliases = { "20801" = ["OF", "Orange"] }
names = { "20801" = "Orange" }
merged = { "20899" = "20815" }

[[indicator]]
name = "any_4g"
label = { fr = "4G", en = "4G from anybody" }
technology = ">=4G"
level = ">=BC"
service = "data"
nature = ["claimed", "modelled"]
of = ["Orange", "20815"]
operators = { min = 2 }

[[indicator]]
name = "all_voice"
technology = ["2g", "2G3G"]
level = "CL"
service = "voix"
operators = { all = true }
good = "low"

[output]
folder = "results"
formats = ["csv", "geojson", "gpkg"]
crs = "EPSG:2154"
language = "fr"
)";

}  // namespace

TEST_CASE("a whole job gives its inputs as written, in the order of the file") {
    const JobFolder folder;
    const Job job = folder.parsed(kWhole);
    CHECK(job.version == 1);
    CHECK(job.name == "france-2018");
    CHECK(job.path == folder.job());
    CHECK(job.folder == fs::path(folder.job()).parent_path().string());
    CHECK(job.only == std::map<std::string, std::vector<std::string>>{{"departement", {"46"}}});

    CHECK(job.demand.source.given == "squares.csv.gz");
    CHECK(job.demand.source.files == std::vector<std::string>{folder.file("squares.csv.gz")});
    CHECK(job.demand.source.line == 7);
    CHECK(job.demand.source.info.title == "Census 2021");
    CHECK(job.demand.source.info.publisher == "Eurostat");
    CHECK(job.demand.source.info.date == "2021-01-01");
    CHECK(job.demand.source.info.licence == "CC BY 4.0");
    CHECK(job.demand.source.info.url == "https://example.org/grid");
    CHECK(job.demand.format == "grid-squares");
    CHECK(job.demand.id_column == "GRD_ID");
    CHECK(job.demand.spread == covmap::core::Spread::land);
    CHECK(job.demand.land == "LAND_SURFACE");
    REQUIRE(job.demand.attributes.size() == 2);
    CHECK(job.demand.attributes[0] == covmap::model::AttributeSpec{"population", "T", {"population", "population"}, ""});
    CHECK(job.demand.attributes[1] ==
          covmap::model::AttributeSpec{"seniors", "Y_GE65", {"65 ans et plus", "65 and over"}, "personnes"});

    CHECK(job.territory.unit == "commune");
    CHECK(job.territory.source.layer == "communes");
    CHECK(job.territory.code_column == "code");
    CHECK(job.territory.name_column == "nom");
    REQUIRE(job.territory.parents.size() == 2);
    CHECK(job.territory.parents[0] == covmap::model::ParentSpec{"departement", "departement", ""});
    CHECK(job.territory.parents[1] == covmap::model::ParentSpec{"aire", "aire", "aire_nom"});
    REQUIRE(job.territory.joins.size() == 1);
    CHECK(job.territory.joins[0].on == "code");
    CHECK(job.territory.joins[0].source.files == std::vector<std::string>{folder.file("communes_population.csv")});
    CHECK(job.territory.joins[0].columns == std::vector<std::pair<std::string, std::string>>{{"region", "region"}});
    CHECK(job.territory.reference == std::vector<std::pair<std::string, std::string>>{{"population", "population"}});
}

TEST_CASE("a whole job gives its supplies, markets, indicators and output") {
    const JobFolder folder;
    const Job job = folder.parsed(kWhole);
    REQUIRE(job.supply.size() == 2);
    const covmap::model::SupplySpec& polygons = job.supply[0];
    CHECK(polygons.source.files == std::vector<std::string>{folder.file("couv/a.gpkg"), folder.file("couv/b.gpkg")});
    CHECK(polygons.operator_field == covmap::model::Field{"operateur", ""});
    CHECK(polygons.technology == covmap::model::Field{"techno", ""});
    CHECK(polygons.service == covmap::model::Field{"usage", ""});
    CHECK(polygons.level == covmap::model::Field{"niveau", ""});
    CHECK(polygons.levels == std::vector<std::string>{"TBC", "BC", "CL"});
    CHECK(polygons.no_level == "unknown");
    CHECK(polygons.date == "2018-01-01");
    CHECK(polygons.extent.parents == std::map<std::string, std::vector<std::string>>{{"departement", {"46", "24"}}});
    const covmap::model::SupplySpec& sites = job.supply[1];
    CHECK(sites.format == covmap::model::SupplyFormat::sites);
    CHECK(sites.source.crs == "EPSG:2154");
    CHECK(sites.x_column == "x");
    CHECK(sites.technologies == std::vector<std::pair<std::string, std::string>>{{"2G", "2G"}, {"4G", "Flag 4G"}});
    CHECK(sites.radius_km == std::map<std::string, double>{{"2G", 8.0}, {"4G", 4.5}});
    CHECK(sites.service == covmap::model::Field{"", "data"});
    CHECK(sites.nature == "modelled");
    CHECK_FALSE(sites.extent.names_places());

    REQUIRE(job.market.size() == 1);
    CHECK(job.market[0].operators == std::vector<std::string>{"20801", "20810", "20815"});
    CHECK(job.market[0].aliases.at("20801") == std::vector<std::string>{"OF", "Orange"});
    CHECK(job.market[0].names.at("20801") == "Orange");
    CHECK(job.market[0].merged.at("20899") == "20815");

    REQUIRE(job.indicator.size() == 2);
    const covmap::model::IndicatorSpec& any = job.indicator[0];
    CHECK(any.label == covmap::core::Text{"4G", "4G from anybody"});
    CHECK(any.technology_at_least == "4G");
    CHECK(any.technologies.empty());
    CHECK(any.level_at_least == "BC");
    CHECK(any.service == "data");
    CHECK(any.nature == std::vector<std::string>{"claimed", "modelled"});
    CHECK(any.of == std::vector<std::string>{"20801", "20815"});
    CHECK(any.min == 2);
    CHECK(any.line == 56);
    const covmap::model::IndicatorSpec& voice = job.indicator[1];
    CHECK(voice.technologies == std::vector<std::string>{"2G", "2G3G"});
    CHECK(voice.level_exact == "CL");
    CHECK(voice.service == "voice");
    CHECK(voice.nature == std::vector<std::string>{"claimed"});
    CHECK(voice.all);
    CHECK_FALSE(voice.min.has_value());
    CHECK(voice.low_is_good);

    CHECK(job.output.folder == "results");
    CHECK(job.output.formats == std::vector<std::string>{"csv", "geojson", "gpkg"});
    CHECK(job.output.crs == "EPSG:2154");
    CHECK(job.output.language == "fr");
}

TEST_CASE("a table may be written dotted, inline or under its own header") {
    const JobFolder folder;
    const std::string inline_job = kLeast + "[output]\nfolder = \"x\"\n";
    const std::string dotted = R"(version = 1
output.folder = "x"
[[demand]]
source = "squares.csv.gz"
[demand.attributes]
population = "T"
[[territory]]
source = "communes.gpkg"
columns.code = "code"
parents.departement.code = "dep"
)";
    Job a = folder.parsed(inline_job);
    Job b = folder.parsed(dotted);
    a.demand.source.line = b.demand.source.line = 0;
    a.territory.source.line = b.territory.source.line = 0;
    CHECK(a == b);
}

TEST_CASE("the least job gets the defaults") {
    const JobFolder folder;
    const Job job = folder.parsed(kLeast);
    CHECK(job.name == "job");
    CHECK(job.territory.unit == "commune");
    CHECK(job.demand.spread == covmap::core::Spread::cell);
    CHECK(job.demand.format.empty());
    CHECK(job.supply.empty());
    CHECK(job.indicator.empty());
    CHECK(job.output == covmap::model::OutputSpec{});
    CHECK(folder.parsed(kLeast + "[[indicator]]\nname = \"any\"\n").indicator.front().min == 1);
}

TEST_CASE("an unknown key is reported at every level with the nearest one") {
    const JobFolder folder;
    const auto unknown = [&](const std::string& from, const std::string& to, const std::string& what) {
        const std::string text = replaced(kWhole, from, to);
        const std::size_t at = text.find(to);
        const int line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        CHECK_ONE_FAULT(folder.faults(text), line, what);
    };
    unknown("name = \"france-2018\"", "nmae = \"france-2018\"", "unknown key `nmae` in the job; did you mean «name»?");
    unknown("publisher =", "publiser =", "did you mean «publisher»?");
    unknown("{ id = \"GRD_ID\" }", "{ id = \"GRD_ID\", anchro = \"centre\" }", "did you mean «anchor»?");
    unknown("unit = \"personnes\"", "unti = \"personnes\"", "did you mean «unit»?");
    unknown("en = \"65 and over\"", "eng = \"65 and over\"", "did you mean «en»?");
    unknown("layer = \"communes\"", "laier = \"communes\"", "did you mean «layer»?");
    unknown("name = \"nom\"", "nom = \"nom\"", "in columns of [[territory]]");
    unknown("name = \"aire_nom\"", "nane = \"aire_nom\"", "did you mean «name»?");
    unknown("on = \"code\",", "on = \"code\", layr = \"x\",", "did you mean «layer»?");
    unknown("nature = \"modelled\"", "natur = \"modelled\"", "did you mean «nature»?");
    unknown("merged =", "merge =", "did you mean «merged»?");
    unknown("good =", "god =", "did you mean «good»?");
    unknown("{ min = 2 }", "{ min = 2, mx = 3 }", "unknown key `mx` in operators");
    unknown("language =", "langage =", "did you mean «language»?");
    unknown("folder = \"results\"", "zzzzzz = 1", "known are crs, folder, formats, keep, keep_limit, language, memory");
}

TEST_CASE("the memory of a run is an amount with a unit, or a number of megabytes") {
    const JobFolder folder;
    const auto memory = [&](const std::string& value) {
        return folder.parsed(kLeast + "[output]\nmemory = " + value + "\n").output.memory_bytes;
    };
    CHECK(memory("\"1GiB\"") == 1'073'741'824U);
    CHECK(memory("\"800 MB\"") == 800'000'000U);
    CHECK(memory("64") == 64'000'000U);
    CHECK(folder.parsed(kLeast).output.memory_bytes == 0);
    for (const char* value : {"\"lots\"", "0", "-1", "1.5", "true", "\"\""}) {
        INFO(value);
        CHECK_THROWS_WITH(memory(value), Catch::Contains("`memory` is an amount of memory, as in memory = \"1GiB\""));
    }
}

TEST_CASE("every fault is told at once, in the order of the lines") {
    const JobFolder folder;
    const std::string text =
        "version = 2\n[[demand]]\nsource = \"squares.csv\"\n[[territory]]\nsource = \"communes.gpkg\"\ncolums = { code = "
        "\"code\" }\n";
    const std::vector<JobFault> faults = folder.faults(text);
    CHECK(reported(faults, 1, "version = 1"));
    CHECK(reported(faults, 2, "needs `attributes`"));
    CHECK(reported(faults, 3, "did you mean «squares.csv.gz»?"));
    CHECK(reported(faults, 4, "cannot be opened as vector data"));  // asked for its columns, since the job names none
    CHECK(reported(faults, 6, "did you mean «columns»?"));
    CHECK(std::is_sorted(faults.begin(), faults.end(), [](const JobFault& a, const JobFault& b) { return a.line < b.line; }));
    try {
        parse_job(folder.job());
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::job);
        CHECK(error.where() == folder.job());
        for (const JobFault& fault : faults) CHECK_THAT(error.what(), Catch::Contains(fault.where + ": " + fault.what));
        CHECK_THAT(error.what(), Catch::Contains(folder.job() + ":6: "));
    }
}

TEST_CASE("one fault alone is the error itself") {
    const JobFolder folder;
    folder.write(kLeast + "[output]\nfolder = 3\n");
    try {
        parse_job(folder.job());
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::job);
        CHECK(error.where() == folder.job() + ":10");
        CHECK_THAT(error.message(), Catch::Contains("is a text, not a whole number; write it in quotes: \"3\""));
    }
}

TEST_CASE("what is no TOML is told with its line") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults("version = 1\n[output\nfolder = 1\n"), 2, "not TOML");
    CHECK_ONE_FAULT(folder.faults("version = 1\nname = \"a\"\nname = \"b\"\n"), 3, "not TOML");
}

TEST_CASE("a missing job file names the nearest one") {
    const JobFolder folder;
    folder.write(kLeast);
    try {
        parse_job(folder.file("jobb.toml"));
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::job);
        CHECK_THAT(error.what(), Catch::Contains("no such job file; did you mean «job.toml»?"));
    }
    CHECK_THROWS_WITH(parse_job(folder.file("couv")), Catch::Contains("is a folder"));
}

TEST_CASE("version, demand and territory are needed; a second territory set has a unit of its own") {
    const JobFolder folder;
    const std::vector<JobFault> empty = folder.faults("");
    CHECK(reported(empty, 1, "version = 1"));
    CHECK(reported(empty, 1, "one [[demand]]"));
    CHECK(reported(empty, 1, "one [[territory]]"));
    CHECK(empty.size() == 3);
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "version = 1", "version = \"1\"")), 1, "version 1");
    CHECK(reported(folder.faults(kLeast + "[[territory]]\nsource = \"x\"\n"), 9,
                   "the unit «commune» is also a kind of the first [[territory]]"));
    CHECK(reported(folder.faults(replaced(kLeast, "[[demand]]", "[demand]")), 2, "write [[demand]]"));
}

TEST_CASE("a wrong type is told with the right one") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "\"T\"", "[1]")), 4, "an entry of attributes.population is a text");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "{ population = \"T\" }", "\"T\"")), 4, "`attributes` is a table, not a text");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "confidential = \"no\"\nattributes")), 4, "true or false");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "date = \"2018\"\nattributes")), 4, "a day such as");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "date = \"2018-02-30\"\nattributes")), 4, "a day such as");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "title = \"\"\nattributes")), 4, "is empty");
    CHECK_ONE_FAULT(folder.faults(kLeast + "only = 1\n"), 9, "unknown key `only` in [[territory]]");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[only]\ndepartement = [46]\n"), 10, "write it in quotes: \"46\"");
}

TEST_CASE("names become columns, and no two make the same one") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "population =", "Population =")), 4, "small letters");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "population =", "a23456789012345678901 =")), 4, "at most 20");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "departement =", "\"d-1\" =")), 8, "the parent «d-1»");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "departement =", "commune =")), 8, "is the unit itself");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "[[territory]]", "[[territory]]\nunit = \"1\"")), 6, "the unit «1»");
    CHECK(reported(folder.faults(replaced(kLeast, "population =", "departement =")), 2, "both make «departement»"));
    CHECK(reported(folder.faults(replaced(kLeast, "population =", "technology =")), 2, "both make «technology»"));
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "departement =", "all =")), 5, "both make «all»");
    const std::string indicator = "[[indicator]]\nname = \"any\"\n";
    CHECK_ONE_FAULT(folder.faults(kLeast + indicator + indicator), kLeastLines + 4, "is also in line 9");
    CHECK(reported(folder.faults(kLeast + replaced(indicator, "any", "Any")), kLeastLines + 2, "the indicator «Any»"));
    CHECK(
        reported(folder.faults(replaced(kLeast, "population = \"T\"", "population = \"T\", any_population = \"U\"") + indicator),
                 9, "both make «any_population»"));
}

TEST_CASE("--set replaces and adds values before they are checked") {
    const JobFolder folder;
    const Job job = folder.parsed(kWhole, {"supply[0].source=couv/a.gpkg", "output.folder=elsewhere", "output.formats=[\"csv\"]",
                                           "supply[1].radius_km.\"4G\"=3", "name=2030", "demand[0].date=2020-01-01"});
    CHECK(job.supply[0].source.files == std::vector<std::string>{folder.file("couv/a.gpkg")});
    CHECK(job.output.folder == "elsewhere");
    CHECK(job.output.formats == std::vector<std::string>{"csv"});
    CHECK(job.supply[1].radius_km.at("4G") == 3.0);
    CHECK(job.name == "2030");
    CHECK(job.demand.source.info.date == "2020-01-01");
    CHECK(folder.parsed(kLeast, {"output.language=fr"}).output.language == "fr");
    CHECK(folder.parsed(kLeast, {"name=a=b"}).name == "a=b");
}

TEST_CASE("a path of --set that leads nowhere is a fault of the command line") {
    const JobFolder folder;
    folder.write(kWhole);
    for (const std::string path :
         {"supply[7].source=x", "supply.source=x", "supplies[0].source=x", "=x", "output..folder=x", "supply[x].source=x",
          "name.first=x", "output.folder", "output[0].folder=x", "output.\"folder=x"}) {
        INFO(path);
        try {
            parse_job(folder.job(), {path});
            FAIL("no error");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::usage);
            CHECK_THAT(error.where(), Catch::StartsWith("--set "));
        }
    }
    CHECK_THROWS_WITH(parse_job(folder.job(), {"supply[7].source=x"}), Catch::Contains("the job has 2 of «supply»"));
}

TEST_CASE("a bad value of --set is told as such") {
    const JobFolder folder;
    const std::vector<JobFault> faults = folder.faults(kLeast, {"output.foldr=x"});
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].line == 0);
    CHECK(faults[0].where == "--set output.foldr");
    CHECK_THAT(faults[0].what, Catch::Contains("did you mean «folder»?"));
    try {
        parse_job(folder.job(), {"output.language=de"});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK(error.where() == "--set output.language");
    }
}

TEST_CASE("the job of the documentation is good") {
    std::ostringstream page;
    page << std::ifstream(covmap::test::source_dir() + "/docs/job.md").rdbuf();
    const std::string text = page.str();
    const std::string fence = "```toml\n";
    const std::size_t begin = text.find(fence);
    REQUIRE(begin != std::string::npos);
    std::string job = text.substr(begin + fence.size(), text.find("```", begin + fence.size()) - begin - fence.size());
    job = replaced(replaced(job, "census2021_1km_FR.csv.gz", "squares.csv.gz"), "communes_2018.gpkg", "communes.gpkg");
    const JobFolder folder;
    const std::vector<JobFault> faults = folder.faults(job);
    CHECK_FALSE(reported(faults, 0, ""));
    CHECK(faults.empty());
}

TEST_CASE("a job file that the disk does not give is told as that, not as an empty job") {
    // A file that is there, can be opened, and whose first bytes are an input/output error.
    CHECK_THROWS_WITH(covmap::read::job_faults("/proc/self/mem"),
                      Catch::Contains("/proc/self/mem: cannot be read (Input/output error)"));
}
