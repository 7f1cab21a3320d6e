#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/layer_choice.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::TempFolder;
using test::TestLayer;
using test::write_layer;

const std::string kSquare = "POLYGON ((0 0,1 0,1 1,0 0))";

TestLayer layer(const std::string& name, const std::vector<std::string>& columns = {"n"}) {
    TestLayer made{.name = name, .columns = {}, .features = {{std::vector<std::string>(columns.size(), "1"), kSquare}}};
    for (const std::string& column : columns) made.columns.push_back({column});
    return made;
}

std::vector<std::string> names(const std::string& path, const LayerAsk& ask) {
    std::vector<std::string> found;
    for (const OpenLayer& open : open_layers(path, "a.gpkg", ask)) found.emplace_back(OGR_L_GetName(open.layer));
    return found;
}

std::string error_of(const std::string& path, const LayerAsk& ask) {
    try {
        names(path, ask);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "no error";
}

using Names = std::vector<std::string>;
constexpr auto kPolygons = LayerWant::polygons;

}  // namespace

TEST_CASE("layers that number the parts of one map are read together where that is allowed") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    write_layer(path, layer("4G_zone_1"));
    write_layer(path, layer("4G_zone_2"));
    CHECK(names(path, {{}, kPolygons, {}, Several::parts}) == Names{"4G_zone_1", "4G_zone_2"});
    CHECK_THAT(error_of(path, {{}, kPolygons, {}}),
               Contains("a.gpkg: holds several layers of polygons: «4G_zone_1», «4G_zone_2»; name the one that is meant, layer = "
                        "\"4G_zone_1\""));
    CHECK(names(path, {"4G_zone_2", kPolygons, {}}) == Names{"4G_zone_2"});
}

TEST_CASE("layers under other names are read together where records tell what they are, or where the job says so") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    write_layer(path, layer("Orange", {"op", "techno"}));
    write_layer(path, layer("SFR", {"op", "techno"}));
    CHECK(names(path, {{}, kPolygons, {"op", "TECHNO"}, Several::alike}) == Names{"Orange", "SFR"});
    CHECK_THAT(error_of(path, {{}, kPolygons, {}, Several::parts}), Contains("or read them together, layer = \"*\""));
    CHECK(names(path, {"*", kPolygons, {}, Several::parts}) == Names{"Orange", "SFR"});
    CHECK(names(path, {"S*", kPolygons, {}}) == Names{"SFR"});
    CHECK_THAT(error_of(path, {"*", kPolygons, {}}), Contains("has several layers that «*» names"));
    CHECK_THAT(error_of(path, {"Free", kPolygons, {}}), Contains("has no layer «Free»; it has «Orange», «SFR»"));
}

TEST_CASE("layers in several CRS are never read together") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    TestLayer second = layer("zone_2");
    second.crs = "EPSG:4326";
    write_layer(path, layer("zone_1"));
    write_layer(path, second);
    CHECK_THAT(error_of(path, {{}, kPolygons, {}, Several::parts}), Contains("holds several layers of polygons"));
}

TEST_CASE("layers of points that the job names in several CRS are an error, for one CRS is that of all") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    for (const std::string crs : {"EPSG:3035", "EPSG:2154"}) {
        TestLayer points{
            .name = "sites_" + crs.substr(5), .geometry = "Point", .columns = {{"n"}}, .features = {{{"1"}, "POINT (0 0)"}}};
        points.crs = crs;
        write_layer(path, points);
    }
    CHECK_THAT(error_of(path, {"*", LayerWant::points, {}, Several::parts}), Contains("several CRS: «sites_3035», «sites_2154»"));
}

TEST_CASE("the only layer that has any of the columns is the one that is meant") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    write_layer(path, layer("region", {"reg", "nom"}));
    write_layer(path, layer("commune", {"insee", "nom"}));
    CHECK(names(path, {{}, kPolygons, {"insee"}}) == Names{"commune"});
    CHECK_THAT(error_of(path, {{}, kPolygons, {"insee", "nom"}}), Contains("holds several layers"));  // region has one of them
    CHECK_THAT(error_of(path, {{}, kPolygons, {"nom"}}), Contains("holds several layers"));
}

TEST_CASE("layers of another kind, empty ones and those of QGIS are no choice") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    TestLayer points{.name = "antennes", .geometry = "Point", .columns = {{"n"}}, .features = {{{"1"}, "POINT (0 0)"}}};
    TestLayer styles{.name = "layer_styles", .geometry = "Polygon", .columns = {{"n"}}, .features = {{{"1"}, kSquare}}};
    TestLayer empty = layer("vide");
    empty.features.clear();
    write_layer(path, empty);
    write_layer(path, points);
    write_layer(path, styles);
    write_layer(path, layer("couverture"));
    CHECK(names(path, {{}, kPolygons, {}}) == Names{"couverture"});
    CHECK(names(path, {{}, LayerWant::points, {}}) == Names{"antennes"});
    CHECK(inspect_file(path).layers.size() == 3);
}

TEST_CASE("a layer that does not say what it holds is looked into") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    TestLayer lines{.name = "routes", .geometry = "Unknown", .columns = {}, .features = {{{}, "LINESTRING (0 0,1 1)"}}};
    TestLayer mixed{.name = "zones", .geometry = "Unknown", .columns = {}, .features = {{{}, ""}, {{}, kSquare}}};
    write_layer(path, lines);
    write_layer(path, mixed);
    CHECK(names(path, {{}, kPolygons, {}}) == Names{"zones"});
}

TEST_CASE("a table of several layers is asked for by name") {
    const TempFolder folder;
    const std::string path = folder.path("a.gpkg");
    write_layer(path, layer("readme", {"a"}));
    write_layer(path, layer("squares", {"GRD_ID", "T"}));
    CHECK_THROWS_WITH(TableReader(path, {}, "a.gpkg"),
                      "a.gpkg: holds several layers: «readme», «squares»; name the one that is meant, layer = \"readme\"");
    CHECK(TableReader(path, "squares").columns() == Names{"GRD_ID", "T"});
}
