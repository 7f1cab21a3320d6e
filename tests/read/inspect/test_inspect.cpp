#include <gdal.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "read/inspect/inspect.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::TempFolder;
using test::TestLayer;
using Guesses = std::vector<std::pair<std::string, std::string>>;

std::string write_raster(const std::string& path, float lowest) {
    GDALDatasetH made = GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 3, 2, 1, GDT_Float32, nullptr);
    std::array<double, 6> transform = {100, 10, 0, 500, 0, -10};
    GDALSetGeoTransform(made, transform.data());
    GDALRasterBandH band = GDALGetRasterBand(made, 1);
    GDALSetRasterNoDataValue(band, -9999);
    std::array<float, 6> values = {lowest, 1, 2, 3, 4, -9999};
    REQUIRE(GDALRasterIO(band, GF_Write, 0, 0, 3, 2, values.data(), 3, 2, GDT_Float32, 0, 0) == CE_None);
    GDALClose(made);
    return path;
}

}  // namespace

TEST_CASE("a vector file tells its layers, geometry, CRS, extent, columns and examples") {
    const TempFolder folder;
    TestLayer layer;
    layer.name = "communes";
    layer.geometry = "MultiPolygon";
    layer.columns = {{"insee_com"}, {"nom"}, {"insee_dep"}, {"population", "integer"}};
    layer.features = {{{"01001", "Un", "01", "7"}, "MULTIPOLYGON (((0 0,0 2,1 2,0 0)))"},
                      {{"01002", "Deux", "01", "8"}, "MULTIPOLYGON (((5 0,5 3,6 3,5 0)))"}};
    const Inspection got = inspect_file(test::write_layer(folder.path("a.gpkg"), layer));
    CHECK(got.kind == InspectedKind::vector);
    CHECK(got.driver == "GPKG");
    REQUIRE(got.layers.size() == 1);
    CHECK(got.layers[0].name == "communes");
    CHECK(got.layers[0].geometry == "Multi Polygon");
    CHECK(got.layers[0].records == 2);
    CHECK(got.layers[0].crs == "EPSG:3035");
    REQUIRE(got.layers[0].extent);
    CHECK(got.layers[0].extent->x_max == 6);
    CHECK(got.layers[0].extent->y_max == 3);
    CHECK(got.layers[0].columns[0].name == "insee_com");
    CHECK(got.layers[0].columns[0].type == "text");
    CHECK(got.layers[0].columns[0].examples == std::vector<std::string>{"01001", "01002"});
    CHECK(got.layers[0].columns[2].examples == std::vector<std::string>{"01"});
    CHECK(got.layers[0].columns[3].type == "integer");
    CHECK(got.guess_role == "territories");
    CHECK(got.guesses == Guesses{{"code", "insee_com"},
                                 {"name", "nom"},
                                 {"parents.departement", "insee_dep"},
                                 {"reference.population", "population"}});
}

TEST_CASE("a coverage file is told by its columns") {
    const TempFolder folder;
    TestLayer layer;
    layer.columns = {{"operateur", "integer"}, {"techno"}, {"usage"}, {"niveau"}};
    layer.features = {{{"20801", "4G", "data", "BC"}, "POLYGON ((0 0,0 1,1 1,0 0))"}};
    const Inspection got = inspect_file(test::write_layer(folder.path("a.gpkg"), layer));
    CHECK(got.guess_role == "supply-polygons");
    CHECK(got.guesses == Guesses{{"operator", "operateur"}, {"technology", "techno"}, {"service", "usage"}, {"level", "niveau"}});
}

TEST_CASE("squares are told by their ids, whatever the column is called") {
    const TempFolder folder;
    const Inspection named =
        inspect_file(folder.file("a.csv", "GRD_ID,T,Y_GE65,LAND_SURFACE\nCRS3035RES1000mN2776000E3326000,12,3,0.5\n"));
    CHECK(named.kind == InspectedKind::table);
    CHECK(named.driver == "CSV");
    CHECK(named.layers[0].records == 1);
    CHECK(named.layers[0].columns[0].type == "text");
    CHECK(named.layers[0].columns[1].type == "integer");
    CHECK(named.layers[0].columns[3].type == "real");
    CHECK(named.guess_role == "demand-squares");
    CHECK(named.guesses ==
          Guesses{{"id", "GRD_ID"}, {"attributes.population", "T"}, {"attributes.seniors", "Y_GE65"}, {"land", "LAND_SURFACE"}});
    const Inspection other = inspect_file(folder.file("b.csv", "carreau;ind\n1kmN2776E3326;12\n"));
    CHECK(other.guess_role == "demand-squares");
    CHECK(other.guesses.front() == Guesses::value_type{"id", "carreau"});
}

TEST_CASE("sites are told by coordinates and generations, with the CRS that their numbers suggest") {
    const TempFolder folder;
    const Inspection lambert = inspect_file(folder.file("a.csv", "Operateur;x;y;2G;3G;4G\n20801;102980;6847973;1;1;0\n"));
    CHECK(lambert.guess_role == "sites");
    CHECK(lambert.guesses == Guesses{{"x", "x"},
                                     {"y", "y"},
                                     {"crs", "EPSG:2154"},
                                     {"operator", "Operateur"},
                                     {"technologies.2G", "2G"},
                                     {"technologies.3G", "3G"},
                                     {"technologies.4G", "4G"}});
    const Inspection degrees = inspect_file(folder.file("b.csv", "nom_op,longitude,latitude,site_5g\nOrange,1.9,43.6,0\n"));
    CHECK(
        degrees.guesses ==
        Guesses{
            {"x", "longitude"}, {"y", "latitude"}, {"crs", "EPSG:4326"}, {"operator", "nom_op"}, {"technologies.5G", "site_5g"}});
}

TEST_CASE("sites with a column of technologies, or one file a technology, are sites; other points are places") {
    const TempFolder folder;
    const Inspection cells = inspect_file(folder.file("c.csv", "lat,lon,operator_name,radio_type\n39.0,1.4,A,4G\n"));
    CHECK(cells.guess_role == "sites");
    CHECK(cells.guesses ==
          Guesses{{"x", "lon"}, {"y", "lat"}, {"crs", "EPSG:4326"}, {"operator", "operator_name"}, {"technology", "radio_type"}});
    CHECK(inspect_file(folder.file("masts_5G.csv", "operator;x;y\nA;500000;6400000\n")).guess_role == "sites");
    const Inspection schools = inspect_file(folder.file("s.csv", "school_id,lat,lon,name\nS1,39.0,1.4,Escola\n"));
    CHECK(schools.guess_role == "places");
    CHECK(schools.guesses == Guesses{{"x", "lon"}, {"y", "lat"}, {"crs", "EPSG:4326"}, {"id", "school_id"}, {"name", "name"}});
}

TEST_CASE("maps of any publisher are told by a column of codes and one of names around one stem") {
    const TempFolder folder;
    int files = 0;
    const auto guessed = [&](const std::vector<std::pair<std::string, std::string>>& columns) {
        TestLayer layer;
        layer.geometry = "MultiPolygon";
        std::vector<std::string> values;
        for (const auto& [name, value] : columns) {
            layer.columns.push_back({name});
            values.push_back(value);
        }
        layer.features = {{values, "MULTIPOLYGON (((0 0,0 2,1 2,0 0)))"}};
        return inspect_file(test::write_layer(folder.path("m" + std::to_string(++files) + ".gpkg"), layer));
    };
    const auto told = [&](const std::vector<std::pair<std::string, std::string>>& columns, const std::string& code,
                          const std::string& name) {
        const Inspection got = guessed(columns);
        CAPTURE(code, name);
        CHECK(got.guess_role == "territories");
        REQUIRE(got.guesses.size() >= 2);
        CHECK(got.guesses[0] == Guesses::value_type{"code", code});
        CHECK(got.guesses[1] == Guesses::value_type{"name", name});
    };
    told({{"kommunenummer", "0301"}, {"kommunenavn", "Oslo"}}, "kommunenummer", "kommunenavn");
    told({{"OBJECT", "x"}, {"LAD21CD", "E06000001"}, {"LAD21NM", "Hartlepool"}}, "LAD21CD", "LAD21NM");
    const Inspection mexico = guessed({{"cve_ent", "01"}, {"cve_mun", "01001"}, {"nom_ent", "Norte"}, {"nom_mun", "Sur"}});
    CHECK(mexico.guesses ==
          Guesses{{"code", "cve_mun"}, {"name", "nom_mun"}, {"parents.ent", "cve_ent"}, {"parent_names.ent", "nom_ent"}});
    told({{"iso_a3", "FRA"}, {"name", "France"}}, "iso_a3", "name");
    const Inspection ocha = guessed({{"ADM2_EN", "Bay"}, {"ADM2_PCODE", "SO24"}, {"ADM1_EN", "South"}, {"ADM1_PCODE", "SO2"}});
    CHECK(ocha.guesses ==
          Guesses{{"code", "ADM2_PCODE"}, {"name", "ADM2_EN"}, {"parents.adm1", "ADM1_PCODE"}, {"parent_names.adm1", "ADM1_EN"}});
    CHECK(guessed({{"height", "12.5"}, {"kind", "wood"}}).guess_role == "unknown");
}

TEST_CASE("roads and railways can be measured, other lines and waters are a background; their file's name tells of which kind") {
    const TempFolder folder;
    const std::string line = R"({"type":"LineString","coordinates":[[2,48],[3,49]]})";
    const Inspection roads = inspect_file(folder.file("main_roads.geojson", test::geojson({{R"({"name":"A1"})", line}})));
    CHECK(roads.guess_role == "lines");
    CHECK(roads.guesses == std::vector<std::pair<std::string, std::string>>{{"kind", "road"}, {"name", "name"}});
    const Inspection numbered =
        inspect_file(folder.file("routes.geojson", test::geojson({{R"({"numero":"D1","classe":"départementale"})", line}})));
    CHECK(numbered.guesses == Guesses{{"kind", "road"}, {"name", "numero"}, {"class", "classe"}});
    CHECK(inspect_file(folder.file("rivers.geojson", test::geojson({{R"({"name":"A"})", line}}))).guess_role == "context");
    CHECK(inspect_file(folder.file("l.geojson", test::geojson({{R"({"a":1})", line}}))).guesses.empty());
    const std::string lake = R"({"type":"Polygon","coordinates":[[[2,48],[3,48],[3,49],[2,48]]]})";
    CHECK(inspect_file(folder.file("plan_d_eau.geojson", test::geojson({{R"({"a":1})", lake}}))).guess_role == "context");
    CHECK(inspect_file(folder.file("parks.geojson", test::geojson({{R"({"a":1})", lake}}))).guess_role == "unknown");
}

TEST_CASE("tests of networks are told by place, operator and speed or outcome, and publishers' files by their columns") {
    const TempFolder folder;
    const Inspection plain = inspect_file(folder.file("t.csv",
                                                      "id,longitude,latitude,terminal,date,operateur,techno,situation,debit_en_"
                                                      "mbits,rsrp\n1,1.9,43.6,a,2024-05-01,A,4G,OUTDOOR,12.5,-90\n"));
    CHECK(plain.guess_role == "measurement");
    CHECK(plain.guesses == Guesses{{"x", "longitude"},
                                   {"y", "latitude"},
                                   {"crs", "EPSG:4326"},
                                   {"id", "id"},
                                   {"device", "terminal"},
                                   {"date", "date"},
                                   {"operator", "operateur"},
                                   {"technology", "techno"},
                                   {"situation", "situation"},
                                   {"down", "debit_en_mbits"},
                                   {"signal", "rsrp"}});
    const auto role_of = [&](const std::string& name, const std::string& text) {
        return inspect_file(folder.file(name, text)).guess_role;
    };
    CHECK(role_of("s.csv", "lat,lon,operator,rsrp,technology\n43.6,1.9,A,-90,4G\n") == "sites");  // nothing was tried
    CHECK(role_of("q.csv", "quadkey,avg_d_kbps,avg_u_kbps,avg_lat_ms,tests,devices\n1202,9000,800,30,5,3\n") == "measurement");
    const Inspection arcep = inspect_file(
        folder.file("qos.csv", "longitude_start,longitude,latitude,mcc_mnc,protocole,bitrate_dl\n1.9,1.9,43.6,20801,WEB,3\n"));
    CHECK(arcep.guess_role == "measurement");
    CHECK(
        arcep.guesses ==
        Guesses{{"x", "longitude"}, {"y", "latitude"}, {"crs", "EPSG:4326"}, {"format", "arcep-qos"}, {"protocol", "protocole"}});
}

TEST_CASE("a list of digital mediation is of places that help") {
    const TempFolder folder;
    const Inspection help = inspect_file(folder.file("m.csv", "id,nom,latitude,longitude,services\n1,A,43.6,1.9,Imprimer\n"));
    CHECK(help.guess_role == "access");
    CHECK(help.preset == "mediation");
}

TEST_CASE("GeoJSON that mixes Polygon and MultiPolygon is polygons") {
    const TempFolder folder;
    const Inspection got = inspect_file(folder.file(
        "m.geojson",
        R"({"type":"FeatureCollection","features":[)"
        R"({"type":"Feature","properties":{"code":"01","nom":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}},)"
        R"({"type":"Feature","properties":{"code":"02","nom":"B"},"geometry":{"type":"MultiPolygon","coordinates":[[[[2,0],[2,1],[3,1],[2,0]]]]}}]})"));
    CHECK(got.layers[0].geometry.find("olygon") != std::string::npos);
    CHECK(got.guess_role == "territories");
}

TEST_CASE("a shapefile without .cpg whose texts are UTF-8 says how it is read") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.driver = "ESRI Shapefile";
    layer.columns = {{"nom"}};
    layer.features = {{{"_pinal"}, "POLYGON ((0 0,1 0,1 1,0 0))"}};
    const std::string path = test::write_layer(folder.path("a.shp"), layer);
    std::filesystem::remove(folder.path("a.cpg"));
    CHECK(read::inspect_file(path).remarks.empty());
    std::string bytes;
    {
        std::ifstream file(folder.path("a.dbf"), std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    bytes.replace(bytes.find("_pinal"), 7, "\xC3\x89pinal");
    folder.file("a.dbf", bytes);
    const read::Inspection seen = read::inspect_file(path);
    REQUIRE(seen.remarks.size() == 1);
    CHECK(seen.remarks.front().find("UTF-8") != std::string::npos);
    CHECK(seen.layers.front().columns.front().examples.front() == "Épinal");
}

TEST_CASE("a table by code is a join, and codes with a leading zero are text") {
    const TempFolder folder;
    const Inspection got = inspect_file(folder.file("a.csv", "code,nom,region,population\n01001,Un,84,860\n"));
    CHECK(got.guess_role == "join");
    CHECK(got.layers[0].columns[0].type == "text");
    CHECK(got.guesses ==
          Guesses{{"code", "code"}, {"name", "nom"}, {"parents.region", "region"}, {"reference.population", "population"}});
    CHECK(inspect_file(folder.file("b.csv", "a,b\n1,2\n")).guess_role == "unknown");
}

TEST_CASE("a raster tells size, pixels, NoData and statistics, and leaves nothing beside itself") {
    const TempFolder folder;
    test::write_layer(folder.path("first.gpkg"), {});  // sets GDAL up
    const Inspection got = inspect_file(write_raster(folder.path("a.tif"), 0));
    CHECK(got.kind == InspectedKind::raster);
    REQUIRE(got.raster);
    CHECK(got.raster->width == 3);
    CHECK(got.raster->height == 2);
    CHECK(got.raster->pixel_width == 10);
    CHECK(got.raster->pixel_height == 10);
    CHECK(got.raster->extent.x_max == 130);
    CHECK(got.raster->extent.y_min == 480);
    CHECK(got.raster->crs.empty());
    REQUIRE(got.raster->bands.size() == 1);
    CHECK(got.raster->bands[0].type == "Float32");
    CHECK(got.raster->bands[0].nodata == -9999);
    CHECK(got.raster->bands[0].sampled == 5);
    CHECK(got.raster->bands[0].sampled_nodata == 1);
    CHECK(got.raster->bands[0].max == 4);
    CHECK(got.raster->bands[0].mean == 2);
    CHECK(got.guess_role == "demand-raster");
    CHECK_FALSE(std::filesystem::exists(folder.path("a.tif.aux.xml")));
    CHECK(inspect_file(write_raster(folder.path("relief.tif"), -3)).guess_role == "unknown");
}

TEST_CASE("a file that nothing understands is an error that names it") {
    const TempFolder folder;
    const std::string path = folder.file("a.bin", "nothing");
    try {
        inspect_file(path);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where() == path);
    }
}

TEST_CASE("the operators of a coverage file are all that its records name") {
    const TempFolder folder;
    TestLayer layer;
    layer.columns = {{"operator"}, {"tech"}};
    for (int i = 0; i < 5; ++i) layer.features.push_back({{"op" + std::to_string(i), "4G"}, "POLYGON ((0 0,0 1,1 1,0 0))"});
    const Inspection got = inspect_file(test::write_layer(folder.path("a.gpkg"), layer));
    CHECK(got.operators == std::vector<std::string>{"op0", "op1", "op2", "op3", "op4"});
    for (int i = 5; i < 40; ++i) layer.features.push_back({{"op" + std::to_string(i), "4G"}, "POLYGON ((0 0,0 1,1 1,0 0))"});
    CHECK(inspect_file(test::write_layer(folder.path("b.gpkg"), layer)).operators.empty());
}

TEST_CASE("a publisher's format is not named for somebody else's file in the same columns") {
    const TempFolder folder;
    TestLayer layer;
    layer.columns = {{"operateur"}, {"techno"}};
    layer.features = {{{"ALZ", "4G"}, "POLYGON ((0 0,0 1,1 1,0 0))"}};
    CHECK(inspect_file(test::write_layer(folder.path("a.gpkg"), layer)).preset.empty());
    layer.features[0].values[0] = "20801";
    CHECK(inspect_file(test::write_layer(folder.path("b.gpkg"), layer)).preset == "arcep-mobile");
    const std::string squares = "GRD_ID,T,Y_GE65\nCRS3035RES1000mN2776000E3326000,12,3\n";
    CHECK(inspect_file(folder.file("squares.csv", squares)).preset.empty());
    CHECK(inspect_file(folder.file("ESTAT_squares.csv", squares)).preset == "census-2021");
    CHECK(inspect_file(folder.file("sites.csv", "Operateur;x;y;2G;3G;4G\n99901;600000;6500000;1;0;1\n")).preset.empty());
}

TEST_CASE("an empty column of operators is none, and the extent is known in degrees") {
    const TempFolder folder;
    const Inspection sites = inspect_file(folder.file("s.csv", "lon,lat,operator_name,radio_type\n1.2,38.9,,4G\n1.3,38.8,,3G\n"));
    CHECK(sites.guess_role == "sites");
    CHECK(std::none_of(sites.guesses.begin(), sites.guesses.end(), [](const auto& guess) { return guess.first == "operator"; }));
    TestLayer layer;
    layer.columns = {{"code"}};
    layer.features = {{{"1"}, "POLYGON ((4000000 3000000,4000000 3001000,4001000 3001000,4000000 3000000))"}};
    const Inspection map = inspect_file(test::write_layer(folder.path("m.gpkg"), layer));  // EPSG:3035
    REQUIRE(map.layers[0].lonlat);
    CHECK(map.layers[0].lonlat->x_min == Approx(5.53).margin(0.02));
    CHECK(map.layers[0].lonlat->y_min == Approx(50.02).margin(0.02));
}
