// covmap plan, run --part and merge, as their pages say.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/run/part_option.hpp"
#include "cli/run_program.hpp"
#include "core/error.hpp"

using namespace covmap;
using Catch::Contains;
using test::Ran;
using test::run_covmap;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const std::string kQuiet = " --progress none";

std::map<std::string, std::string> bytes_below(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().filename() == "timings.json") continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        files[entry.path().lexically_relative(folder).string()] = text.str();
    }
    return files;
}

}  // namespace

TEST_CASE("the commands of docs/commands/plan.md make the files of one run, with the plan's own --set") {
    const TemporaryFolder folder;
    const std::string job = test::source_dir() + "/data/sample/job.toml", parts = folder.file("parts"),
                      set = " --set output.formats='[\"csv\"]'";
    const Ran planned = run_covmap("plan " + job + " --parts 3 -o " + parts + set + kQuiet);
    INFO(planned.err);
    REQUIRE(planned.code == 0);
    CHECK_THAT(planned.out, Contains("plan.json: 3 parts\n") && Contains("--part 1/3 -o " + parts));
    for (const std::string part : {"3/3", "1/3", "2/3"}) {
        const Ran ran = run_covmap("run " + job + " --part " + part + " -o " + parts + kQuiet);
        INFO(ran.err);
        REQUIRE(ran.code == 0);
    }
    const Ran again = run_covmap("run " + job + " --part 2/3 -o " + parts + " --format json" + kQuiet);
    const auto told = nlohmann::json::parse(again.out);
    CHECK(told["part"] == 2);
    CHECK_THAT(told["notes"][0].get<std::string>(), Contains("left as it is"));
    const Ran merged = run_covmap("merge " + parts + " -o " + folder.file("merged") + kQuiet);
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    REQUIRE(run_covmap("run " + job + " -o " + folder.file("whole") + set + kQuiet).code == 0);
    CHECK(bytes_below(folder.file("merged")) == bytes_below(folder.file("whole")));
    CHECK(run_covmap("verify " + folder.file("merged")).code == 0);
    CHECK(run_covmap("plan " + job + " --parts 2 -o " + parts + set + kQuiet).code == 1);  // the folder has another plan
}

TEST_CASE("what may work a little later ends with 75, as JSON with the code «retry»") {
    const TemporaryFolder folder;
    const std::string job = test::source_dir() + "/data/sample/job_fcc.toml", parts = folder.file("parts");
    REQUIRE(run_covmap("run " + job + " --part 2/2 -o " + parts + kQuiet).code == 0);
    const Ran merged = run_covmap("merge " + parts + " -o " + folder.file("out") + " --format json" + kQuiet);
    CHECK(merged.code == 75);
    const auto error = nlohmann::json::parse(merged.err)["error"];
    CHECK(error["code"] == "retry");
    CHECK(error["exit_code"] == 75);
    CHECK_THAT(error["what"].get<std::string>(),
               Contains("1 of 2 parts is missing: 1") && Contains("job_fcc.toml --part 1/2 -o "));
    CHECK_FALSE(fs::exists(folder.file("out")));
    CHECK(run_covmap("merge " + folder.file("nothing") + kQuiet).code == 1);
}

TEST_CASE("--part is a number of so many, counted from 1") {
    const auto part = cli::parse_part("3/64");
    CHECK((part.part == 3 && part.parts == 64));
    for (const std::string given : {"", "3", "0/3", "4/3", "3/", "/3", "1/3x", "-1/3", "1/10000", "1 /3"}) {
        INFO(given);
        CHECK_THROWS_AS(cli::parse_part(given), core::Error);
    }
    const std::string job = test::source_dir() + "/data/sample/job_fcc.toml";
    CHECK(run_covmap("run " + job + " --part 4/3 -o x").code == 2);
    CHECK(run_covmap("run " + job + " --part 1/3").code == 2);
    CHECK(run_covmap("run " + job + " --part 1/3 --from y -o x").code == 2);
    CHECK(run_covmap("plan " + job + " --parts 0 -o x").code == 2);
    CHECK(run_covmap("plan " + job + " --parts 3").code == 2);
}
