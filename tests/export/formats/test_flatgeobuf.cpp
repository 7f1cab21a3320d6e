#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "export/formats/flatgeobuf.hpp"
#include "export/style/style.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

/// Alpha has a hole, Béta no polygon, Gamma two parts.
struct World {
    model::Table table = tests::communes();
    core::MultiPolygon alpha = {{tests::square(700000, 6600000, 1000), tests::square(700250, 6600250, 500)}};
    core::MultiPolygon gamma = {{tests::square(702000, 6600000, 500)}, {tests::square(703000, 6600000, 500)}};
    [[nodiscard]] model::MapLayer layer(const std::string& crs = "EPSG:2154") const {
        return {&table, {&alpha, nullptr, &gamma}, crs};
    }
};

GDALDatasetUniquePtr opened(const std::string& path) {
    GDALAllRegister();
    return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
}

}  // namespace

TEST_CASE("a FlatGeobuf has codes as text, exact numbers, nulls, its CRS, an index, and every row with a polygon") {
    const Scratch scratch;
    exports::write_flatgeobuf(World().layer(), "", tests::credits(), scratch / "commune.fgb");
    const GDALDatasetUniquePtr file = opened(scratch / "commune.fgb");
    REQUIRE(file);
    OGRLayer* layer = file->GetLayer(0);
    CHECK(std::string(layer->GetName()) == "commune");
    CHECK(layer->GetFeatureCount() == 2);
    CHECK(layer->GetGeomType() == wkbMultiPolygon);
    CHECK(layer->TestCapability(OLCFastSpatialFilter) != 0);
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "2154");
    double area = 0;
    for (const OGRFeatureUniquePtr& feature : *layer) {
        area += feature->GetGeometryRef()->toMultiPolygon()->get_Area();
        if (std::string(feature->GetFieldAsString("code")) == "01001") {
            CHECK(feature->GetFieldAsDouble("population") == 100.5);
            CHECK(feature->GetFieldAsDouble("any_4g_population_pct") == 50.25);
        } else {
            CHECK(std::string(feature->GetFieldAsString("code")) == "75056");
        }
    }
    CHECK(area == Approx(750000 + 500000));
}

TEST_CASE("a FlatGeobuf is brought into the output CRS; places are points") {
    const Scratch scratch;
    const model::Table places = tests::places();
    exports::write_flatgeobuf({&places, {}, "EPSG:4326", {core::Point{3, 46.5}, std::nullopt, core::Point{4, 47}}}, "EPSG:2154",
                              tests::credits(), scratch / "schools.fgb");
    const GDALDatasetUniquePtr file = opened(scratch / "schools.fgb");
    REQUIRE(file);
    CHECK(file->GetLayer(0)->GetFeatureCount() == 2);
    CHECK(file->GetLayer(0)->GetGeomType() == wkbPoint);
    OGREnvelope box;
    REQUIRE(file->GetLayer(0)->GetExtent(&box) == OGRERR_NONE);
    CHECK(box.MinX == Approx(700000).margin(0.01));
    CHECK(box.MinY == Approx(6600000).margin(0.01));
}

TEST_CASE("style and metadata stand beside a FlatGeobuf, nothing else, and a second writing gives the same bytes") {
    const Scratch scratch;
    const World world;
    exports::write_flatgeobuf(world.layer(), "EPSG:3035", tests::credits(), scratch / "commune.fgb");
    const std::string first = tests::bytes_of(scratch / "commune.fgb");
    exports::write_flatgeobuf(world.layer(), "EPSG:3035", tests::credits(), scratch / "commune.fgb");
    CHECK((first == tests::bytes_of(scratch / "commune.fgb")));
    CHECK(tests::bytes_of(scratch / "commune.qml") == exports::layer_qml(world.table, tests::credits()));
    CHECK(tests::bytes_of(scratch / "commune.qmd").find("<license>CC-BY</license>") != std::string::npos);
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), std::filesystem::directory_iterator()) == 3);
}

TEST_CASE("a FlatGeobuf without any feature can still be opened") {
    const Scratch scratch;
    const model::Table zones = tests::zones();
    exports::write_flatgeobuf({&zones, {nullptr, nullptr, nullptr}, "EPSG:2154"}, "", tests::credits(), scratch / "z.fgb");
    const GDALDatasetUniquePtr file = opened(scratch / "z.fgb");
    REQUIRE(file);
    CHECK(file->GetLayer(0)->GetFeatureCount() == 0);
    CHECK(file->GetLayer(0)->GetLayerDefn()->GetFieldCount() == 8);
}

TEST_CASE("a FlatGeobuf in a folder that does not exist, or an unknown CRS, is an output error") {
    const Scratch scratch;
    const auto missing =
        tests::error_of([&] { exports::write_flatgeobuf(World().layer(), "", tests::credits(), scratch / "absent/c.fgb"); });
    REQUIRE(missing);
    CHECK(missing->kind() == core::ErrorKind::output);
    CHECK(missing->message().find("it cannot be created") == 0);
    const auto unknown =
        tests::error_of([&] { exports::write_flatgeobuf(World().layer(), "EPSG:0", tests::credits(), scratch / "c.fgb"); });
    REQUIRE(unknown);
    CHECK(unknown->kind() == core::ErrorKind::output);
    CHECK(unknown->message() == "the CRS «EPSG:0» is not understood; use a code such as EPSG:2154");
}
