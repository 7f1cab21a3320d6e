#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/files/archive_members.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

Names chosen(const Names& names, Content content, Several several = Several::ask, const std::string& layer = {}) {
    return choose_members(names, {content, layer, several}, "a.zip").names;
}

std::string error_of(const Names& names, Content content, Several several = Several::ask, const std::string& layer = {}) {
    try {
        chosen(names, content, several, layer);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("the data of an archive is found among what stands beside it") {
    CHECK(chosen({"P.tif", "P.tif.ovr", "P.tif.aux.xml", "guide.pdf", "P_metadata.xlsx"}, Content::rasters) == Names{"P.tif"});
    CHECK(chosen({"P.tif", "preview.tif"}, Content::rasters) == Names{"P.tif"});
    CHECK(chosen({"a/b/cov.shp", "a/b/cov.dbf", "a/b/cov.prj", "README.txt"}, Content::vectors) == Names{"a/b/cov.shp"});
    CHECK(chosen({"base.csv", "meta_base.csv", "LISEZMOI.txt"}, Content::tables) == Names{"base.csv"});
    CHECK(chosen({"cov.geojson", "__MACOSX/._cov.geojson", ".DS_Store"}, Content::vectors) == Names{"cov.geojson"});
    CHECK(chosen({"cov.gpkg", "schema.json"}, Content::vectors) == Names{"cov.gpkg"});
    CHECK(chosen({"m.gdb/gdb", "m.gdb/a00000001.gdbtable"}, Content::vectors) == Names{"m.gdb"});
}

TEST_CASE("data of another form comes before what is about data, and an archive before a readme") {
    CHECK(chosen({"pop.gpkg", "metadata.csv"}, Content::tables) == Names{"pop.gpkg"});
    CHECK(chosen({"iris.csv", "notice.geojson"}, Content::vectors) == Names{"iris.csv"});
    CHECK_THAT(error_of({"inner.zip", "readme.txt"}, Content::vectors), Contains("another archive, «inner.zip»"));
}

TEST_CASE("what alone is there is data, whatever its name") {
    CHECK(chosen({"metadata.csv"}, Content::tables) == Names{"metadata.csv"});
    CHECK(chosen({"data.txt"}, Content::tables) == Names{"data.txt"});
}

TEST_CASE("several files are asked for by name, and named by their name without ending or by their path") {
    CHECK_THAT(error_of({"COMMUNE.shp", "REGION.shp"}, Content::vectors),
               Contains("a.zip: holds several data files: «COMMUNE.shp», «REGION.shp»; name the one that is meant, layer = "
                        "\"COMMUNE\""));
    CHECK(chosen({"x/COMMUNE.shp", "x/REGION.shp"}, Content::vectors, Several::ask, "commune") == Names{"x/COMMUNE.shp"});
    CHECK(chosen({"23/c.shp", "24/c.shp"}, Content::vectors, Several::ask, "24/c") == Names{"24/c.shp"});
    CHECK_THAT(error_of({"23/c.shp", "24/c.shp"}, Content::vectors, Several::ask, "c"), Contains("several files that «c» names"));
    CHECK_THAT(error_of({"a.shp", "b.shp"}, Content::vectors, Several::ask, "c"), Contains("has no file for the layer «c»"));
    CHECK_THAT(error_of({"a.tif", "b.tif"}, Content::rasters), Contains("source = \"/vsizip/a.zip/a.tif\""));
}

TEST_CASE("the only file may hold the layer that is named") {
    const ArchiveChoice choice = choose_members({"map.gpkg"}, {Content::vectors, "commune", Several::ask}, "a.zip");
    CHECK(choice.names == Names{"map.gpkg"});
    CHECK(choice.layer == "commune");
}

TEST_CASE("parts of one map are read together, in one folder only") {
    CHECK(chosen({"zone1.shp", "zone2.shp"}, Content::vectors, Several::parts) == Names{"zone1.shp", "zone2.shp"});
    CHECK_THAT(error_of({"x/zone1.shp", "y/zone2.shp"}, Content::vectors, Several::parts), Contains("layer = \"*\""));
    CHECK(chosen({"nord.shp", "sud.shp"}, Content::vectors, Several::parts, "*") == Names{"nord.shp", "sud.shp"});
}

TEST_CASE("an archive in an archive is told, and so is one without data") {
    CHECK_THAT(error_of({"inner.zip", "readme.pdf"}, Content::vectors),
               Contains("holds no data file but another archive, «inner.zip»") && Contains("unpack a.zip"));
    CHECK_THAT(error_of({"readme.pdf"}, Content::vectors), Contains("holds no data file; it holds «readme.pdf»"));
    CHECK_THAT(error_of({}, Content::vectors), Contains("it is empty"));
}

TEST_CASE("names that number on are parts; generations, levels, years and other words are not") {
    CHECK(are_parts({"4G_zone_1", "4G_zone_2"}));
    CHECK(are_parts({"part0", "part1", "part2"}));
    CHECK(are_parts({"zone1_4G", "zone2_4G"}));
    CHECK_FALSE(are_parts({"cov_3G", "cov_4G"}));
    CHECK_FALSE(are_parts({"3G_zone_1", "4G_zone_2"}));
    CHECK_FALSE(are_parts({"niveau_1", "niveau_2"}));
    CHECK_FALSE(are_parts({"ADM_ADM_0", "ADM_ADM_1"}));
    CHECK_FALSE(are_parts({"cov_2023", "cov_2024"}));
    for (const char* told : {"cov_v", "sites_version_", "operateur", "op", "scenario_", "phase-"})
        CHECK_FALSE(are_parts({told + std::string("1"), told + std::string("2")}));
    CHECK(are_parts({"nov_1", "nov_2"}));
    CHECK_FALSE(are_parts({"nord", "sud"}));
    CHECK_FALSE(are_parts({"a_1", "a_3"}));
    CHECK_FALSE(are_parts({"a_1", "a_01"}));
}
