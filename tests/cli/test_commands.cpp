#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/run_program.hpp"
#include "read/job/job.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;

namespace {

const std::string kJob = R"(version = 1
[[demand]]
source = "squares.csv"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
source = "communes.geojson"
columns = { code = "code" }
)";

const std::string kSquares = "GRD_ID,T\nCRS3035RES1000mN2776000E3326000,18\nCRS3035RES1000mN2776000E3327000,42\n";
const std::string kCommunes =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01001","nom":"A","departement":"01"},)"
    R"("geometry":{"type":"Polygon","coordinates":[[[1,46],[2,46],[2,47],[1,47],[1,46]]]}}]})";

}  // namespace

TEST_CASE("help and version go to stdout with exit code 0") {
    for (const std::string arguments : {"--help", "help", "--version", "run --help", "check --help", "inspect --help",
                                        "init --help", "tally --help", "diff --help", "at --help", "help run"}) {
        INFO(arguments);
        const Ran ran = run_covmap(arguments);
        CHECK(ran.code == 0);
        CHECK_FALSE(ran.out.empty());
        CHECK(ran.err.empty());
    }
    CHECK_THAT(run_covmap("--version").out, Contains("covmap"));
    CHECK_THAT(run_covmap("run --help").out, Contains("Exit codes: 0 done, 1 failed, 2 bad command line"));
    const std::string options = run_covmap("run --help").out;
    for (const std::string option :
         {"--output", "--threads", "--overwrite", "--progress", "--set", "--strict", "--from", "--memory"})
        CHECK_THAT(options, Contains(option));
}

TEST_CASE("covmap alone is its help") {
    const Ran ran = run_covmap("");
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out == run_covmap("--help").out);
}

TEST_CASE("the help of each command says what it is for, then an example") {
    for (const std::string command : {"run", "check", "inspect", "init", "at", "explain", "view", "tiles", "report", "tally",
                                      "diff", "verify", "reconcile", "completion"}) {
        INFO(command);
        const std::string help = run_covmap(command + " --help").out;
        const std::size_t first = help.find('\n');
        REQUIRE(first > 10);
        CHECK_THAT(run_covmap("--help").out, Contains(help.substr(0, first)));
        CHECK(help.compare(first + 1, 16 + command.size() + 1, "Example: covmap " + command + " ") == 0);
    }
}

TEST_CASE("a bad command line is exit code 2, told on stderr alone") {
    for (const std::string arguments : {"rnu",
                                        "run",
                                        "run a b",
                                        "run a --thread 2",
                                        "run a --threads x",
                                        "run a --threads -1",
                                        "run a --progress fancy",
                                        "run a --memory 0",
                                        "run a --memory lots",
                                        "run a --memory 1GiBs",
                                        "run a --set",
                                        "check",
                                        "check a --format xml",
                                        "inspect",
                                        "init",
                                        "tally",
                                        "at",
                                        "at out",
                                        "at out 2",
                                        "--verson",
                                        "-x"}) {
        INFO(arguments);
        const Ran ran = run_covmap(arguments);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Catch::StartsWith("covmap: ") && Contains("--help"));
    }
}

TEST_CASE("a misspelt command or option suggests the nearest") {
    CHECK_THAT(run_covmap("rnu").err, Contains("there is no command \"rnu\"; did you mean \"run\"?"));
    CHECK_THAT(run_covmap("inspct").err, Contains("did you mean \"inspect\"?"));
    CHECK_THAT(run_covmap("run job.toml --thread 2").err,
               Contains("there is no option \"--thread\"; did you mean \"--threads\"?"));
    CHECK_THAT(run_covmap("run job.toml more").err, Contains("\"more\" is one argument too many"));
    CHECK_THAT(run_covmap("--").err, Contains("--help lists the commands"));
}

TEST_CASE("a missing job is exit code 1") {
    const TemporaryFolder folder;
    for (const std::string command : {"run", "check"}) {
        const Ran ran = run_covmap(command + " " + folder.file("no.toml"));
        CHECK(ran.code == 1);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Contains("no such job file"));
    }
}

TEST_CASE("run tells every fault of the job on stderr, each with its line") {
    const TemporaryFolder folder;
    const std::string job = folder.write("job.toml", kJob + "colour = 1\n");
    const Ran ran = run_covmap("run " + job);
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("3 faults") && Contains(job + ":3: ") && Contains(job + ":7: ") &&
                            Contains(job + ":9: unknown key `colour`"));
}

TEST_CASE("run --progress json tells a failure as a JSON line") {
    const TemporaryFolder folder;
    const Ran ran = run_covmap("run " + folder.file("no.toml") + " --progress json");
    CHECK(ran.code == 1);
    const auto event = nlohmann::json::parse(ran.err);
    CHECK(event["event"] == "error");
    CHECK(event["kind"] == "job");
    CHECK(event["where"] == folder.file("no.toml"));
}

TEST_CASE("check prints the faults of a job on stdout, as text or JSON, and exits with 1") {
    const TemporaryFolder folder;
    const std::string job = folder.write("job.toml", kJob);
    const Ran text = run_covmap("check " + job);
    CHECK(text.code == 1);
    CHECK(text.err.empty());
    CHECK_THAT(text.out,
               Contains("error: " + job + ":3: ") && Contains("error: " + job + ":7: ") && Contains("2 errors, 0 warnings"));
    const Ran json = run_covmap("check " + job + " --format json");
    CHECK(json.code == 1);
    const auto report = nlohmann::json::parse(json.out);
    CHECK(report["errors"] == 2);
    CHECK(report["findings"][0]["severity"] == "error");
    CHECK(report["findings"][0]["where"] == job + ":3");
}

TEST_CASE("a wrong --set is a bad command line") {
    const TemporaryFolder folder;
    folder.write("squares.csv", kSquares);
    folder.write("communes.geojson", kCommunes);
    const std::string job = folder.write("job.toml", kJob);
    for (const std::string set : {"output.foldr=x", "supply[0].source=x", "output", "output.language=de"}) {
        const Ran ran = run_covmap("run " + job + " --set " + "'" + set + "'");
        INFO(set);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("--set output") || Contains("--set supply"));
    }
}

TEST_CASE("inspect shows names and values of a file so that none moves the cursor") {
    const TemporaryFolder folder;
    std::string text = kCommunes;
    text.replace(text.find("\"nom\":\"A\""), 9, R"("n\u001b[2Jm":"A\u001b[31m\u202e")");
    const Ran ran =
        run_covmap("inspect '" + folder.write("a\x1b[2J.geojson", text) + "' '" + folder.file("no\x1b[2J.gpkg") + "'");
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("n\\x1b[2Jm") && Contains("A\\x1b[31m\\u202e") && Contains("a\\x1b[2J.geojson"));
    CHECK_THAT(ran.out + ran.err, !Contains("\x1b") && !Contains("\u202e"));
}

TEST_CASE("inspect shows columns, examples and a block, and goes on after a file that cannot be read") {
    const TemporaryFolder folder;
    const std::string squares = folder.write("squares.csv", kSquares);
    const Ran ran = run_covmap("inspect " + folder.file("no.gpkg") + " " + squares);
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Contains("no.gpkg"));
    CHECK_THAT(ran.out, Contains("2 records") && Contains("CRS3035RES1000mN2776000E3326000") && Contains("[[demand]]") &&
                            Contains("attributes = { population = \"T\" }"));
    const Ran json = run_covmap("inspect --format json " + squares);
    CHECK(json.code == 0);
    const auto report = nlohmann::json::parse(json.out);
    CHECK(report[0]["role"] == "demand-squares");
    CHECK(report[0]["layers"][0]["columns"][1]["name"] == "T");
}

TEST_CASE("init writes a job that parses, to stdout or to a file it does not overwrite") {
    const TemporaryFolder folder;
    const std::string files = folder.write("in/squares.csv", kSquares) + " " + folder.write("in/communes.geojson", kCommunes);
    const std::string job = folder.file("jobs.toml");
    const Ran written = run_covmap("init " + files + " -o " + job);
    CHECK(written.code == 0);
    CHECK(written.out.empty());
    CHECK(covmap::read::job_faults(job).empty());
    const auto parsed = covmap::read::parse_job(job);
    CHECK(parsed.demand.attributes.front().column == "T");
    CHECK(parsed.territory.parents.front().kind == "departement");
    CHECK(run_covmap("init " + files).out == folder.read("jobs.toml"));
    const Ran again = run_covmap("init " + files + " -o " + job);
    CHECK(again.code == 1);
    CHECK_THAT(again.err, Contains("is there already; add --overwrite"));
    CHECK(run_covmap("init --overwrite " + files + " -o " + job).code == 0);
}

TEST_CASE("init says what is missing") {
    const TemporaryFolder folder;
    const Ran ran = run_covmap("init " + folder.write("squares.csv", kSquares));
    CHECK(ran.code == 0);
    CHECK_THAT(ran.err, Contains("no file looks like territories"));
    CHECK_THAT(ran.out, Contains("[[territory]] is missing"));
}

TEST_CASE("the tally of what is no run is exit code 1") {
    const TemporaryFolder folder;
    const Ran ran = run_covmap("tally " + folder.file("no-run"));
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("no-run"));
}
