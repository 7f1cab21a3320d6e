#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/error.hpp"
#include "read/files/unpack.hpp"
#include "read/support/archives.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/table_reader.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::bytes_of;
using test::TempFolder;
using test::write_7z;

std::string error_of(const std::string& path, core::ErrorKind kind = core::ErrorKind::input) {
    try {
        unpacked(path, {}, "shown.7z");
    } catch (const core::Error& error) {
        CHECK(error.kind() == kind);
        return error.what();
    }
    return "no error";
}

std::string only(const std::string& path) {
    const UnpackedFiles files = unpacked(path, {}, path);
    REQUIRE(files.paths.size() == 1);
    return files.paths.front();
}

}  // namespace

TEST_CASE("a table in a .7z is read as if it lay beside it, and named as the archive") {
    const TempFolder folder;
    TableReader table(write_7z(folder.path("a.csv.7z"), {{"a.csv", "code;nom\n01001;Été\n"}, {"readme.pdf", "x"}}), {},
                      "a.csv.7z");
    REQUIRE(table.next());
    CHECK(table.text(table.column("nom")) == "Été");
    CHECK(table.path() == "a.csv.7z");
}

TEST_CASE("polygons in a .gpkg.7z are streamed, under the name of the archive") {
    const TempFolder folder;
    const std::string plain =
        test::write_layer(folder.path("a.gpkg"), {.columns = {{"op"}}, .features = {{{"1"}, "POLYGON ((0 0,1 0,1 1,0 0))"}}});
    core::Defects defects;
    test::Recorder seen;
    stream_rings({test::source_of(write_7z(folder.path("a.gpkg.7z"), {{"sub/a.gpkg", bytes_of(plain)}})), {"op"}}, seen, defects);
    CHECK(seen.features.size() == 1);
    CHECK(seen.files[0].name == "a.gpkg.7z");
}

TEST_CASE("a shapefile comes out with its companions") {
    const TempFolder folder;
    const std::string shape =
        only(write_7z(folder.path("a.7z"), {{"a.shp", "1"}, {"a.dbf", "2"}, {"a.prj", "3"}, {"other.dbf", "4"}}));
    CHECK(bytes_of(shape.substr(0, shape.size() - 3) + "dbf") == "2");
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(shape).parent_path() / "other.dbf"));
}

TEST_CASE("an archive is unpacked once, and never out of its folder") {
    const TempFolder folder;
    const std::string path = write_7z(folder.path("a.7z"), {{"../../out.csv", "x\n1\n"}});
    const std::string first = only(path);
    CHECK(only(path) == first);
    CHECK(first.find("covmap-unpacked-") != std::string::npos);
    CHECK(std::filesystem::path(first).filename() == "out.csv");
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(first).parent_path().parent_path().parent_path().parent_path() /
                                        "out.csv"));
}

TEST_CASE("archives without data, with several data files, damaged or absent are told apart") {
    const TempFolder folder;
    CHECK_THAT(error_of(write_7z(folder.path("none.7z"), {{"readme.pdf", "x"}})),
               Contains("shown.7z: holds no data file; it holds «readme.pdf»"));
    CHECK_THAT(error_of(write_7z(folder.path("two.7z"), {{"a.gpkg", "x"}, {"b.gpkg", "y"}})),
               Contains("holds several data files: «a.gpkg», «b.gpkg»; name the one that is meant, layer = \"a\""));
    const std::string whole = bytes_of(write_7z(folder.path("a.7z"), {{"a.csv", std::string(10000, 'x')}}));
    CHECK_THAT(error_of(folder.file("cut.7z", whole.substr(0, whole.size() / 2))),
               Contains("cannot be unpacked") && Contains("is the download complete?"));
    CHECK_THAT(error_of(folder.path("absent.7z")), Contains("no such file"));
}

TEST_CASE("an archive that failed may be tried again") {
    const TempFolder folder;
    const std::string path = folder.file("a.7z", "not an archive");
    CHECK_THAT(error_of(path), Contains("cannot be unpacked"));
    write_7z(path, {{"a.csv", "x\n1\n"}});
    CHECK(bytes_of(only(path)) == "x\n1\n");
}
