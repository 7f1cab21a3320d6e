#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "export/formats/geojson.hpp"
#include "export/style/style.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using nlohmann::json;
using tests::Scratch;

namespace {

/// Alpha has a hole, Béta no polygon, Gamma two parts; WGS84.
struct World {
    model::Table table = tests::communes();
    core::MultiPolygon alpha = {{tests::square(2, 48, 1), tests::square(2.25, 48.25, 0.5)}};
    core::MultiPolygon gamma = {{tests::square(4, 48, 0.5)}, {tests::square(5, 48, 0.5)}};
    [[nodiscard]] model::MapLayer layer(const std::string& crs = "EPSG:4326") const {
        return {&table, {&alpha, nullptr, &gamma}, crs};
    }
};

json read_back(const std::string& path) { return json::parse(tests::bytes_of(path)); }

double signed_area(const json& ring) {
    double area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        area += ring[i][0].get<double>() * ring[i + 1][1].get<double>() - ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    return area / 2;
}

}  // namespace

TEST_CASE("texts stay texts, numbers exact, nulls null, and no crs member is written") {
    const Scratch scratch;
    exports::write_geojson(World().layer(), tests::credits(), scratch / "commune.geojson");
    const json file = read_back(scratch / "commune.geojson");
    CHECK(file["type"] == "FeatureCollection");
    CHECK(file["name"] == "commune");
    CHECK(file["title"] == "Sans 4G : 50 habitants");
    CHECK(file["date"] == "2018-01-01");
    CHECK(file["attribution"].get<std::string>().find("non mesurée. Sources : Census") != std::string::npos);
    CHECK_FALSE(file.contains("crs"));
    REQUIRE(file["features"].size() == 3);
    const json& alpha = file["features"][0]["properties"];
    CHECK(alpha["code"] == "01001");
    CHECK(alpha["name"] == "Alpha, la \"Grande\"");
    CHECK(alpha["population"] == 100.5);
    CHECK(alpha["any_4g_population_pct"] == 50.25);
    CHECK(file["features"][1]["properties"]["any_4g_population_pct"].is_null());
    CHECK(tests::bytes_of(scratch / "commune.geojson").find("\"area_km2\":0.00000001") != std::string::npos);
}

TEST_CASE("shells turn counter-clockwise and holes clockwise, whatever their orientation was") {
    const Scratch scratch;
    World world;
    std::reverse(world.gamma[1][0].begin(), world.gamma[1][0].end());
    exports::write_geojson(world.layer(), tests::credits(), scratch / "c.geojson");
    const json features = read_back(scratch / "c.geojson")["features"];
    const json& alpha = features[0]["geometry"];
    CHECK(alpha["type"] == "MultiPolygon");
    REQUIRE(alpha["coordinates"][0].size() == 2);
    CHECK(signed_area(alpha["coordinates"][0][0]) == Approx(1));
    CHECK(signed_area(alpha["coordinates"][0][1]) == Approx(-0.25));
    CHECK(alpha["coordinates"][0][0].front() == alpha["coordinates"][0][0].back());
    REQUIRE(features[2]["geometry"]["coordinates"].size() == 2);
    for (const json& part : features[2]["geometry"]["coordinates"]) CHECK(signed_area(part[0]) == Approx(0.25));
}

TEST_CASE("a row without polygon has a null geometry") {
    const Scratch scratch;
    const World world;
    const core::MultiPolygon empty;
    model::MapLayer layer = world.layer();
    layer.polygons = {&world.alpha, &empty};  // the third row has none at all
    exports::write_geojson(layer, tests::credits(), scratch / "c.geojson");
    const json features = read_back(scratch / "c.geojson")["features"];
    CHECK(features[0]["geometry"].is_object());
    CHECK(features[1]["geometry"].is_null());
    CHECK(features[2]["geometry"].is_null());
}

TEST_CASE("coordinates have six decimals, and rings that collapse there are left out with their holes") {
    const Scratch scratch;
    World world;
    world.alpha = {{tests::square(2.1234564, 48, 1), tests::square(2.5, 48.5, 1e-8)},
                   {tests::square(7, 48, 1e-7), tests::square(7, 48, 0.1)}};
    world.gamma = {{tests::square(4, 48, 2e-7)}};
    exports::write_geojson(world.layer(), tests::credits(), scratch / "c.geojson");
    const json features = read_back(scratch / "c.geojson")["features"];
    REQUIRE(features[0]["geometry"]["coordinates"].size() == 1);
    CHECK(features[0]["geometry"]["coordinates"][0].size() == 1);
    CHECK(features[0]["geometry"]["coordinates"][0][0][0][0] == 2.123456);
    CHECK(features[2]["geometry"].is_null());
}

TEST_CASE("a generalised file says so, to how many metres, and where the full outlines are") {
    const Scratch scratch;
    const World world;
    model::MapLayer layer = world.layer();
    layer.generalised_to_m = 1.5;
    exports::write_geojson(layer, tests::credits("en"), scratch / "commune.geojson");
    const json file = read_back(scratch / "commune.geojson");
    CHECK(file["generalised_to_m"] == 1.5);
    CHECK(file["attribution"].get<std::string>().find(
              "commune.geojson: outlines generalised to 1.5 m, in full in covmap.gpkg. Sources:") != std::string::npos);
    CHECK(tests::bytes_of(scratch / "commune.qmd").find("generalised to 1.5 m") != std::string::npos);
    exports::write_geojson(world.layer(), tests::credits("en"), scratch / "commune.geojson");
    CHECK_FALSE(read_back(scratch / "commune.geojson").contains("generalised_to_m"));
}

TEST_CASE("places are points, and a place without one has a null geometry") {
    const Scratch scratch;
    const model::Table places = tests::places();
    const model::MapLayer layer{&places, {}, "EPSG:2154", {core::Point{700000, 6600000}, std::nullopt}};
    exports::write_geojson(layer, tests::credits(), scratch / "schools.geojson");
    const json features = read_back(scratch / "schools.geojson")["features"];
    REQUIRE(features.size() == 3);
    CHECK(features[0]["geometry"]["type"] == "Point");
    CHECK(features[0]["geometry"]["coordinates"][0].get<double>() == Approx(3.0).margin(1e-6));
    CHECK(features[0]["geometry"]["coordinates"][1].get<double>() == Approx(46.5).margin(1e-6));
    CHECK(features[1]["geometry"].is_null());
    CHECK(features[2]["geometry"].is_null());
}

TEST_CASE("the scattered, who have no outline, are not on the map of zones") {
    const Scratch scratch;
    const model::Table zones = tests::zones();
    const World world;
    exports::write_geojson({&zones, {&world.alpha, &world.gamma, nullptr}, "EPSG:4326"}, tests::credits(), scratch / "z.geojson");
    const json features = read_back(scratch / "z.geojson")["features"];
    REQUIRE(features.size() == 2);
    CHECK(features[1]["properties"]["rank"] == 2);
    exports::write_geojson({&zones, {nullptr, nullptr, nullptr}, "EPSG:4326"}, tests::credits(), scratch / "none.geojson");
    CHECK(read_back(scratch / "none.geojson")["features"].empty());
}

TEST_CASE("polygons in metres arrive as longitude and latitude") {
    const Scratch scratch;
    World world;
    world.alpha = {{tests::square(700000, 6600000, 1000)}};  // the origin of Lambert-93 is 3° E, 46.5° N
    world.gamma.clear();
    exports::write_geojson(world.layer("EPSG:2154"), tests::credits(), scratch / "c.geojson");
    const json corner = read_back(scratch / "c.geojson")["features"][0]["geometry"]["coordinates"][0][0][0];
    CHECK(corner[0].get<double>() == Approx(3.0).margin(1e-6));
    CHECK(corner[1].get<double>() == Approx(46.5).margin(1e-6));
}

TEST_CASE("GDAL reads it back: codes as text, counts, WGS84, extent") {
    const Scratch scratch;
    exports::write_geojson(World().layer(), tests::credits(), scratch / "commune.geojson");
    GDALAllRegister();
    const GDALDatasetUniquePtr file(GDALDataset::Open((scratch / "commune.geojson").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    OGRLayer* layer = file->GetLayer(0);
    CHECK(std::string(layer->GetName()) == "commune");
    CHECK(layer->GetFeatureCount() == 3);
    CHECK(layer->GetLayerDefn()->GetFieldDefn(0)->GetType() == OFTString);
    CHECK(layer->GetLayerDefn()->GetFieldCount() == 8);
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "4326");
    OGREnvelope box;
    REQUIRE(layer->GetExtent(&box) == OGRERR_NONE);
    CHECK(box.MinX == 2);
    CHECK(box.MaxX == 5.5);
    CHECK(box.MinY == 48);
    CHECK(box.MaxY == 49);
}

TEST_CASE("style and metadata stand beside it under the same name, and a second writing gives the same bytes") {
    const Scratch scratch;
    const World world;
    exports::write_geojson(world.layer(), tests::credits(), scratch / "commune.geojson");
    exports::write_geojson(world.layer(), tests::credits(), scratch / "again.geojson");
    CHECK(tests::bytes_of(scratch / "commune.geojson") == tests::bytes_of(scratch / "again.geojson"));
    CHECK(tests::bytes_of(scratch / "commune.qml") == exports::layer_qml(world.table, tests::credits()));
    CHECK(tests::bytes_of(scratch / "commune.qmd").find("<license>CC-BY</license>") != std::string::npos);
}

TEST_CASE("a CRS that nobody knows is an output error") {
    const Scratch scratch;
    const auto error =
        tests::error_of([&] { exports::write_geojson(World().layer("EPSG:0"), tests::credits(), scratch / "c.geojson"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message() == "the CRS «EPSG:0» is not understood; use a code such as EPSG:2154");
}

TEST_CASE("a vertex without image in WGS84 is an output error that names the row") {
    const Scratch scratch;
    World world;
    world.gamma = {{tests::square(1e30, 1e30, 1e29)}};
    world.alpha.clear();
    const auto error =
        tests::error_of([&] { exports::write_geojson(world.layer("EPSG:3035"), tests::credits(), scratch / "c.geojson"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message() ==
          "commune, row 3 has a vertex without image in EPSG:4326; check the crs of the territories (EPSG:3035)");
}
