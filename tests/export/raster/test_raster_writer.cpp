// Rasters read back with GDAL.
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <tuple>

#include "export/raster/raster_writer.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using namespace covmap::tests;

namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

Dataset opened(const std::string& path) {
    GDALAllRegister();
    Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    REQUIRE(dataset);
    return dataset;
}

template <class Pixel>
std::vector<Pixel> pixels_of(GDALRasterBand& band) {
    std::vector<Pixel> pixels(static_cast<std::size_t>(band.GetXSize()) * static_cast<std::size_t>(band.GetYSize()));
    REQUIRE(band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), pixels.data(), band.GetXSize(), band.GetYSize(),
                          sizeof(Pixel) == 1 ? GDT_Byte : GDT_Float32, 0, 0, nullptr) == CE_None);
    return pixels;
}

/// Two operators, squares of 1 km.
model::RasterTheme operators() {
    model::RasterTheme theme;
    theme.kind = model::RasterKind::operators;
    theme.name = "operators_any_4g";
    theme.title = {"4G : nombre d'opérateurs", "4G: number of operators"};
    theme.most_operators = 2;
    return theme;
}
model::RasterTheme share() {
    model::RasterTheme theme;
    theme.kind = model::RasterKind::share;
    theme.name = "share_any_4g";
    theme.title = {"4G : part de la surface", "4G: share of the area"};
    theme.unit = {"%", "%"};
    return theme;
}

core::Frame frame(const core::CellBox& cells) { return {{"EPSG:3035", 0, 0, 1000, 1000}, cells}; }

constexpr std::uint8_t kOut = model::kRasterOutside;

/// Rows of one raster.
void write(exports::RasterWriter& writer, const core::CellBox& cells, const model::RasterPixels& pixels) {
    writer.write({cells, cells, {pixels}}, 0);
}

/// Rows -2 to 0, columns 4000 to 4002: «. 2 1 / 0 ? .» and below «2 . .».
void write_small(const std::string& path) {
    exports::RasterWriter writer(operators(), frame({-2, 1, 4000, 4003}), credits(), path);
    write(writer, {-2, 0, 4000, 4003}, {{kOut, 2, 1, 0, model::kRasterUnknown, kOut}, {}});
    write(writer, {0, 1, 4000, 4003}, {{2, kOut, kOut}, {}});
    writer.finish();
}

/// A square of 1,100 cells a side, in bands from row 0 on: column 0 holds 80, the other even ones 60, odd ones nothing.
void write_large(const std::string& path) {
    const core::CellBox cells{0, 1100, 0, 1100};
    exports::RasterWriter writer(share(), frame(cells), credits("en"), path);
    for (core::Row row = 0; row < cells.row_end; row += core::kBandRows) {
        const core::CellBox band{row, std::min(cells.row_end, row + core::kBandRows), 0, 1100};
        model::RasterPixels pixels;
        for (core::Row r = band.row_begin; r < band.row_end; ++r)
            for (core::Col c = 0; c < 1100; ++c)
                pixels.floats.push_back(c == 0 ? 80.0F : c % 2 == 0 ? 60.0F : model::kRasterNoValue);
        write(writer, band, pixels);
    }
    writer.finish();
}

}  // namespace

TEST_CASE("a raster lies north up on the lattice, pixel for cell, in the CRS of the demand") {
    const Scratch scratch;
    write_small(scratch / "operators_any_4g.tif");
    const Dataset dataset = opened(scratch / "operators_any_4g.tif");
    double transform[6];
    REQUIRE(dataset->GetGeoTransform(transform) == CE_None);
    CHECK(std::vector<double>(transform, transform + 6) == std::vector<double>{4000000, 1000, 0, 2000, 0, -1000});
    REQUIRE(dataset->GetSpatialRef() != nullptr);
    CHECK(dataset->GetSpatialRef()->GetAuthorityCode(nullptr) == std::string("3035"));
    CHECK(dataset->GetRasterCount() == 1);
    CHECK(pixels_of<std::uint8_t>(*dataset->GetRasterBand(1)) ==
          std::vector<std::uint8_t>{kOut, 2, 1, 0, model::kRasterUnknown, kOut, 2, kOut, kOut});
}

TEST_CASE("operators are bytes with a colour table and NoData 255; the style holds the classes that occur") {
    const Scratch scratch;
    write_small(scratch / "operators_any_4g.tif");
    const Dataset dataset = opened(scratch / "operators_any_4g.tif");
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    CHECK(band.GetRasterDataType() == GDT_Byte);
    CHECK(band.GetNoDataValue() == 255);
    REQUIRE(band.GetColorTable() != nullptr);
    const GDALColorEntry* const none = band.GetColorTable()->GetColorEntry(0);
    CHECK((none->c1 == 0x52 && none->c2 == 0x13 && none->c3 == 0x08));
    const std::string style = bytes_of(scratch / "operators_any_4g.qml");
    CHECK(style.find("value=\"2\" color=\"#eef3f8\" alpha=\"255\" label=\"2 opérateurs\"") != std::string::npos);
    CHECK(style.find("value=\"254\" color=\"#78828a\" alpha=\"255\" label=\"inconnu\"") != std::string::npos);
    CHECK(bytes_of(scratch / "operators_any_4g.qmd").find("4G : nombre d&#39;op") == std::string::npos);
    CHECK(bytes_of(scratch / "operators_any_4g.qmd").find("nombre d'opérateurs") != std::string::npos);
}

TEST_CASE("a raster says what it shows, from when, whose word and under which licence") {
    const Scratch scratch;
    write_large(scratch / "share_any_4g.tif");
    const Dataset dataset = opened(scratch / "share_any_4g.tif");
    CHECK(dataset->GetMetadataItem("TITLE") == std::string("4G: share of the area"));
    CHECK(dataset->GetMetadataItem("DATE") == std::string("2018-01-01"));
    CHECK(dataset->GetMetadataItem("TIFFTAG_DATETIME") == std::string("2018:01:01 00:00:00"));
    CHECK(dataset->GetMetadataItem("TIFFTAG_COPYRIGHT") == std::string("CC-BY"));
    CHECK(dataset->GetMetadataItem("SOURCE") == std::string("Census, Eurostat, 2021, CC-BY"));
    CHECK(dataset->GetMetadataItem("NOTE") == std::string("Couverture déclarée par les opérateurs, non mesurée"));
    CHECK(dataset->GetRasterBand(1)->GetDescription() == std::string("4G: share of the area"));
    CHECK(dataset->GetRasterBand(1)->GetUnitType() == std::string("%"));
}

TEST_CASE("a raster is cloud optimised: tiles, and overviews that leave out what has no value") {
    const Scratch scratch;
    write_large(scratch / "share_any_4g.tif");
    const Dataset dataset = opened(scratch / "share_any_4g.tif");
    CHECK(dataset->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE") == std::string("COG"));
    CHECK(dataset->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == std::string("DEFLATE"));
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    CHECK(band.GetNoDataValue() == model::kRasterNoValue);
    REQUIRE(band.GetOverviewCount() == 2);  // 550, 275: the first that fits in a tile is the last
    const auto half = pixels_of<float>(*band.GetOverview(0));
    CHECK(band.GetOverview(0)->GetXSize() == 550);
    CHECK(half[0] == 80);
    CHECK(half[1] == 60);
    CHECK(pixels_of<float>(*band.GetOverview(1))[0] == 70);
}

TEST_CASE("overviews of operators hold the number that most cells have") {
    const Scratch scratch;
    const core::CellBox cells{0, 32, 0, 1024};
    {
        exports::RasterWriter writer(operators(), frame(cells), credits(), scratch / "a.tif");
        model::RasterPixels pixels;
        for (int row = 0; row < 32; ++row)
            for (int col = 0; col < 1024; ++col) pixels.bytes.push_back(row % 2 == 0 && col % 2 == 0 ? 2 : 1);
        write(writer, cells, pixels);
        writer.finish();
    }
    const Dataset dataset = opened(scratch / "a.tif");
    REQUIRE(dataset->GetRasterBand(1)->GetOverviewCount() == 1);
    CHECK(pixels_of<std::uint8_t>(*dataset->GetRasterBand(1)->GetOverview(0)) == std::vector<std::uint8_t>(512 * 16, 1));
}

TEST_CASE("tiles without any value are left out, and overviews of them hold none") {
    const Scratch scratch;
    constexpr int kWide = 3000;
    {
        exports::RasterWriter writer(share(), frame({0, 1200, 0, kWide}), credits(), scratch / "a.tif");
        model::RasterPixels pixels;
        pixels.floats.assign(32 * kWide, model::kRasterNoValue);
        pixels.floats[2999] = 25;  // the north-east corner
        write(writer, {0, 32, 0, kWide}, pixels);
        writer.finish();
    }
    const Dataset dataset = opened(scratch / "a.tif");
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    CHECK(band.GetMetadataItem("BLOCK_OFFSET_0_0", "TIFF") == nullptr);
    CHECK(band.GetMetadataItem("BLOCK_OFFSET_5_0", "TIFF") != nullptr);
    REQUIRE(band.GetOverviewCount() == 3);
    for (int o = 0; o < 3; ++o) {
        const auto pixels = pixels_of<float>(*band.GetOverview(o));
        const auto width = static_cast<std::size_t>(band.GetOverview(o)->GetXSize());
        INFO("overview " << o);
        CHECK(width == static_cast<std::size_t>((kWide + (2 << o) - 1) / (2 << o)));
        CHECK(pixels[width - 1] == 25);
        CHECK(std::count(pixels.begin(), pixels.end(), model::kRasterNoValue) == static_cast<std::ptrdiff_t>(pixels.size()) - 1);
    }
}

TEST_CASE("rows that do not begin on a block's edge are kept") {
    const Scratch scratch;
    const core::CellBox cells{-5, 59, 0, 2};  // bands -5..-1, 0..31, 32..58
    {
        exports::RasterWriter writer(operators(), frame(cells), credits(), scratch / "a.tif");
        for (const auto& [begin, end, value] : {std::tuple(-5, 0, 1), std::tuple(0, 32, 2), std::tuple(32, 59, 0)})
            write(writer, {begin, end, 0, 2},
                  {std::vector<std::uint8_t>(static_cast<std::size_t>(end - begin) * 2, static_cast<std::uint8_t>(value)), {}});
        writer.finish();
    }
    const auto pixels = pixels_of<std::uint8_t>(*opened(scratch / "a.tif")->GetRasterBand(1));
    CHECK(std::count(pixels.begin(), pixels.begin() + 10, 1) == 10);
    CHECK(std::count(pixels.begin() + 10, pixels.begin() + 74, 2) == 64);
    CHECK(std::count(pixels.begin() + 74, pixels.end(), 0) == 54);
}

TEST_CASE("a raster of which nothing is written holds no value") {
    const Scratch scratch;
    {
        exports::RasterWriter writer(share(), frame({-100, -99, -2000, -1999}), credits(), scratch / "a.tif");
        writer.finish();
    }
    CHECK(pixels_of<float>(*opened(scratch / "a.tif")->GetRasterBand(1)) == std::vector<float>{model::kRasterNoValue});
}

TEST_CASE("a lattice in degrees keeps longitude first") {
    const Scratch scratch;
    {
        exports::RasterWriter writer(share(), {{"EPSG:4326", -180, 90, 0.25, 0.5}, {80, 82, 720, 722}}, credits(),
                                     scratch / "a.tif");
        write(writer, {80, 82, 720, 722}, {{}, {1, 2, 3, 4}});
        writer.finish();
    }
    const Dataset dataset = opened(scratch / "a.tif");
    double transform[6];
    dataset->GetGeoTransform(transform);
    CHECK(std::vector<double>(transform, transform + 6) == std::vector<double>{0, 0.25, 0, 50, 0, -0.5});
    CHECK(dataset->GetSpatialRef()->IsGeographic());
    CHECK(pixels_of<float>(*dataset->GetRasterBand(1)) == std::vector<float>{1, 2, 3, 4});
}

TEST_CASE("the same rows give the same bytes, and nothing is left beside them") {
    const Scratch scratch;
    std::filesystem::create_directory(scratch / "one");
    std::filesystem::create_directory(scratch / "two");
    write_large(scratch / "one/a.tif");
    write_large(scratch / "two/a.tif");
    CHECK(bytes_of(scratch / "one/a.tif") == bytes_of(scratch / "two/a.tif"));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(scratch / "one"))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"a.qmd", "a.qml", "a.tif"});
}

TEST_CASE("a raster that cannot be written is an error with its path") {
    const auto error = error_of([] { exports::RasterWriter(share(), frame({0, 1, 0, 1}), credits(), "/nowhere/a.tif"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == "/nowhere/a.tif");
    CHECK(error->message().find("its scratch file cannot be written") == 0);
    CHECK(error->message().find("see that the disk has room") != std::string::npos);
}

TEST_CASE("a CRS that is not understood is an error with its remedy") {
    const Scratch scratch;
    const auto error = error_of([&] {
        exports::RasterWriter(share(), {{"EPSG:0", 0, 0, 1, 1}, {0, 1, 0, 1}}, credits(), scratch / "a.tif");
    });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message() == "the CRS of the demand, «EPSG:0», is not understood; state it with crs = \"EPSG:3035\"");
}
