// covmap report, on a run of the sample.
#include <catch2/catch.hpp>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::run_of_sample;
using covmap::test::TemporaryFolder;

TEST_CASE("report writes one page and says where, and nothing to stderr") {
    const TemporaryFolder folder;
    const Ran ran = run_covmap("report " + run_of_sample() + " --territory 0A027 -o " + folder.file("sheet.html"));
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out == folder.file("sheet.html") + "\n");
    CHECK_THAT(folder.read("sheet.html"),
               Contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"fr\"") && Contains("Saint-Ys"));
}

TEST_CASE("report - writes the page to stdout, in English where asked") {
    const Ran ran = run_covmap("report " + run_of_sample() + " --territory Saint-Ys --language en -o -");
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out,
               Catch::StartsWith("<!DOCTYPE html>") && Contains("lang=\"en\"") && Contains("What is missing, and for how many"));
}

TEST_CASE("report refuses a file that is there, and replaces it where told") {
    const TemporaryFolder folder;
    const std::string path = folder.write("sheet.html", "mine");
    const Ran refused = run_covmap("report " + run_of_sample() + " --territory 0A027 -o " + path);
    CHECK(refused.code == 1);
    CHECK_THAT(refused.err, Contains("is there already; add --overwrite"));
    CHECK(folder.read("sheet.html") == "mine");
    CHECK(run_covmap("report " + run_of_sample() + " --territory 0A027 --overwrite -o " + path).code == 0);
    CHECK(folder.read("sheet.html") != "mine");
}

TEST_CASE("report of an unknown territory is exit 1 with the nearest, a bad command line exit 2") {
    const Ran ran = run_covmap("report " + run_of_sample() + " --territory Saint-Y");
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Contains("did you mean commune 0A027 (Saint-Ys)?"));
    CHECK(run_covmap("report " + run_of_sample()).code == 2);
    CHECK(run_covmap("report " + run_of_sample() + " --territory 0A027 --language de").code == 2);
    CHECK(run_covmap("report /nowhere --territory 0A027").code == 1);
}

TEST_CASE("report --overview writes the whole run, beside an earlier one where asked") {
    const TemporaryFolder folder;
    const Ran ran = run_covmap("report " + run_of_sample() + " --overview --language en -o " + folder.file("all.html"));
    CHECK(ran.code == 0);
    CHECK(ran.out == folder.file("all.html") + "\n");
    CHECK_THAT(folder.read("all.html"),
               Contains("According to the operators, ") && Contains("Saint-Ys (0A027)") && !Contains("What has changed"));
    const Ran same = run_covmap("report " + run_of_sample() + " --overview --compare " + run_of_sample() + " --language en -o -");
    CHECK_THAT(same.out, Contains("What has changed") && Contains("share before"));
    CHECK(run_covmap("report " + run_of_sample() + " --overview --territory 0A027").code == 2);
    CHECK(run_covmap("report " + run_of_sample() + " --territory 0A027 --compare x").code == 2);
    CHECK_THAT(run_covmap("report " + run_of_sample()).err, Contains("give --territory CODE, or --overview"));
}

TEST_CASE("a sheet is in the language of its run's job, whatever the locale") {
    ::setenv("LC_ALL", "en_US.UTF-8", 1);
    CHECK_THAT(run_covmap("report " + run_of_sample() + " --territory 0A027 -o -").out, Contains(" lang=\"fr\""));
    ::unsetenv("LC_ALL");
}
