#include <catch2/catch.hpp>

#include "core/units.hpp"
#include "read/support/job_folder.hpp"

using covmap::core::kAreaQuantaPerKm2;
using covmap::core::kWeightQuantaPerUnit;
using covmap::model::Job;
using covmap::model::PlacesSpec;
using covmap::model::ZonesSpec;
using namespace covmap::test;

namespace {

/// The least job with a second attribute, and two indicators.
const std::string kAsked = R"(version = 1
[[demand]]
source = "squares.csv.gz"
attributes = { population = "T", seniors = "S" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
parents = { departement = { code = "dep" } }
[[indicator]]
name = "any_4g"
[[indicator]]
name = "all_4g"
operators = { all = true }
)";
constexpr int kAskedLines = 13;
const std::string kZones = "[[zones]]\nname = \"no_4g\"\nfails = \"any_4g\"\n";
constexpr int kNext = kAskedLines + 4;  ///< line of what is written after kZones

ZonesSpec zones_of(const std::string& more) {
    const JobFolder folder;
    return folder.parsed(kAsked + kZones + more + "\n").zones.front();
}

std::vector<covmap::read::JobFault> zones_faults(const std::string& more) {
    const JobFolder folder;
    return folder.faults(kAsked + kZones + more + "\n");
}

const std::string kPlaces = "[[places]]\nsource = \"schools.csv\"\ncolumns = { x = \"lon\", y = \"lat\" }\n";

}  // namespace

TEST_CASE("zones need a name and what fails; the rest has defaults") {
    const ZonesSpec zones = zones_of("");
    CHECK(zones.name == "no_4g");
    CHECK(zones.label == covmap::core::Text{"no_4g", "no_4g"});
    CHECK(zones.fails == "any_4g");
    CHECK(zones.attribute == "population");
    CHECK(zones.minimum == 10 * kWeightQuantaPerUnit);
    CHECK(zones.within == "departement");
    CHECK(zones.max_area == 50 * kAreaQuantaPerKm2);
    CHECK_FALSE(zones.all_cells);
    CHECK(zones.detail == 4);
    CHECK(zones.line == kAskedLines + 1);
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(kAsked + "[[zones]]\nfails = \"any_4g\"\n"), kAskedLines + 1, "[[zones]] needs `name`; write");
    CHECK_ONE_FAULT(folder.faults(kAsked + "[[zones]]\nname = \"a\"\n"), kAskedLines + 1, "[[zones]] needs `fails`; write");
}

TEST_CASE("zones take all that they are told") {
    const ZonesSpec zones = zones_of(R"(label = { fr = "Sans 4G", en = "Without 4G" }
attribute = "seniors"
minimum = 2.5
within = "commune"
max_km2 = 0.25
cells = "all"
detail = 8)");
    CHECK(zones.label == covmap::core::Text{"Sans 4G", "Without 4G"});
    CHECK(zones.attribute == "seniors");
    CHECK(zones.minimum == 2'500'000);
    CHECK(zones.within == "commune");
    CHECK(zones.max_area == 25'000'000);
    CHECK(zones.all_cells);
    CHECK(zones.detail == 8);
    CHECK(zones_of("within = \"all\"").within == "all");
    CHECK(zones_of("max_km2 = 0").max_area == 0);
    CHECK(zones_of("minimum = 0").minimum == 0);
}

TEST_CASE("without parents zones cross everything") {
    const JobFolder folder;
    const std::string no_parents = replaced(kAsked, "parents = { departement = { code = \"dep\" } }\n", "");
    CHECK(folder.parsed(no_parents + kZones).zones.front().within == "all");
}

TEST_CASE("zones speak of an indicator, an attribute and a parent of the job") {
    CHECK_ONE_FAULT(zones_faults("attribute = \"senior\""), kNext,
                    "`attribute` is \"population\" or \"seniors\", not \"senior\"; did you mean «seniors»?");
    CHECK_ONE_FAULT(zones_faults("within = \"departemnt\""), kNext, "did you mean «departement»?");
    CHECK_ONE_FAULT(zones_faults("cells = \"inhabitd\""), kNext, "did you mean «inhabited»?");
    CHECK_ONE_FAULT(zones_faults("standard = \"any_4g\""), kNext, "unknown key `standard` in [[zones]]");
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(kAsked + replaced(kZones, "any_4g", "any_5g")), kAskedLines + 3,
                    "`fails` is \"any_4g\" or \"all_4g\"");
    CHECK_ONE_FAULT(folder.faults(kLeast + kZones), kLeastLines + 3, "the job has none; write an [[indicator]]");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[zones]\nname = \"a\"\n"), kLeastLines + 1,
                    "`zones` is a list of tables; write [[zones]]");
}

TEST_CASE("bounds of zones are exact decimals within reason") {
    CHECK(zones_of("minimum = 0.1").minimum == 100'000);
    CHECK(zones_of("minimum = 999999999.999999").minimum == 999'999'999'999'999);
    CHECK(zones_of("max_km2 = 0.00000001").max_area == 1);
    CHECK_ONE_FAULT(zones_faults("minimum = 0.1234567"), kNext, "`minimum` has at most 6 decimals");
    CHECK_ONE_FAULT(zones_faults("max_km2 = 0.123456789"), kNext, "`max_km2` has at most 8 decimals");
    CHECK_ONE_FAULT(zones_faults("minimum = -1"), kNext, "`minimum` is a number from 0 to 1000000000");
    CHECK_ONE_FAULT(zones_faults("max_km2 = 1e9"), kNext, "`max_km2` is a number from 0 to 10000000");
    CHECK_ONE_FAULT(zones_faults("minimum = nan"), kNext, "`minimum` is a number, not");
    CHECK_ONE_FAULT(zones_faults("minimum = \"10\""), kNext, "`minimum` is a number, not a text");
    for (const std::string detail : {"0", "3", "16", "4.0", "\"4\""})
        CHECK_ONE_FAULT(zones_faults("detail = " + detail), kNext, "`detail` is 1, 2, 4 or 8");
}

TEST_CASE("each zones has a name of its own, and files of its own") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(kAsked + kZones + kZones), kAskedLines + 5,
                    "the zones «no_4g» are also in line 14; rename one");
    CHECK_ONE_FAULT(folder.faults(kAsked + replaced(kZones, "no_4g", "No 4G")), kAskedLines + 2,
                    "the zones «No 4G» becomes a column");
    CHECK_ONE_FAULT(folder.faults(kAsked + kZones + replaced(kZones, "no_4g", "no_4g_communes")), kAskedLines + 4,
                    "both make «zones_no_4g_communes»; rename one");
    CHECK(folder.parsed(kAsked + kZones + replaced(kZones, "no_4g", "not_all")).zones.size() == 2);
}

TEST_CASE("places are a table with coordinates, or a layer of points") {
    const JobFolder folder;
    const PlacesSpec table = folder
                                 .parsed(kAsked + replaced(kPlaces, "{ x", "{ id = \"uai\", name = \"nom\", x") +
                                         "crs = \"EPSG:2154\"\ntitle = \"Schools\"\n")
                                 .places.front();
    CHECK(table.name == "places");
    CHECK(table.label == covmap::core::Text{"places", "places"});
    CHECK(table.source.files == std::vector<std::string>{folder.file("schools.csv")});
    CHECK(table.source.crs == "EPSG:2154");
    CHECK(table.source.info.title == "Schools");
    CHECK(table.id_column == "uai");
    CHECK(table.name_column == "nom");
    CHECK(table.x_column == "lon");
    CHECK(table.y_column == "lat");
    const PlacesSpec layer =
        folder
            .parsed(kAsked +
                    "[[places]]\nsource = \"extent.gpkg\"\nlayer = \"halls\"\nname = \"halls\"\nlabel = \"Town halls\"\n")
            .places.front();
    CHECK(layer.name == "halls");
    CHECK(layer.label == covmap::core::Text{"Town halls", "Town halls"});
    CHECK(layer.source.layer == "halls");
    CHECK(layer.x_column.empty());
}

TEST_CASE("a background has a name and a kind, and is never confidential") {
    const JobFolder folder;
    const std::string context = "[[context]]\nsource = \"extent.gpkg\"\nname = \"rivers\"\n";
    const covmap::model::ContextSpec spec =
        folder
            .parsed(kAsked + context +
                    "kind = \"water\"\nlabel = { fr = \"Eaux\", en = \"Waters\" }\ncolumns = { name = \"nom\" }\n")
            .context.front();
    CHECK(spec.name == "rivers");
    CHECK(spec.kind == "water");
    CHECK(spec.label == covmap::core::Text{"Eaux", "Waters"});
    CHECK(spec.name_column == "nom");
    CHECK(folder.parsed(kAsked + context).context.front().kind == "other");
    CHECK_ONE_FAULT(folder.faults(kAsked + context + "confidential = true\n"), kAskedLines + 4,
                    "what is confidential cannot be a background");
    CHECK_ONE_FAULT(folder.faults(kAsked + context + "kind = \"watre\"\n"), kAskedLines + 4, "did you mean «water»?");
    CHECK_ONE_FAULT(folder.faults(kAsked + context + context), kAskedLines + 6, "the context «rivers» are also in line");
    CHECK_ONE_FAULT(folder.faults(kAsked + context + replaced(kPlaces, "[[places]]", "[[places]]\nname = \"context_rivers\"")),
                    kAskedLines + 1, "both make «context_rivers»; rename one");
}

TEST_CASE("places without coordinates, or with half of them, are refused") {
    const JobFolder folder;
    const int line = kAskedLines + 1;
    CHECK_ONE_FAULT(folder.faults(kAsked + "[[places]]\nsource = \"schools.csv\"\n"), line,
                    "places of a table need their coordinates; write columns");
    CHECK_ONE_FAULT(folder.faults(kAsked + replaced(kPlaces, ", y = \"lat\"", "")), line, "columns needs x and y together");
    CHECK_ONE_FAULT(folder.faults(kAsked + "[[places]]\ncolumns = { x = \"x\", y = \"y\" }\n"), line,
                    "[[places]] needs `source`; write");
    CHECK_ONE_FAULT(folder.faults(kAsked + replaced(kPlaces, "schools", "scools")), line + 1, "did you mean «schools.csv»?");
    CHECK(reported(folder.faults(kAsked + replaced(kPlaces, "x =", "xx =")), line + 2,
                   "unknown key `xx` in columns of [[places]]"));
}

TEST_CASE("places share no name with another table") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(kAsked + kPlaces + kPlaces), kAskedLines + 4,
                    "the places «places» are also in line 14; give one a name, such as name = \"schools\"");
    for (const std::string name : {"commune", "departement_counts", "all", "all_operators", "all_operators_wide", "columns"})
        CHECK_ONE_FAULT(folder.faults(kAsked + kPlaces + "name = \"" + name + "\"\n"), kAskedLines + 1,
                        "both make «" + name + "»; rename one");
    CHECK_ONE_FAULT(folder.faults(kAsked + kPlaces + "name = \"zones_no_4g\"\n" + kZones), kAskedLines + 1,
                    "both make «zones_no_4g»");
    CHECK(folder.faults(kAsked + kPlaces + "name = \"share_any_4g\"\n").empty());
    CHECK_ONE_FAULT(folder.faults(kAsked + kPlaces + "name = \"share_any_4g\"\n[output]\nformats = [\"tif\"]\n"), kAskedLines + 1,
                    "both make «share_any_4g»");
    CHECK_ONE_FAULT(folder.faults(kAsked + kPlaces + "name = \"layer_styles\"\n[output]\nformats = [\"gpkg\"]\n"),
                    kAskedLines + 1, "both make «layer_styles»");
}

TEST_CASE("publish_min holds for attributes of the job") {
    const JobFolder folder;
    CHECK(folder.parsed(kAsked).publish_min.empty());
    CHECK(folder.parsed(kAsked + "[publish_min]\npopulation = 11\nseniors = 0.5\n").publish_min ==
          std::map<std::string, std::int64_t>{{"population", 11'000'000}, {"seniors", 500'000}});
    CHECK(folder.parsed(replaced(kAsked, "version = 1", "version = 1\npublish_min = { population = 11 }")).publish_min.size() ==
          1);
    const auto with = [&](const std::string& more) { return folder.faults(kAsked + "[publish_min]\n" + more + "\n"); };
    CHECK_ONE_FAULT(with("peple = 11"), kAskedLines + 2, "a key of publish_min is \"population\" or \"seniors\"");
    CHECK_ONE_FAULT(with("population = \"11\""), kAskedLines + 2, "publish_min.population is a number, not a text");
    CHECK_ONE_FAULT(with("population = -11"), kAskedLines + 2, "publish_min.population is a number from 0");
}

TEST_CASE("since names an indicator of another vintage") {
    const JobFolder folder;
    const std::string now = "[[indicator]]\nname = \"now\"\nvintage = \"2024\"\n";
    const std::string before = "[[indicator]]\nname = \"before\"\nvintage = \"2023\"\n";
    const std::string since = "since = \"before\"\n";
    CHECK(folder.parsed(kLeast + now + since + before).indicator.front().since == "before");
    CHECK(folder.parsed(kLeast + before + now + since).indicator.back().since == "before");
    const int line = kLeastLines + 4;
    CHECK_ONE_FAULT(folder.faults(kLeast + now + "since = \"now\"\n"), line, "`since` names the indicator itself");
    CHECK_ONE_FAULT(folder.faults(kLeast + now + "since = \"befor\"\n" + before), line, "did you mean «before»?");
    CHECK_ONE_FAULT(folder.faults(kLeast + now + since + replaced(before, "2023", "2024")), line,
                    "`since` needs another vintage: «now» and «before» both look at \"2024\"; write vintage = \"2023\"");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[indicator]]\nname = \"now\"\nsince = \"then\"\n[[indicator]]\nname = \"then\"\n"),
                    kLeastLines + 3, "«now» and «then» both look at supplies without vintage;");
}

TEST_CASE("the vintage of an indicator is one of the supplies'") {
    const JobFolder folder;
    const std::string supply =
        "[[supply]]\nsource = \"couv/a.gpkg\"\noperator = \"A\"\ntechnology = \"4G\"\nvintage = \"2024\"\n";
    const std::string asked = "[[indicator]]\nname = \"now\"\nvintage = \"2023\"\n";
    CHECK_ONE_FAULT(folder.faults(kLeast + supply + asked), kLeastLines + 8, "`vintage` is \"2024\", not \"2023\"");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(supply, "vintage = \"2024\"\n", "") + asked), kLeastLines + 7,
                    "no [[supply]] has a vintage");
    CHECK(folder.faults(kLeast + supply + replaced(asked, "2023", "2024")).empty());
}

TEST_CASE("what is gained and lost are columns of their own") {
    const JobFolder folder;
    const std::string job =
        "[[indicator]]\nname = \"a\"\nvintage = \"2\"\nsince = \"b\"\n[[indicator]]\nname = \"b\"\nvintage = \"1\"\n";
    CHECK(folder.faults(kLeast + job).empty());
    for (const std::string name : {"a_population_gained", "a_area_km2_lost"})
        CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "population = \"T\"", "population = \"T\", " + name + " = \"U\"") + job),
                        kLeastLines + 1, "both make «" + name + "»; rename one");
}
