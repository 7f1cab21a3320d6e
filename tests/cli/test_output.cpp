#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::run_of_sample;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// Commands that write a text where -o says.
std::string text_command(const std::string& output) { return "report " + run_of_sample() + " --territory 0A027 -o " + output; }

std::size_t names_in(const TemporaryFolder& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.file("")), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("an empty -o is a bad command line, for every command that has one") {
    const std::string run = run_of_sample(), job = covmap::test::source_dir() + "/data/sample/job.toml";
    for (const std::string& arguments :
         {"run " + job, "run " + job + " --from", "report " + run + " --territory all", "tiles " + run, "diff " + run + " " + run,
          "reconcile " + run + " x.csv", std::string("init x.csv")}) {
        INFO(arguments);
        const Ran ran = run_covmap(arguments + (arguments.ends_with("--from") ? " ''" : " -o ''"));
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("the name is empty; give a"));
    }
}

TEST_CASE("a run whose name is empty is no run, and nothing is looked for at the root") {
    for (const std::string arguments :
         {"at '' 1 2", "tally ''", "diff '' ''", "report '' --territory x", "tiles '' -o x.pmtiles"}) {
        INFO(arguments);
        const Ran ran = run_covmap(arguments);
        CHECK(ran.code == (arguments.starts_with("diff") ? 3 : 1));
        CHECK_THAT(ran.err, Contains("a run's name is empty"));
    }
}

TEST_CASE("stdout, a device and a pipe are written into and stay what they are") {
    const Ran direct = run_covmap(text_command("-")), named = run_covmap(text_command("/dev/stdout"));
    REQUIRE(direct.code == 0);
    CHECK(named.code == 0);
    CHECK(named.out == direct.out);
    CHECK(run_covmap(text_command("/dev/fd/1")).out == direct.out);
    const TemporaryFolder folder;
    REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
    const Ran piped = run_covmap("--version >/dev/null; cat " + folder.file("pipe") + " >" + folder.file("read") + " & " +
                                 covmap::test::program() + " " + text_command(folder.file("pipe")) + "; wait");
    CHECK(piped.code == 0);
    CHECK(folder.read("read") == direct.out);
    CHECK(fs::is_fifo(folder.file("pipe")));
    const Ran full = run_covmap(text_command("/dev/full"));
    CHECK(full.code == 1);
    CHECK(full.err ==
          "covmap: /dev/full: cannot be written (No space left on device); free some space or choose another output folder\n");
    CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("through a link the file it leads to is replaced, where told") {
    const TemporaryFolder folder;
    folder.write("elsewhere/page.html", "old");
    fs::create_symlink("elsewhere/page.html", folder.file("link"));
    const Ran refused = run_covmap(text_command(folder.file("link")));
    CHECK(refused.code == 1);
    CHECK_THAT(refused.err, Contains("is there already; add --overwrite"));
    CHECK(folder.read("elsewhere/page.html") == "old");
    CHECK(run_covmap(text_command(folder.file("link")) + " --overwrite").code == 0);
    CHECK(fs::is_symlink(folder.file("link")));
    CHECK_THAT(folder.read("elsewhere/page.html"), Contains("<html"));
}

TEST_CASE("tiles, which are gone back to, refuse devices and pipes, also behind a link") {
    const TemporaryFolder folder;
    fs::create_symlink("/dev/full", folder.file("full.pmtiles"));
    REQUIRE(::mkfifo(folder.file("pipe.mbtiles").c_str(), 0600) == 0);
    for (const std::string name : {"full.pmtiles", "pipe.mbtiles"}) {
        const Ran ran = run_covmap("tiles " + run_of_sample() + " --overwrite -o " + folder.file(name));
        CHECK(ran.code == 1);
        CHECK_THAT(ran.err, Contains("is a device or a pipe"));
    }
    CHECK(fs::is_symlink(folder.file("full.pmtiles")));
    CHECK(fs::is_fifo(folder.file("pipe.mbtiles")));
}

TEST_CASE("diff and init write whole files or none") {
    const TemporaryFolder folder;
    folder.write("report", "old");
    const std::string run = run_of_sample(), small = "ulimit -f 0; ";
    const Ran ran = run_covmap("--version >/dev/null; " + small + covmap::test::program() + " diff " + run + " " + run + " -o " +
                               folder.file("report"));
    CHECK(ran.code == 3);
    CHECK(folder.read("report") == "old");
    CHECK(names_in(folder) == 1);
    CHECK(run_covmap("diff " + run + " " + run + " -o " + folder.file("report")).code == 0);
    CHECK(folder.read("report") != "old");
    CHECK(run_covmap("diff " + run + " " + run + " -o -").out == folder.read("report"));
    CHECK(names_in(folder) == 1);
}
