// Lists of points: as many rows as records, each what is said of the point alone.
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <random>

#include "geodesy/locator.hpp"
#include "run/points/bulk_answers.hpp"
#include "run/points/point_query.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

/// The value of a row, as published.
std::string said(const model::Column& column, std::size_t row) {
    if (column.nulls[row]) return "";
    return column.type == model::ColumnType::text ? column.texts[row] : model::decimal_text(column.numbers[row], column.scale);
}

std::string to_text(const model::Table& rows, bool is_first) {
    std::string out;
    for (const model::Column& column : rows.columns)
        if (is_first) out += (out.empty() ? "" : ",") + column.name;
    if (is_first) out += "\n";
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        std::string line;
        for (const model::Column& column : rows.columns)
            line += (&column == &rows.columns.front() ? "" : ",") + model::csv_text(said(column, row));
        out += line + "\n";
    }
    return out;
}

struct Answered {
    run::BulkCount count;
    test::CsvFile rows;
};

Answered answers(const std::string& list, int threads = 2, const std::string& run = test::sample_run("job.toml")) {
    test::Quiet quiet;
    std::string text;
    run::BulkAsked asked{run, {}, threads};
    asked.points.path = list;
    const run::BulkCount count = run::answer_points(
        asked, to_text, [&](std::string_view piece) { text += piece; }, quiet);
    return {count, test::parse_csv(text)};
}

/// Corners of the communes' borders and middles of their sides, in degrees.
std::vector<core::Point> border_points() {
    GDALAllRegister();
    const std::string path = test::project_path("data/sample/communes.gpkg");
    GDALDatasetH data = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    REQUIRE(data != nullptr);
    OGRLayerH layer = GDALDatasetGetLayerByName(data, "communes");
    OGRSpatialReferenceH degrees = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(degrees, 4326);
    OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
    std::vector<core::Point> points;
    for (OGRFeatureH feature = OGR_L_GetNextFeature(layer); feature != nullptr; feature = OGR_L_GetNextFeature(layer)) {
        OGRGeometryH shape = OGR_G_Clone(OGR_F_GetGeometryRef(feature));
        OGR_G_TransformTo(shape, degrees);
        OGRGeometryH ring = shape;
        while (OGR_G_GetGeometryCount(ring) > 0) ring = OGR_G_GetGeometryRef(ring, 0);
        for (int i = 0; i < 3; ++i) {
            const core::Point a{OGR_G_GetX(ring, 4 * i), OGR_G_GetY(ring, 4 * i)};
            const core::Point b{OGR_G_GetX(ring, 4 * i + 1), OGR_G_GetY(ring, 4 * i + 1)};
            points.push_back(a);
            points.push_back({(a.x + b.x) / 2, (a.y + b.y) / 2});
        }
        OGR_G_DestroyGeometry(shape);
        OGR_F_Destroy(feature);
    }
    OSRDestroySpatialReference(degrees);
    GDALClose(data);
    return points;
}

/// Corners and sides of squares of the sample, where it is one side or the other by a hair, and places anywhere around it.
std::vector<core::Point> hard_points() {
    const geodesy::Locator locator({"EPSG:3035", 0, 0, 1000, 1000});
    std::mt19937 random(18);
    std::vector<core::Point> points;
    for (int i = 0; i < 140; ++i) {
        const double col = 3225 + static_cast<double>(random() % 48), row = -2686 - static_cast<double>(random() % 36);
        const double within = static_cast<double>(random() % 1000) / 1000;
        for (const core::Point at :
             {core::Point{col, row}, core::Point{col + within, row}, core::Point{col + within, row + within}})
            points.push_back(locator.wgs84(at));
    }
    return points;
}

std::string decimals(double value) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.17g", value);
    return text.data();
}

}  // namespace

TEST_CASE("each point of a list is answered as alone, on borders and edges too") {
    const test::TempFolder folder;
    std::vector<core::Point> points = hard_points();
    const std::vector<core::Point> borders = border_points();
    points.insert(points.end(), borders.begin(), borders.end());
    std::string list = "id;longitude;latitude\n";
    for (std::size_t i = 0; i < points.size(); ++i)
        list += "p" + std::to_string(i) + ";" + decimals(points[i].x) + ";" + decimals(points[i].y) + "\n";
    const Answered found = answers(folder.file("points.csv", list));
    const run::PointQuery query(test::sample_run("job.toml"));
    REQUIRE(found.rows.rows.size() == points.size());
    CHECK(found.count.inside > 200);
    CHECK(found.count.outside > 20);
    for (std::size_t i = 0; i < points.size(); ++i) {
        INFO(i << ": " << decimals(points[i].x) << " " << decimals(points[i].y));
        const model::Table alone = query.at(points[i]);
        REQUIRE(found.rows.columns.size() == alone.columns.size() + 2);
        CHECK(found.rows.at(i, "id") == "p" + std::to_string(i));
        for (std::size_t c = 1; c < alone.columns.size(); ++c) {
            CHECK(found.rows.columns[c] == alone.columns[c].name);
            CHECK(found.rows.rows[i][c] == said(alone.columns[c], 0));
        }
        CHECK(found.rows.at(i, "state") == (run::is_outside(alone) ? "outside" : "inside"));
        CHECK(found.rows.at(i, "reason") == (run::is_outside(alone) ? "outside every territory" : ""));
    }
}

TEST_CASE("no record of a list is lost: what cannot be read is a row with its reason") {
    const test::TempFolder folder;
    const std::string list = folder.file("points.csv",
                                         "code;nom;lon;lat\n"
                                         "a;Mairie;-4,277790;46,585905\n"
                                         "b;;abc;46\n"
                                         "c;;;\n"
                                         "d;;-4,27;146\n"
                                         "e;\"Ship; at sea\";-6;46\n"
                                         "f;;46,585905;-4,277790\n");
    const Answered found = answers(list);
    REQUIRE(found.rows.rows.size() == 6);
    CHECK(found.count.points == 6);
    CHECK(found.count.inside == 1);
    CHECK(found.count.outside == 2);
    CHECK(found.count.swapped == 1);
    CHECK(found.count.faults ==
          std::map<std::string, std::uint64_t>{{"coordinate-not-a-number", 2}, {"coordinate-out-of-range", 1}});
    CHECK(found.count.first_of_fault.at("coordinate-out-of-range") == "d: -4.27 146");
    CHECK(found.rows.at(0, "commune") == "0A027");
    CHECK(found.rows.at(0, "name") == "Mairie");
    CHECK(found.rows.at(1, "state") == "not_read");
    CHECK(found.rows.at(1, "reason") == "coordinate-not-a-number: abc 46");
    CHECK(found.rows.at(1, "lon").empty());
    CHECK(found.rows.at(3, "reason") == "coordinate-out-of-range: -4.27 146");
    CHECK(found.rows.at(4, "name") == "Ship; at sea");
    CHECK(found.rows.at(4, "state") == "outside");
    CHECK_THAT(found.rows.at(5, "reason"), Contains("the other way round"));
}

TEST_CASE("a list in metres, and a layer of points, are the same places") {
    const test::TempFolder folder;
    const std::string metres = folder.file("metres.csv", "x,y,label\n3233333,2713145,a\n3249999.5,2706000,b\n");
    const std::string layer = folder.file(
        "layer.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}},)"
        R"("features":[{"type":"Feature","properties":{"id":"one"},"geometry":{"type":"Point","coordinates":[3233333,2713145]}},)"
        R"({"type":"Feature","properties":{"id":"two"},"geometry":{"type":"Point","coordinates":[3249999.5,2706000]}},)"
        R"({"type":"Feature","properties":{"id":"none"},"geometry":null}]})");
    test::Quiet quiet;
    run::BulkAsked asked{test::sample_run("job.toml"), {}, 1};
    asked.points.path = metres;
    asked.points.crs = "EPSG:3035";
    std::string text;
    run::answer_points(
        asked, to_text, [&](std::string_view piece) { text += piece; }, quiet);
    const test::CsvFile of_table = test::parse_csv(text);
    const Answered of_layer = answers(layer);
    REQUIRE(of_table.rows.size() == 2);
    REQUIRE(of_layer.rows.rows.size() == 3);
    CHECK(of_layer.rows.at(2, "reason") == "geometry-empty");
    CHECK(of_table.at(0, "id") == "2");  // its line
    for (std::size_t row : {0, 1})
        for (const std::string column : {"lon", "lat", "commune", "any_4g", "any_4g_km", "state"})
            CHECK(of_table.at(row, column) == of_layer.rows.at(row, column));
    CHECK_FALSE(of_table.at(0, "commune").empty());
}

TEST_CASE("the rows do not depend on the threads") {
    const test::TempFolder folder;
    std::string list = "id,lon,lat\n";
    std::mt19937 random(7);
    for (int i = 0; i < 9000; ++i)
        list += std::to_string(i) + "," + std::to_string(-4.6 + static_cast<double>(random() % 10000) / 10000 * 0.7) + "," +
                std::to_string(46.3 + static_cast<double>(random() % 10000) / 10000 * 0.5) + "\n";
    const std::string path = folder.file("points.csv", list);
    const Answered one = answers(path, 1), three = answers(path, 3);
    CHECK(one.rows.rows.size() == 9000);
    CHECK(one.rows.rows == three.rows.rows);
    CHECK(one.count.inside == three.count.inside);
    CHECK(one.count.inside > 1000);
}

TEST_CASE("a list of nothing gives its head; one of which nothing can be read is refused with the remedy") {
    const test::TempFolder folder;
    const Answered none = answers(folder.file("none.csv", "id,lon,lat\n"));
    CHECK(none.rows.rows.empty());
    CHECK(none.rows.has("state"));
    const auto metres = test::error_of([&] { answers(folder.file("metres.csv", "id,lon,lat\n1,3233333,2713145\n")); });
    REQUIRE(metres);
    CHECK(metres->kind() == core::ErrorKind::input);
    CHECK_THAT(metres->what(), Contains("metres.csv") && Contains("coordinate-out-of-range") && Contains("--crs EPSG:"));
    const auto columns = test::error_of([&] { answers(folder.file("columns.csv", "id,a,b\n1,2,3\n")); });
    REQUIRE(columns);
    CHECK_THAT(columns->what(), Contains("--x COLUMN --y COLUMN") && Contains("id, a, b"));
}
