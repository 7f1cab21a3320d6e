// run_job: what a run leaves behind, whole or not at all, and jobs at the edge of what is valid.
#include <gdal_priv.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr test::Box kAll{0, 0, 4, 2};

nlohmann::json manifest_of(const std::string& folder) { return nlohmann::json::parse(test::bytes_of(folder + "/manifest.json")); }

/// Names in the folder beside the inputs that were there before.
std::vector<std::string> partials_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().find(".partial") != std::string::npos)
            names.push_back(entry.path().filename().string());
    return names;
}

/// A raster of degrees with all its cells of one count.
void write_degrees(const std::string& path, double west, double north, double cell, int columns, int rows, float count) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> file(
        GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path.c_str(), columns, rows, 1, GDT_Float32, nullptr));
    std::array<double, 6> transform{west, cell, 0, north, 0, -cell};
    file->SetGeoTransform(transform.data());
    OGRSpatialReference crs;
    crs.importFromEPSG(4326);
    file->SetSpatialRef(&crs);
    std::vector<float> counts(static_cast<std::size_t>(columns * rows), count);
    REQUIRE(file->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, columns, rows, counts.data(), columns, rows, GDT_Float32, 0, 0) ==
            CE_None);
}

/// Area in km2 of 1 degree of longitude between the equator and a parallel of WGS 84: Snyder, Map Projections, 3-12 and 14-11.
double degree_sector_km2(double latitude_deg) {
    constexpr double kA_km = 6378.137, kE2 = 0.00669437999014, kPi = 3.14159265358979323846;
    const double e = std::sqrt(kE2), s = std::sin(latitude_deg * kPi / 180);
    const double q = (1 - kE2) * (s / (1 - kE2 * s * s) - std::log((1 - e * s) / (1 + e * s)) / (2 * e));
    return kA_km * kA_km * q / 2 * kPi / 180;
}

}  // namespace

TEST_CASE("a claim of half a commune covers the people of its squares and its area") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}});
    test::run_into(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g()), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "population") == "140");
    CHECK(communes.of("A1", "any_4g_population") == "100");  // 10 + 50 + half of 20 + 60
    CHECK(communes.of("A1", "any_4g_population_not") == "40");
    CHECK(communes.of("A1", "any_4g_population_pct") == "71.43");
    CHECK(communes.of("A1", "any_4g_population_lo") == "42.86");
    CHECK(communes.of("A1", "any_4g_population_hi") == "100.00");
    CHECK(communes.of("A1", "any_4g_area_km2") == "3");
    CHECK(communes.of("B1", "any_4g_population") == "0");
    CHECK(communes.of("B1", "any_4g_population_pct") == "0.00");
    CHECK(test::read_csv(world.folder.path("out/all.csv")).at(0, "population") == "360");
}

TEST_CASE("operators that may count are named by code or by alias") {
    const SmallWorld world;
    world.claims("a.geojson", {{"OF", "4G", "data", "", {0, 0, 1, 2}}, {"20820", "4G", "data", "", kAll}});
    const std::string market = "[[market]]\noperators = [\"20801\", \"20820\"]\naliases = { \"20801\" = [\"OF\", \"Orange\"] }\n";
    for (const char* name : {"20801", "OF", "Orange"}) {
        const std::string of = std::string("service = \"data\"\nof = [\"") + name + "\"]";
        test::run_into(world.job(SmallWorld::supply("a.geojson") + market + SmallWorld::any_4g(of)), world.folder.path("out"),
                       test::overwriting());
        INFO(name);
        CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("A1", "any_4g_population") == "60");
    }
}

TEST_CASE("an operator is unknown outside its extent, by codes or by polygons") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}});
    world.boxes("known.geojson", {{0, 0, 3, 2}});
    const auto b1 = [&](const std::string& extent, const char* column) {
        test::run_into(world.job(SmallWorld::supply("a.geojson", extent) + SmallWorld::any_4g()), world.folder.path("out"),
                       test::overwriting());
        return test::read_csv(world.folder.path("out/commune.csv")).of("B1", column);
    };
    CHECK(b1("", "any_4g_population_not") == "220");
    CHECK(b1("extent = { departement = [\"A\"] }", "any_4g_population_unk") == "220");
    CHECK(b1("extent = \"known.geojson\"", "any_4g_population_not") == "100");
    CHECK(b1("extent = \"known.geojson\"", "any_4g_population_unk") == "120");
    CHECK(b1("extent = \"known.geojson\"", "any_4g_population_pct") == "0.00");
    CHECK(b1("extent = \"known.geojson\"", "any_4g_population_hi") == "54.55");
}

TEST_CASE("a job without supply or indicators publishes territories, people, area") {
    const SmallWorld world;
    const auto summary = test::run_into(world.job(), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.columns == std::vector<std::string>{"code", "name", "departement", "population", "area_km2"});
    CHECK(communes.of("B1", "population") == "220");
    CHECK(communes.of("B1", "area_km2") == "4");
    CHECK(summary.folder == world.folder.path("out"));
    CHECK(std::find(summary.files.begin(), summary.files.end(), "tally.covt") != summary.files.end());
    for (const std::string& file : summary.files) CHECK(std::filesystem::exists(world.folder.path("out/" + file)));
    CHECK(manifest_of(world.folder.path("out"))["files"] == nlohmann::json(summary.files));
}

TEST_CASE("a territory far from any demand has empty attributes and its area") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}, {"B1", {2, 0, 4, 2}}, {"Z1", {500, 500, 503, 501}}});
    world.claims("a.geojson", {{"X", "4G", "data", "", kAll}});
    test::run_into(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g()), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    for (const char* column :
         {"population", "any_4g_population", "any_4g_population_not", "any_4g_population_unk", "any_4g_population_pct"})
        CHECK(communes.of("Z1", column).empty());
    CHECK(communes.of("Z1", "area_km2") == "3");
    CHECK(communes.of("Z1", "any_4g_area_km2_not") == "3");
    CHECK(communes.of("A1", "any_4g_population_pct") == "100.00");
    CHECK(manifest_of(world.folder.path("out"))["territories"]["without_demand"] == 1);
}

TEST_CASE("people abroad are outside, and the balance says so") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}});
    test::run_into(world.job(), world.folder.path("out"));
    const auto balance = manifest_of(world.folder.path("out"))["balance"][0];
    CHECK(balance["total"] == "360");
    CHECK(balance["inside"] == "140");
    CHECK(balance["outside"] == "220");
}

TEST_CASE("a raster in degrees gives people by share of the cell and geodesic areas") {
    const test::TempFolder folder;
    write_degrees(folder.path("people.tif"), 2, 46, 0.5, 4, 2, 8);
    folder.file(
        "communes.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01"},"geometry":{"type":"Polygon","coordinates":[[[2,45],[3.25,45],[3.25,46],[2,46],[2,45]]]}},
{"type":"Feature","properties":{"code":"02"},"geometry":{"type":"Polygon","coordinates":[[[3.25,45],[4,45],[4,45.75],[3.25,45.75],[3.25,45]]]}}]})");
    model::Job job;
    job.demand.source.given = "people.tif";
    job.demand.source.files = {folder.path("people.tif")};
    job.demand.format = "raster";
    model::AttributeSpec people;
    people.name = "population";
    people.column = "1";
    job.demand.attributes = {people};
    job.territory.source.given = "communes.geojson";
    job.territory.source.files = {folder.path("communes.geojson")};
    job.territory.code_column = "code";
    test::run_into(job, folder.path("out"));
    const auto communes = test::read_csv(folder.path("out/commune.csv"));
    CHECK(communes.of("01", "population") == "40");  // 2.5 of 4 columns, 2 rows, 8 people a cell
    CHECK(communes.of("02", "population") == "18");  // 1.5 columns; 1.5 rows
    const double whole = 1.25 * (degree_sector_km2(46) - degree_sector_km2(45));
    CHECK(std::stod(communes.of("01", "area_km2")) == Approx(whole).epsilon(1e-7));
}

TEST_CASE("a relative output folder is beside the job file") {
    const SmallWorld world;
    test::Quiet quiet;
    const auto summary = run::run_job(world.job(), {}, quiet);
    CHECK(summary.folder == world.folder.path("out"));
    CHECK(std::filesystem::exists(world.folder.path("out/commune.csv")));
}

TEST_CASE("an existing run is replaced only when asked") {
    const SmallWorld world;
    const std::string out = world.folder.path("out");
    test::run_into(world.job(), out);
    const auto before = test::contents_of(out);
    const auto error = test::error_of([&] { test::run_into(world.job(), out); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == out);
    CHECK(test::contents_of(out) == before);

    world.folder.file("squares.csv", "x,y,people\n3000000,2500000,1\n");
    test::run_into(world.job(), out, test::overwriting());
    CHECK(test::read_csv(out + "/all.csv").at(0, "population") == "1");
    CHECK(partials_in(world.folder.path()).empty());
}

TEST_CASE("a folder that holds anything else is refused by name, before anything is read") {
    const SmallWorld world;
    const std::string out = world.folder.path("out");
    std::filesystem::create_directory(out);
    world.folder.file("out/thesis.doc", "years of work");
    world.folder.file("squares.csv", "not a table");
    const auto error = test::error_of([&] { test::run_into(world.job(), out, test::overwriting()); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message().find("thesis.doc") != std::string::npos);
    CHECK(test::bytes_of(out + "/thesis.doc") == "years of work");
}

TEST_CASE("a run that fails leaves the previous one intact and no partial folder") {
    const SmallWorld world;
    const std::string out = world.folder.path("out");
    test::run_into(world.job(), out);
    const auto before = test::contents_of(out);
    SECTION("on an input that cannot be read") {
        world.folder.file("communes.geojson", "{ nothing");
        CHECK(test::error_of([&] { test::run_into(world.job(), out, test::overwriting()); })->kind() == core::ErrorKind::input);
    }
    SECTION("on a defect that --strict makes fatal") {
        world.folder.file("squares.csv", "x,y,people\n3000000,2500000,-1\n");
        CHECK(test::error_of([&] { test::run_into(world.job(), out, test::overwriting(true)); })->kind() ==
              core::ErrorKind::input);
    }
    SECTION("when its maps cannot be written") {
        const model::Job job = world.job("[output]\nformats = [\"gpkg\"]\ncrs = \"EPSG:999999\"\n");
        CHECK(test::error_of([&] { test::run_into(job, out, test::overwriting()); }));
    }
    CHECK(test::contents_of(out) == before);
    CHECK(partials_in(world.folder.path()).empty());
}

TEST_CASE("--strict names every code with its count and first place, --strict=code that one alone") {
    const test::TempFolder folder;
    const model::Job job = test::sample_job("job.toml", {"output.formats=[\"csv\"]"});
    const auto all = test::error_of([&] { test::run_into(job, folder.path("out"), test::strict()); });
    REQUIRE(all);
    CHECK(all->kind() == core::ErrorKind::input);
    for (const char* text :
         {"code-duplicate: 1 in communes.gpkg",
          "ring-self-crossing: 2 in supply/cirrus.gpkg, first at couverture:", "square-duplicate", "technology-unknown"})
        CHECK(all->message().find(text) != std::string::npos);
    const auto one = test::error_of([&] { test::run_into(job, folder.path("out"), test::strict({"square-id"})); });
    REQUIRE(one);
    CHECK(one->message().find("square-id: 1") != std::string::npos);
    CHECK(one->message().find("ring-self-crossing") == std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path("out")));
    CHECK_NOTHROW(test::run_into(job, folder.path("out"), test::strict({"ring-degenerate"})));
}

TEST_CASE("SOURCE_DATE_EPOCH dates the outputs, and the same one gives the same bytes") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", kAll}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson", "date = \"2024-12-31\"") + SmallWorld::any_4g() +
                                     "[output]\nformats = [\"csv\", \"geojson\", \"gpkg\"]\n");
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    test::run_into(job, world.folder.path("one"));
    test::run_into(job, world.folder.path("two"));
    ::unsetenv("SOURCE_DATE_EPOCH");
    test::run_into(job, world.folder.path("later"));
    CHECK(manifest_of(world.folder.path("one"))["date"] == "2023-11-14");
    CHECK(manifest_of(world.folder.path("later"))["date"] == "2024-12-31");
    auto one = test::contents_of(world.folder.path("one")), two = test::contents_of(world.folder.path("two"));
    one.erase("timings.json");
    two.erase("timings.json");
    CHECK(one == two);
}

TEST_CASE("the manifest holds each input's path as given, size and hash") {
    const auto manifest = manifest_of(test::sample_run("job.toml"));
    REQUIRE(manifest["inputs"].size() > 10);
    for (const auto& input : manifest["inputs"]) {
        INFO(input.dump());
        CHECK(input["sha256"].get<std::string>().size() == 64);
        const std::string path = test::project_path("data/sample/" + input["path"].get<std::string>());
        REQUIRE(std::filesystem::exists(path));
        CHECK(input["bytes"] == std::filesystem::file_size(path));
    }
}

TEST_CASE("what is published can be limited, neighbours keep their part") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}});
    test::run_into(world.job("[only]\ndepartement = [\"A\"]\n"), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    REQUIRE(communes.rows.size() == 1);
    CHECK(communes.of("A1", "population") == "100");
    CHECK(test::read_csv(world.folder.path("out/departement.csv")).rows.size() == 1);
    CHECK(test::read_csv(world.folder.path("out/all.csv")).at(0, "population") == "100");
}
