#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>

#include "export/support/world.hpp"
#include "store/run_folder.hpp"
#include "store/standing_run.hpp"
#include "store/support/small_run.hpp"

using namespace covmap;
using store::RunFolder;
using store::RunFolderOptions;
using tests::Scratch;
namespace fs = std::filesystem;

using tests::fill;
using tests::killed_at;
using tests::names_in;
using tests::run;

TEST_CASE("a run appears whole, in an absent or an empty folder, with nothing left beside it") {
    const Scratch scratch;
    fs::create_directory(scratch / "empty");
    for (const std::string name : {"absent", "empty", "deep/down/"}) run(scratch / name, "table");
    CHECK(tests::bytes_of(scratch / "absent/commune.csv") == "table");
    CHECK(tests::bytes_of(scratch / "empty/commune.csv") == "table");
    CHECK(tests::bytes_of(scratch / "deep/down/commune.csv") == "table");
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"absent", "deep", "empty"});
    CHECK(names_in(scratch / "absent") == std::vector<std::string>{"commune.csv", "manifest.json", "timings.json"});
}

TEST_CASE("files are listed sorted, folders inside included, with manifest and timings") {
    const Scratch scratch;
    const RunFolder folder(scratch / "out", {});
    fs::create_directory(folder.file("tiles"));
    tests::write_text(folder.file("tiles/0.pbf"), "");
    tests::write_text(folder.file("commune.csv"), "");
    CHECK(folder.files() == std::vector<std::string>{"commune.csv", "manifest.json", "tiles/0.pbf", "timings.json"});
}

TEST_CASE("without commit nothing remains") {
    const Scratch scratch;
    { fill(RunFolder(scratch / "out", {}), "table"); }
    CHECK(names_in(scratch.folder()).empty());
}

TEST_CASE("a run is replaced only where asked") {
    const Scratch scratch;
    run(scratch / "out", "old");
    const auto error = tests::error_of([&] { RunFolder(scratch / "out", {}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == scratch / "out");
    CHECK(error->message() == "holds a run already; use --overwrite to replace it, or choose another folder with -o");
    for (const bool exchange : {true, false}) {
        run(scratch / "out", exchange ? "exchanged" : "renamed", {true, exchange, {}});
        CHECK(tests::bytes_of(scratch / "out/commune.csv") == (exchange ? "exchanged" : "renamed"));
        CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out"});
    }
}

TEST_CASE("anything that is not of the run is refused by name, with --overwrite too") {
    const Scratch scratch;
    fs::create_directory(scratch / "home");
    tests::write_text(scratch / "home/thesis.odt", "years of work");
    tests::write_text(scratch / "home/zebra.txt", "");
    run(scratch / "out", "old");
    tests::write_text(scratch / "out/notes.txt", "mine");
    tests::write_text(scratch / "out/commune.csv-wal", "left by a reader");
    for (const bool overwrite : {false, true}) {
        const auto home = tests::error_of([&] { RunFolder(scratch / "home", {overwrite, true, {}}); });
        REQUIRE(home);
        CHECK(home->message() ==
              "holds thesis.odt and 1 more, not written by covmap and never overwritten; move it away or choose another folder "
              "with -o");
        const auto out = tests::error_of([&] { RunFolder(scratch / "out", {overwrite, true, {}}); });
        REQUIRE(out);
        CHECK(out->message() ==
              "holds notes.txt, not written by covmap and never overwritten; move it away or choose another folder with -o");
    }
    CHECK(tests::bytes_of(scratch / "home/thesis.odt") == "years of work");
    fs::remove(scratch / "out/notes.txt");
    run(scratch / "out", "new", {true, true, {}});
    CHECK(names_in(scratch / "out") == std::vector<std::string>{"commune.csv", "manifest.json", "timings.json"});
}

TEST_CASE("a manifest of something else, a file and a foreign folder are refused") {
    const Scratch scratch;
    fs::create_directories(scratch / "web");
    tests::write_text(scratch / "web/manifest.json", R"({"name": "a web app"})");
    fs::create_directories(scratch / "nest/inner");
    tests::write_text(scratch / "file", "");
    const RunFolderOptions overwrite{true, true, {}};
    CHECK(tests::error_of([&] { RunFolder(scratch / "web", overwrite); })->message() ==
          "holds manifest.json, not written by covmap and never overwritten; choose another folder with -o");
    CHECK(tests::error_of([&] { RunFolder(scratch / "nest", overwrite); })->message() ==
          "holds the folder inner, not written by covmap; move it away or choose another folder with -o");
    CHECK(tests::error_of([&] { RunFolder(scratch / "file", overwrite); })->message() ==
          "is a file where the run's folder should be; choose another folder with -o");
    CHECK(tests::error_of([&] { RunFolder("/", overwrite); })->message() == "is not a folder for a run; choose another with -o");
}

TEST_CASE("what is put into the folder while the run goes on stays there") {
    const Scratch scratch;
    run(scratch / "out", "old");
    RunFolder folder(scratch / "out", {true, true, {}});
    fill(folder, "new");
    tests::write_text(scratch / "out/notes.txt", "mine");
    CHECK(tests::error_of([&] { folder.commit(); })->kind() == core::ErrorKind::output);
    CHECK(tests::bytes_of(scratch / "out/notes.txt") == "mine");
    CHECK(tests::bytes_of(scratch / "out/commune.csv") == "old");
}

TEST_CASE("a link to a folder is followed, not replaced") {
    const Scratch scratch;
    run(scratch / "real", "old");
    fs::create_directory_symlink(scratch / "real", scratch / "link");
    run(scratch / "link", "new", {true, true, {}});
    CHECK(fs::is_symlink(scratch / "link"));
    CHECK(tests::bytes_of(scratch / "real/commune.csv") == "new");
}

TEST_CASE("a run killed at any step leaves the previous or the new one whole, and the next start cleans up") {
    for (const bool exchange : {true, false}) {
        const std::vector<const char*> steps =
            exchange ? std::vector<const char*>{"written", "synced", "exchanged", "removed"}
                     : std::vector<const char*>{"written", "synced", "marked", "moved-away", "moved-in", "removed"};
        for (const char* step : steps) {
            INFO("exchange " << exchange << ", killed at " << step);
            const Scratch scratch;
            run(scratch / "out", "old");
            REQUIRE(killed_at(scratch / "out", step, exchange));
            const bool early =
                std::strcmp(step, "written") == 0 || std::strcmp(step, "synced") == 0 || std::strcmp(step, "marked") == 0;
            const auto before = names_in(scratch.folder());
            CHECK(tests::bytes_of(store::standing_run(scratch / "out") + "/commune.csv") == (early ? "old" : "new"));
            CHECK(names_in(scratch.folder()) == before);  // who reads changes nothing
            run(scratch / "out", "next", {true, exchange, {}});
            CHECK(tests::bytes_of(scratch / "out/commune.csv") == "next");
            CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out"});
        }
    }
}

TEST_CASE("a first run killed before its end leaves no folder") {
    const Scratch scratch;
    REQUIRE(killed_at(scratch / "out", "synced", true));
    CHECK_FALSE(fs::exists(scratch / "out"));
    run(scratch / "out", "next");
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out"});
}

TEST_CASE("a link to a folder is followed where the run was killed between the renames, too") {
    const Scratch scratch;
    run(scratch / "real", "old");
    fs::create_directory_symlink(scratch / "real", scratch / "link");
    REQUIRE(killed_at(scratch / "link", "moved-away", false));
    CHECK_FALSE(fs::exists(scratch / "real"));
    CHECK(tests::bytes_of(store::standing_run(scratch / "link") + "/commune.csv") == "new");
    run(scratch / "link", "next", {true, false, {}});
    CHECK(fs::is_symlink(scratch / "link"));
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"link", "real"});
    CHECK(tests::bytes_of(scratch / "real/commune.csv") == "next");
}

TEST_CASE("two runs into the same folder are refused while one writes") {
    const Scratch scratch;
    const RunFolder first(scratch / "out", {});
    const auto error = tests::error_of([&] { RunFolder(scratch / "out", {}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message().find("another run is writing there (process " + std::to_string(::getpid()) + " on ") == 0);
}
