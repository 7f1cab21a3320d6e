#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/territories.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::source_of;
using test::TempFolder;
using test::TestLayer;
using test::write_layer;

// 1 km cells of EPSG:3035, so that sources in the same CRS are not transformed.
const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

// Squares of 2 x 1 km side by side: 8 and 3 are out of order on purpose.
TestLayer communes() {
    TestLayer layer;
    layer.name = "communes";
    layer.geometry = "Unknown";
    layer.columns = {{"insee"}, {"nom"}, {"dep"}, {"pop", "integer"}};
    layer.features = {
        {{"08001", "Huit", "08", "250"}, "POLYGON ((2000 0,2000 1000,4000 1000,4000 0,2000 0))"},
        {{"03001", "Trois", "03", "100"}, "POLYGON ((0 0,0 1000,2000 1000,2000 0,0 0))"},
    };
    return layer;
}

model::TerritorySpec spec_of(const std::string& path) {
    model::TerritorySpec spec;
    spec.source = source_of(path);
    spec.code_column = "insee";
    spec.name_column = "nom";
    spec.parents = {{"departement", "dep", ""}};
    spec.reference = {{"population", "pop"}};
    return spec;
}

model::JoinSpec join_of(const std::string& path, std::vector<std::pair<std::string, std::string>> columns) {
    return {source_of(path), "code", std::move(columns)};
}

std::string error_of(const model::TerritorySpec& spec) {
    try {
        read_territories(spec, kLattice, {});
    } catch (const core::Error& error) {
        return error.what();
    }
    return "no error";
}

std::set<std::uint32_t> owners(const core::ChainStore& store) {
    std::set<std::uint32_t> found;
    std::vector<core::Point> buffer;
    for (const core::Row band : store.bands())
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point>) { found.insert(owner); });
    return found;
}

}  // namespace

TEST_CASE("territories are sorted by code, and the owners of the store lead to them") {
    const TempFolder folder;
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), communes())), kLattice, {});
    REQUIRE(read.set.territories.size() == 2);
    CHECK(read.set.unit == "commune");
    CHECK(read.set.parent_kinds == std::vector<std::string>{"departement"});
    const model::Territory& first = read.set.territories[0];
    CHECK(first.code == "03001");
    CHECK(first.name == "Trois");
    CHECK(first.parents == std::vector<std::string>{"03"});
    CHECK(first.parent_names == std::vector<std::string>{""});
    CHECK(first.reference[0] == 100'000'000);
    CHECK(first.ring_area == 2.0);
    CHECK(read.owner == std::vector<std::uint32_t>{1, 0});
    CHECK(owners(read.store) == std::set<std::uint32_t>{0, 1});
    CHECK(read.store.bounds().u_max == 4.0);
    CHECK(read.store.bounds().v_min == -1.0);
    CHECK(read.defects.empty());
}

TEST_CASE("the manifest's input tells records, vertices and CRS as the job names the file") {
    const TempFolder folder;
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), communes()));
    spec.source.info.publisher = "IGN";
    const TerritoryRead read = read_territories(spec, kLattice, {});
    REQUIRE(read.inputs.size() == 1);
    CHECK(read.inputs[0].role == "territory");
    CHECK(read.inputs[0].path == "a.gpkg");
    CHECK(read.inputs[0].records == 2);
    CHECK(read.inputs[0].vertices == 10);
    CHECK(read.inputs[0].crs == "EPSG:3035");
    CHECK(read.inputs[0].transform.empty());
    CHECK(read.inputs[0].info.publisher == "IGN");
}

TEST_CASE("a feature without code is left out and counted") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features.push_back({{"", "Nulle part", "", ""}, "POLYGON ((9000 0,9000 1000,9500 0,9000 0))"});
    layer.features.push_back({{"  ", "Nulle part", "", ""}, "POLYGON ((9000 0,9000 1000,9500 0,9000 0))"});
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    CHECK(read.defects.count("code-missing") == 2);
    CHECK(read.set.territories.size() == 2);
    CHECK(read.store.bounds().u_max == 4.0);
}

TEST_CASE("features of one code merge, whatever their order; of texts that differ the smallest counts") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features.push_back({{" 03001", "Trois-bis", "", "90"}, "POLYGON ((0 2000,0 3000,1000 3000,1000 2000,0 2000))"});
    const TerritoryRead forward = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    std::reverse(layer.features.begin(), layer.features.end());
    const TerritoryRead backward = read_territories(spec_of(write_layer(folder.path("b.gpkg"), layer)), kLattice, {});
    CHECK(forward.set.territories == backward.set.territories);
    CHECK(forward.set.territories[0].ring_area == 3.0);
    CHECK(forward.set.territories[0].name == "Trois");
    CHECK(forward.set.territories[0].parents[0] == "03");
    CHECK(forward.defects.count("code-duplicate") == 1);
    CHECK(forward.defects.entries().begin()->second.examples[0].detail == "03001");
}

TEST_CASE("a territory without geometry stays in the list with no area") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features.push_back({{"99999", "Sans terre", "", ""}, ""});
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    REQUIRE(read.set.territories.size() == 3);
    CHECK(read.set.territories[2].ring_area == 0);
    CHECK(read.set.territories[2].parents[0].empty());
    CHECK_FALSE(read.set.territories[2].reference[0].has_value());
    CHECK(read.defects.count("geometry-empty") == 1);
}

TEST_CASE("holes take area away; crossing and degenerate rings are counted") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features = {
        {{"1", "", "", ""},
         "POLYGON ((0 0,0 10000,10000 10000,10000 0,0 0),(2000 2000,3000 2000,3000 3000,2000 3000,2000 2000))"},
        {{"2", "", "", ""}, "POLYGON ((20000 0,21000 1000,21000 0,20000 1000,20000 0))"},
        {{"3", "", "", ""}, "POLYGON ((30000 0,31000 0,30000 0,30000 0),(30100 0,30200 0,30200 100,30100 0))"},
    };
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    CHECK(read.set.territories[0].ring_area == 99.0);
    CHECK(read.defects.count("ring-self-crossing") == 1);
    CHECK(read.set.territories[1].ring_area == Approx(0.5));
    CHECK(read.defects.count("ring-degenerate") == 1);
    CHECK(read.set.territories[2].ring_area == 0);  // the hole went with its shell
}

TEST_CASE("a joined table whose codes lost their zeros is told: an error where nothing joins, a warning where something does") {
    const TempFolder folder;
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), communes()));
    const auto joined = [&](const std::string& content) {
        spec.joins = {join_of(folder.file("t.csv", content), {{"habitants", "hab"}})};
        spec.reference = {{"population", "habitants"}};
        return spec;
    };
    CHECK_THAT(
        error_of(joined("code,hab\n8001,250\n3001,100\n")),
        Contains("t.csv: joins no territory: 2 of its codes are written differently in a.gpkg, such as «3001» for «03001»"));
    const TerritoryRead read = read_territories(joined("code,hab\n08001,250\n3001,100\n"), kLattice, {});
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], Contains("t.csv: 1 of its codes are written differently in a.gpkg"));
    CHECK(read_territories(joined("code,hab\n08001,250\n03001,100\n99,1\n"), kLattice, {}).warnings.empty());
}

TEST_CASE("joined figures that the file keeps as numbers leave nothing open") {
    const TempFolder folder;
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), communes()));
    spec.reference = {{"population", "habitants"}};
    test::TestLayer table;
    table.name = "t";
    table.columns = {{"code"}, {"hab", "real"}};
    table.features = {{{"08001", "12.345"}, ""}, {{"03001", "7.125"}, ""}};
    spec.joins = {join_of(write_layer(folder.path("t.gpkg"), table), {{"habitants", "hab"}})};
    const TerritoryRead read = read_territories(spec, kLattice, {});
    CHECK(read.set.territories[0].reference[0] == 7'125'000);
    CHECK(read.set.territories[1].reference[0] == 12'345'000);
}

TEST_CASE("joined figures with separators of thousands are read as their column tells") {
    const TempFolder folder;
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), communes()));
    spec.reference = {{"population", "habitants"}};
    spec.joins = {join_of(folder.file("t.csv", "code,hab\n08001,\"1,250\"\n03001,\"1,000,100\"\n"), {{"habitants", "hab"}})};
    const TerritoryRead read = read_territories(spec, kLattice, {});
    CHECK(read.set.territories[0].reference[0] == 1'000'100'000'000);
    CHECK(read.set.territories[1].reference[0] == 1'250'000'000);
    spec.joins = {join_of(folder.file("u.csv", "code,hab\n08001,\"1,250\"\n03001,\"2,345\"\n"), {{"habitants", "hab"}})};
    CHECK_THAT(error_of(spec), Contains("in column «habitants» may be"));
}

TEST_CASE("joins bring parents, names and references; unmatched, missing and double rows are counted") {
    const TempFolder folder;
    const std::string table = folder.file(
        "p.csv", "code,region,nom_region,hab\n03001,84,Auvergne,\"1234,5\"\n03001,93,Sud,2\n77777,11,Île,3\n,1,x,1\n");
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), communes()));
    spec.joins = {join_of(table, {{"region", "region"}, {"region_nom", "nom_region"}, {"habitants", "hab"}})};
    spec.parents.push_back({"region", "region", "region_nom"});
    spec.reference = {{"population", "habitants"}};
    const TerritoryRead read = read_territories(spec, kLattice, {});
    CHECK(read.set.territories[0].parents == std::vector<std::string>{"03", "84"});
    CHECK(read.set.territories[0].parent_names == std::vector<std::string>{"", "Auvergne"});
    CHECK(read.set.territories[0].reference[0] == 1'234'500'000);
    CHECK(read.set.territories[1].parents == std::vector<std::string>{"08", ""});
    CHECK_FALSE(read.set.territories[1].reference[0].has_value());
    CHECK(read.defects.count("join-duplicate") == 1);
    CHECK(read.defects.count("join-unmatched") == 2);
    CHECK(read.defects.count("join-missing") == 1);
    REQUIRE(read.inputs.size() == 2);
    CHECK(read.inputs[1].role == "join");
    CHECK(read.inputs[1].path == "p.csv");
    CHECK(read.inputs[1].records == 4);
}

TEST_CASE("references that are no numbers are counted and left blank") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.columns[3].type = "text";
    layer.features[0].values[3] = "n.c.";
    layer.features[1].values[3] = "-5";
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    CHECK(read.defects.count("reference-not-a-number") == 2);
    CHECK_FALSE(read.set.territories[0].reference[0].has_value());
    CHECK(read.defects.entries().begin()->second.examples[0].file == "a.gpkg");
}

TEST_CASE("confidential sources show no value in their defects") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features.push_back(layer.features[0]);
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), layer));
    spec.source.info.confidential = true;
    const TerritoryRead read = read_territories(spec, kLattice, {});
    CHECK(read.defects.entries().begin()->second.examples[0].detail.empty());
}

TEST_CASE("a vertex that cannot be transformed takes its ring out") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.crs = "EPSG:4326";
    layer.features = {{{"1", "", "", ""}, "POLYGON ((3 45,3 46,4 46,3 45))"},
                      {{"2", "", "", ""}, "POLYGON ((3 45,3 4600,4 46,3 45),(3.1 45.5,3.2 45.5,3.2 45.6,3.1 45.5))"}};
    const TerritoryRead read = read_territories(spec_of(write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    CHECK(read.defects.count("transform-failed") == 1);
    CHECK(read.set.territories[1].ring_area == 0);
    CHECK(read.set.territories[0].ring_area > 4000);
    CHECK_FALSE(read.inputs[0].transform.empty());
    CHECK(read.inputs[0].transform_error_m < 1e-5);
}

TEST_CASE("a file without a single code, or a job without a code column, is an error") {
    const TempFolder folder;
    TestLayer layer = communes();
    for (auto& feature : layer.features) feature.values[0].clear();
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), layer));
    CHECK(error_of(spec) == "a.gpkg: holds no territory: no feature has a text in the column «insee»");
    spec.code_column.clear();
    CHECK_THAT(error_of(spec), Contains("code"));
    spec.code_column = "insee";
    spec.source.crs = "EPSG:999999";
    CHECK_THAT(error_of(spec), Contains("a.gpkg:communes"));
}

TEST_CASE("polygons for exports stay as published, closed, by territory") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.features.push_back(
        {{"03001", "", "", ""}, "MULTIPOLYGON (((0 0,1 1,1 0,0 1,0 0),(5 5,6 6,7 5,5 5)),((9 9,9 8,8 8,9 9)))"});
    layer.features.push_back({{"", "", "", ""}, "POLYGON ((0 0,0 1,1 1,0 0))"});
    const model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), layer));
    const TerritoryRead read = read_territories(spec, kLattice, {});
    std::string crs;
    const std::vector<core::MultiPolygon> polygons = read_territory_polygons(spec, read.set, crs);
    CHECK(crs == "EPSG:3035");
    REQUIRE(polygons.size() == 2);
    REQUIRE(polygons[0].size() == 3);
    CHECK(polygons[0][1].size() == 2);
    CHECK(polygons[0][1][0].size() == 5);
    CHECK(polygons[0][1][0].front() == polygons[0][1][0].back());
    CHECK(polygons[1].size() == 1);
}

TEST_CASE("files in several CRS are exported in that of the first") {
    const TempFolder folder;
    TestLayer layer = communes();
    layer.crs = "EPSG:4326";
    layer.features.resize(1);
    layer.features[0].wkt = "POLYGON ((3 45,3 46,4 46,3 45))";
    model::TerritorySpec spec = spec_of(write_layer(folder.path("a.gpkg"), layer));
    layer.crs = "EPSG:3857";
    layer.features[0].values[0] = "2";
    layer.features[0].wkt =
        "POLYGON ((333958.4723798207 5621521.486192066,333958.4723798207 5780349.220256355,445277.9631730943 "
        "5780349.220256355,333958.4723798207 5621521.486192066))";
    spec.source.files.push_back(write_layer(folder.path("b.gpkg"), layer));
    spec.source.given = "*.gpkg";
    const TerritoryRead read = read_territories(spec, kLattice, {});
    std::string crs;
    const auto polygons = read_territory_polygons(spec, read.set, crs);
    CHECK(crs == "EPSG:4326");
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(polygons[0][0][0][i].x == Approx(polygons[1][0][0][i].x));
        CHECK(polygons[0][0][0][i].y == Approx(polygons[1][0][0][i].y));
    }
    CHECK(read.set.territories[0].ring_area ==
          Approx(read.set.territories[1].ring_area).epsilon(1e-2));  // the sides are straight in their own CRS
}

TEST_CASE("the box of territories holds all of their vertices, from extents alone") {
    const TempFolder folder;
    TestLayer layer = communes();
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    const core::CellBox box = territory_box(spec_of(path), kLattice);
    CHECK(box == core::CellBox{-3, 2, -2, 6});
    layer.crs = "EPSG:4326";
    layer.features = {{{"1", "", "", ""}, "POLYGON ((-5 42,-5 51,8 51,8 42,-5 42))"}};
    const model::TerritorySpec wide = spec_of(write_layer(folder.path("b.gpkg"), layer));
    const core::CellBox round = territory_box(wide, kLattice);
    const core::ChainStore::Bounds bounds = read_territories(wide, kLattice, {}).store.bounds();
    CHECK(round.col_begin <= bounds.u_min);
    CHECK(round.col_end >= bounds.u_max);
    CHECK(round.row_begin <= bounds.v_min);
    CHECK(round.row_end >= bounds.v_max);
    CHECK(round.col_end - round.col_begin < bounds.u_max - bounds.u_min + 8);
}
