#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "read/files/sqlite_copy.hpp"
#include "read/support/archives.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::TempFolder;

std::string plain(const TempFolder& folder) {
    return test::write_layer(folder.path("a.gpkg"), {.columns = {{"op"}}, .features = {{{"1"}, "POLYGON ((0 0,1 0,1 1,0 0))"}}});
}

void run(sqlite3* database, const char* sql) { REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }

/// Copies the file and its log while they are open, as a program leaves them that was ended.
std::string with_log(const TempFolder& folder) {
    const std::string path = plain(folder);
    test::run_sql(path, "PRAGMA journal_mode = WAL");
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    run(database, "PRAGMA wal_autocheckpoint = 0");
    run(database, "UPDATE layer SET op = '2'");
    fs::create_directory(folder.path("left"));
    for (const char* ending : {"", "-wal"}) fs::copy_file(path + ending, folder.path("left/a.gpkg") + ending);
    sqlite3_close(database);
    return folder.path("left/a.gpkg");
}

std::vector<std::string> read(const std::string& path) {
    core::Defects defects;
    test::Recorder seen;
    stream_rings({test::source_of(path), {"op"}}, seen, defects);
    return seen.features;
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("what is committed in a -wal is read, and neither file is touched") {
    const TempFolder folder;
    const std::string path = with_log(folder);
    const std::string before = bytes_of(path), log = bytes_of(path + "-wal");
    fs::permissions(fs::path(path).parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(read(path) == std::vector<std::string>{"1[2] +(0 0,1 0,1 1,0 0)"});
    CHECK(bytes_of(path) == before);
    CHECK(bytes_of(path + "-wal") == log);
    CHECK(files_in(fs::path(path).parent_path()) == 2);
    fs::permissions(fs::path(path).parent_path(), fs::perms::owner_all);
    CHECK(settled_copy(path, "a.gpkg") != path);
    CHECK(settled_copy(path, "a.gpkg") == settled_copy(path, "a.gpkg"));
    CHECK(settled_copy(settled_copy(path, ""), "") == settled_copy(path, ""));
}

TEST_CASE("a file in WAL mode without a log is opened where it lies, and gets none") {
    const TempFolder folder;
    const std::string path = plain(folder);
    test::run_sql(path, "PRAGMA journal_mode = WAL");
    REQUIRE(is_resting_wal(path));
    CHECK(settled_copy(path, path) == path);
    CHECK(read(path).size() == 1);
    CHECK(files_in(folder.path()) == 1);
    CHECK(settled_uri(path) == "file:" + path + "?immutable=1");
}

TEST_CASE("other files are opened where they lie") {
    const TempFolder folder;
    const std::string path = plain(folder);
    CHECK(settled_copy(path, path) == path);
    CHECK_FALSE(is_resting_wal(path));
    const std::string text = folder.file("a.csv", "a,b\n");
    (void)folder.file("a.csv-wal", "x");
    CHECK(settled_copy(text, text) == text);
    CHECK(settled_uri("/a b/c#d%.mbtiles") == "file:/a b/c%23d%25.mbtiles");
}
