// What is refused before it is opened: pipes, devices, descriptions that reach too far, claims out of all proportion.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/files/data_files.hpp"
#include "read/files/unpack.hpp"
#include "read/grid/raster_band.hpp"
#include "read/grid/raster_place.hpp"
#include "read/support/archives.hpp"
#include "read/support/raster_files.hpp"
#include "read/support/vector_files.hpp"
#include "read/vector/vector_layer.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using Catch::Matchers::Contains;
using test::TempFolder;

namespace {

std::string looked_at(const std::string& path) {
    try {
        read::data_files(path, "shown", {read::Content::rasters, {}, read::Several::ask});
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "passes";
}

std::string source(const std::string& name, bool beside = true) {
    return std::string("<SimpleSource><SourceFilename relativeToVRT=\"") + (beside ? "1" : "0") + "\">" + name +
           "</SourceFilename><SourceBand>1</SourceBand></SimpleSource>";
}

std::string band(const std::string& inside, const std::string& attributes = {}) {
    return "<VRTRasterBand dataType=\"Byte\" band=\"1\"" + attributes + ">" + inside + "</VRTRasterBand>";
}

std::string vrt(const std::string& bands, const std::string& size = "rasterXSize=\"4\" rasterYSize=\"2\"") {
    return "<VRTDataset " + size + "><SRS>EPSG:3035</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform>" + bands + "</VRTDataset>";
}

read::Dataset opened(const std::string& path) {
    read::init_gdal();
    return read::Dataset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
}

}  // namespace

TEST_CASE("a pipe, a device, or a link to one is no input; nor is a file with a pipe beside it") {
    const TempFolder folder;
    for (const char* name : {"a.geojson", "a.csv", "a.tif", "a.zip", "a.7z", "a.csv.gz"}) {
        REQUIRE(::mkfifo(folder.path(name).c_str(), 0600) == 0);
        CHECK_THAT(looked_at(folder.path(name)), Contains("shown: is a pipe, not a file") && Contains("save its data to a file"));
    }
    std::filesystem::create_symlink("/dev/zero", folder.path("zero.csv"));
    CHECK_THAT(looked_at(folder.path("zero.csv")), Contains("is a device"));
    CHECK_THAT(looked_at("/vsigzip/" + folder.path("a.csv.gz")), Contains("that is a pipe"));
    (void)folder.file("b.shp", "");
    CHECK(looked_at(folder.path("b.shp")) == "passes");
    REQUIRE(::mkfifo(folder.path("b.dbf").c_str(), 0600) == 0);
    CHECK_THAT(looked_at(folder.path("b.shp")),
               Contains("has a file beside or behind it, ") && Contains("b.dbf, that is a pipe"));
}

TEST_CASE("a VRT may name a user's files wherever they lie, but no pipe, raw bytes, code, or itself") {
    const TempFolder folder, elsewhere;
    (void)elsewhere.file("b.tif", "x");
    CHECK(looked_at(folder.file("a.vrt", vrt(band(source(elsewhere.path("b.tif"), false))))) == "passes");
    REQUIRE(::mkfifo(folder.path("p.tif").c_str(), 0600) == 0);
    CHECK_THAT(looked_at(folder.file("p.vrt", vrt(band(source("p.tif"))))),
               Contains("shown, source ") && Contains("p.tif: is a pipe"));
    CHECK_THAT(looked_at(folder.file("z.vrt", vrt(band(source("/dev/zero", false))))), Contains("a device"));
    const std::string raw =
        vrt(band("<SourceFilename relativetoVRT=\"0\">/etc/passwd</SourceFilename><PixelOffset>1</PixelOffset>",
                 " subClass=\"VRTRawRasterBand\""));
    CHECK_THAT(looked_at(folder.file("r.vrt", raw)), Contains("VRTRawRasterBand") && Contains("gdal_translate"));
    CHECK_THAT(looked_at(folder.file("rr.vrt", vrt(band(source("r.vrt"))))), Contains("VRTRawRasterBand"));
    const std::string code =
        vrt(band("<PixelFunctionType>f</PixelFunctionType><PixelFunctionLanguage>Python</PixelFunctionLanguage>",
                 " subClass=\"VRTDerivedRasterBand\""));
    CHECK_THAT(looked_at(folder.file("c.vrt", code)), Contains("holds code to be run"));
    CHECK_THAT(looked_at(folder.file("i.vrt", vrt(band(source("i.vrt"))))), Contains("names itself as a source"));
    (void)folder.file("one.vrt", vrt(band(source("two.vrt"))));
    CHECK_THAT(looked_at(folder.file("two.vrt", vrt(band(source("one.vrt"))))), Contains("names itself as a source"));
}

TEST_CASE("a VRT of twenty-four files that opens sixteen million sources is told by counting") {
    const TempFolder folder;
    (void)folder.file("0.vrt", vrt(band({})));
    for (int i = 1; i <= 24; ++i) {
        const std::string before = source(std::to_string(i - 1) + ".vrt");
        (void)folder.file(std::to_string(i) + ".vrt", vrt(band(before + before)));
    }
    CHECK(looked_at(folder.path("10.vrt")) == "passes");
    CHECK_THAT(looked_at(folder.path("24.vrt")), Contains("over a million sources"));
}

TEST_CASE("what grows to over 500 times its size beyond 1 GiB is no usual data") {
    constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;
    CHECK_NOTHROW(read::refuse_bomb(kGiB, 1, "a.7z"));
    CHECK_NOTHROW(read::refuse_bomb(400 * kGiB, kGiB, "a.7z"));
    CHECK_THROWS_WITH(read::refuse_bomb(2 * kGiB, 2 << 20, "a.7z"),
                      Contains("a.7z: grows to over 500 times") && Contains("unpack it yourself"));
}

TEST_CASE("a raster that claims a million by a million pixels is refused before it is read") {
    const TempFolder folder;
    const read::Dataset claims = opened(folder.file("a.vrt", vrt(band({}), "rasterXSize=\"1000000\" rasterYSize=\"1000000\"")));
    REQUIRE(claims);
    CHECK_THROWS_WITH(read::raster_place(claims.get(), {}, "a.vrt"),
                      Contains("a.vrt: claims to have 1000000 x 1000000 pixels") && Contains("-projwin"));
    const read::Dataset fits = opened(folder.file("b.vrt", vrt(band({}), "rasterXSize=\"1000000\" rasterYSize=\"999999\"")));
    CHECK(read::raster_place(fits.get(), {}, "b.vrt").height == 999999);
}

TEST_CASE("blocks of over 1 GiB are refused, and a demand whose row of blocks is over 4 GiB") {
    const TempFolder folder;
    const auto sparse = [&](const std::string& name, int width, int height, const char* x, const char* y) {
        read::init_gdal();
        const char* options[] = {"SPARSE_OK=TRUE", "TILED=YES", x, y, "BIGTIFF=YES", nullptr};
        GDALDatasetH made = GDALCreate(GDALGetDriverByName("GTiff"), folder.path(name).c_str(), width, height, 1, GDT_Byte,
                                       const_cast<char**>(options));
        REQUIRE(made != nullptr);
        std::array<double, 6> place = {1000, 10, 0, 5000, 0, -10};
        GDALSetGeoTransform(made, place.data());
        GDALClose(made);
        return folder.path(name);
    };
    const read::Dataset huge = opened(sparse("a.tif", 50000, 50000, "BLOCKXSIZE=49152", "BLOCKYSIZE=49152"));
    CHECK_THROWS_WITH(read::band_traits(GDALGetRasterBand(huge.get(), 1), {}, "a.tif"),
                      Contains("a.tif: is stored in blocks of 49152 x 49152 pixels") && Contains("TILED=YES"));
    model::DemandSpec spec;
    spec.source = test::source_of(sparse("b.tif", 900000, 10000, "BLOCKXSIZE=4096", "BLOCKYSIZE=4096"), "EPSG:3035");
    spec.format = "raster";
    spec.attributes.emplace_back();
    spec.attributes[0].name = "population";
    spec.attributes[0].column = "1";
    CHECK_THROWS_WITH(read::open_demand(spec), Contains("over 4 GiB are held at once"));
}

TEST_CASE("rows that were never written are told by the file's index, where what they read as does not matter") {
    const TempFolder folder;
    test::TestRaster raster{64, 64, {}, GDT_Byte};
    raster.options = {"SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"};
    raster.bands = {{}};
    read::init_gdal();
    raster.options.push_back(nullptr);
    GDALDatasetH made = GDALCreate(GDALGetDriverByName("GTiff"), folder.path("a.tif").c_str(), 64, 64, 1, GDT_Byte,
                                   const_cast<char**>(raster.options.data()));
    const std::uint8_t one = 1;
    REQUIRE(GDALRasterIO(GDALGetRasterBand(made, 1), GF_Write, 3, 20, 1, 1, const_cast<std::uint8_t*>(&one), 1, 1, GDT_Byte, 0,
                         0) == CE_None);
    GDALClose(made);
    const read::Dataset dataset = opened(folder.path("a.tif"));
    read::UnwrittenRows rows(GDALGetRasterBand(dataset.get(), 1), true);
    CHECK(rows.hold(0));
    CHECK(rows.hold(15));
    CHECK_FALSE(rows.hold(16));
    CHECK_FALSE(rows.hold(31));
    CHECK(rows.hold(63));
    read::UnwrittenRows read_all(GDALGetRasterBand(dataset.get(), 1), false);
    CHECK_FALSE(read_all.hold(0));
}
