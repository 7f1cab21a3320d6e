#include <catch2/catch.hpp>

#include "read/files/source_path.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

namespace {

// FIPS 180-2, appendix B.
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kMillionA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
constexpr const char* kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

}  // namespace

TEST_CASE("a file's hash and size are those of the standard's examples") {
    const test::TempFolder folder;
    const auto abc = run::hash_file(folder.file("abc", "abc"));
    CHECK(abc.sha256 == kAbc);
    CHECK(abc.bytes == 3);
    const auto many = run::hash_file(folder.file("many", std::string(1'000'000, 'a')));
    CHECK(many.sha256 == kMillionA);
    CHECK(many.bytes == 1'000'000);
    CHECK(run::hash_file(folder.file("empty", "")).sha256 == kEmpty);
}

TEST_CASE("a file that cannot be opened is an Error with its name") {
    const auto error = test::error_of([] { run::hash_file("/nowhere/file.csv"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == "/nowhere/file.csv");
    CHECK(error->message().find("cannot be opened") != std::string::npos);
}

TEST_CASE("the file on disk behind a path inside an archive is the archive") {
    const test::TempFolder folder;
    const std::string archive = folder.file("a.zip", "PK");
    CHECK(read::file_on_disk(archive) == archive);
    CHECK(read::file_on_disk("/vsigzip/" + archive) == archive);
    CHECK(read::file_on_disk("/vsizip/" + archive + "/sub/b.shp") == archive);
    CHECK(read::file_on_disk("/vsizip//vsigzip/" + archive) == archive);
}

TEST_CASE("the companions of a shapefile and the job file are hashed, those that are not there are not") {
    const test::TempFolder folder;
    model::Job job;
    job.path = folder.file("a.toml", "abc");
    job.territory.source.given = "maps/communes.shp";
    job.territory.source.files = {folder.file("communes.shp", "1")};
    folder.file("communes.dbf", "abc");
    folder.file("communes.prj", "2");
    job.demand.source.files = {folder.file("DEMAND.SHP", "1")};
    folder.file("DEMAND.DBF", "3");
    folder.file("demand.csv", "never asked for");
    model::PlacesSpec places;
    places.source.given = "schools.csv";
    places.source.files = {folder.file("schools.csv", "abc")};
    job.places = {places};
    const auto hashes = run::hash_inputs(job);
    CHECK(hashes.size() == 7);
    CHECK(hashes.at("a.toml").sha256 == kAbc);
    CHECK(hashes.at("maps/communes.shp").bytes == 1);
    CHECK(hashes.at("maps/communes.dbf").sha256 == kAbc);
    CHECK(hashes.at("maps/communes.prj").bytes == 1);
    CHECK(hashes.at(folder.path("DEMAND.DBF")).bytes == 1);
    CHECK(hashes.at("schools.csv").sha256 == kAbc);
}

TEST_CASE("the log of a GeoPackage that is written to is hashed with it") {
    const test::TempFolder folder;
    model::Job job;
    job.territory.source.given = "a.gpkg";
    job.territory.source.files = {folder.file("a.gpkg", "1")};
    folder.file("a.gpkg-wal", "abc");
    CHECK(run::hash_inputs(job).at("a.gpkg-wal").sha256 == kAbc);
}

TEST_CASE("a folder that is one source is hashed as the list of its files, without locks") {
    const test::TempFolder folder, same;
    for (const test::TempFolder* of : {&folder, &same}) {
        (void)of->file("a.gdbtable", "abc");
        (void)of->file("b.gdbtable", "1");
    }
    (void)same.file("x.lock", "open");
    CHECK(run::hash_file(folder.path()).sha256 == run::hash_file(same.path()).sha256);
    CHECK(run::hash_file(folder.path()).bytes == 4);
    (void)same.file("b.gdbtable", "2");
    CHECK(run::hash_file(folder.path()).sha256 != run::hash_file(same.path()).sha256);
}

TEST_CASE("every file of the job is hashed under the path that the manifest shows") {
    const test::TempFolder folder;
    model::Job job;
    job.demand.source.files = {folder.file("demand", "abc")};
    job.territory.source.files = {folder.file("territory", "")};
    model::JoinSpec join;
    join.source.files = {"/vsigzip/" + folder.file("join.gz", "abc")};
    job.territory.joins = {join};
    model::SupplySpec supply;
    supply.source.given = "supply/*";
    supply.source.files = {folder.file("a", "1"), folder.file("b", "2")};
    model::Source extent;
    extent.files = {folder.file("extent", "abc")};
    extent.given = "zones/extent";
    supply.extent.polygons = extent;
    job.supply = {supply};
    const auto hashes = run::hash_inputs(job);
    CHECK(hashes.size() == 6);
    CHECK(hashes.at(folder.path("demand")).sha256 == kAbc);
    CHECK(hashes.at("/vsigzip/" + folder.path("join.gz")).sha256 == kAbc);
    CHECK(hashes.at("zones/extent").bytes == 3);
    CHECK(hashes.at("supply/a").sha256 != hashes.at("supply/b").sha256);
}
