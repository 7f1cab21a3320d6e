// covmap submit: the scripts are run by bash, sbatch is one of the test's own that writes down what it is given.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/run/slurm_scripts.hpp"
#include "cli/run/subprocess.hpp"
#include "cli/run_program.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;
namespace cli = covmap::cli;
namespace fs = std::filesystem;

namespace {

const std::string kOdd = "it's \"odd\" $HOME `id` \\ %j";  ///< what a shell or sbatch would take for its own

/// A folder with programs that write their arguments down, one a line, and where they were.
class Programs {
public:
    void add(const std::string& name, const std::string& then) const {
        const std::string path = m_folder.write(
            name, "#!/bin/bash\n{ pwd; printf '%s\\n' \"$@\"; } >>" + cli::shell_word(log(name)) + "\n" + then + "\n");
        fs::permissions(path, fs::perms::owner_all);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.file(name); }
    [[nodiscard]] std::string told(const std::string& name) const { return m_folder.read(name + ".log"); }
    [[nodiscard]] std::string folder() const { return fs::path(m_folder.file("x")).parent_path().string(); }

private:
    [[nodiscard]] std::string log(const std::string& name) const { return m_folder.file(name + ".log"); }
    TemporaryFolder m_folder;
};

cli::Submission submission(const std::string& covmap, const std::string& folder) {
    cli::Submission asked;
    asked.covmap = covmap;
    asked.folder = folder;
    asked.job = "job.toml";
    asked.parts_folder = "parts";
    asked.out = "out";
    asked.parts = 64;
    return asked;
}

/// The script of that name, run by bash as Slurm runs it. `variables`: «A=1 B=2».
cli::Ended run_script(const cli::Submission& asked, const std::string& name, const Programs& programs,
                      const std::string& variables) {
    const std::vector<cli::SlurmScript> scripts = cli::slurm_scripts(asked);
    const auto script =
        std::find_if(scripts.begin(), scripts.end(), [&](const cli::SlurmScript& each) { return each.name == name; });
    REQUIRE(script != scripts.end());
    return cli::run_program({"/bin/bash", "-c", "export PATH=" + programs.folder() + ":$PATH " + variables + "; " + script->text},
                            "/");
}

}  // namespace

TEST_CASE("the scripts give covmap every word as it was, whatever it holds") {
    const TemporaryFolder folder;
    const Programs programs;
    programs.add("covmap's", "");
    const std::string here = fs::path(folder.write(kOdd + "/x", "")).parent_path().string();
    cli::Submission asked = submission(programs.path("covmap's"), here);
    asked.job = kOdd + ".toml";
    asked.parts_folder = kOdd + "\nparts";
    asked.out = kOdd + " out";
    asked.sets = {"output.title='" + kOdd + "'"};
    asked.strict = "--strict=" + kOdd;
    asked.allow_unknown = true;
    asked.memory = "800";
    asked.overwrite = true;
    REQUIRE(run_script(asked, "plan", programs, "SLURM_CPUS_ON_NODE=2").code == 0);
    REQUIRE(run_script(asked, "part", programs, "SLURM_CPUS_ON_NODE=2 SLURM_ARRAY_TASK_ID=3").code == 0);
    REQUIRE(run_script(asked, "merge", programs, "").code == 0);
    const std::string question = "--set\n" + asked.sets.front() + "\n" + asked.strict + "\n--allow-unknown\n";
    const std::string tail = "--progress\nplain\n", memory = "--memory\n800\n";
    CHECK(programs.told("covmap's") == here + "\nplan\n" + asked.job + "\n--parts\n64\n-o\n" + asked.parts_folder + "\n" +
                                           question + memory + "--threads\n2\n" + tail +  //
                                           here + "\nrun\n" + asked.job + "\n--part\n3/64\n-o\n" + asked.parts_folder + "\n" +
                                           question + memory + "--threads\n2\n" + tail +  //
                                           here + "\nmerge\n" + asked.parts_folder + "\n-o\n" + asked.out + "\n--overwrite\n" +
                                           memory + "--threads\n1\n" + tail);
}

TEST_CASE("a task is queued again where its command may work later or was killed, three times at most") {
    const std::string task = "SLURM_JOB_ID=15 SLURM_ARRAY_JOB_ID=12 SLURM_ARRAY_TASK_ID=3";
    struct Case {
        std::string ends, variables;
        int code;
        bool again;
    };
    const std::vector<Case> cases = {{"exit 75", task, 75, true},
                                     {"kill -9 $$", task, 137, true},
                                     {"exit 75", task + " SLURM_RESTART_COUNT=2", 75, true},
                                     {"exit 75", task + " SLURM_RESTART_COUNT=3", 75, false},
                                     {"exit 1", task, 1, false},
                                     {"exit 2", task, 2, false},
                                     {"exit 0", task, 0, false}};
    for (const Case& each : cases) {
        INFO(each.ends << " " << each.variables);
        const Programs programs;
        programs.add("covmap", each.ends);
        programs.add("scontrol", "");
        programs.add("sleep", "");
        CHECK(run_script(submission(programs.path("covmap"), "/"), "part", programs, each.variables).code == each.code);
        CHECK(programs.told("scontrol") == (each.again ? "/\nrequeue\nIncomplete\n12_3\n" : ""));
        CHECK(programs.told("sleep").empty() != each.again);
    }
    const Programs programs;
    programs.add("covmap", "exit 75");
    programs.add("scontrol", "");
    programs.add("sleep", "");
    CHECK(run_script(submission(programs.path("covmap"), "/"), "merge", programs, "SLURM_JOB_ID=15").code == 75);
    CHECK(programs.told("scontrol") == "/\nrequeue\nIncomplete\n15\n");
}

TEST_CASE("options of sbatch stand in each script; those that submit sets, and what no line can hold, are refused") {
    cli::Submission asked = submission("/usr/bin/covmap", "/");
    asked.options = {"--time=1:00:00", "-p debug", "--comment=\"of two words\""};
    for (const cli::SlurmScript& script : cli::slurm_scripts(asked))
        for (const std::string& option : asked.options) CHECK_THAT(script.text, Contains("\n#SBATCH " + option + "\n"));
    CHECK_THAT(cli::slurm_scripts(asked)[1].text, Contains("\n#SBATCH --array=1-64\n"));
    CHECK_THAT(cli::slurm_scripts(asked)[0].text, !Contains("--array"));
    for (const std::string refused : {"--array=1-4", "--array 1-4", "-a1-4", "-a 1", "--dependency=singleton", "--output=x",
                                      "-o x", "--time=1\n#SBATCH --array=1", "time=1", "", "-"}) {
        INFO(refused);
        asked.options = {refused};
        CHECK_THROWS_AS(cli::slurm_scripts(asked), covmap::core::Error);
    }
}

namespace {

/// A sbatch that gives 101, 102, … as job numbers.
std::string sbatch_of(const Programs& programs, const std::string& then = "") {
    programs.add("sbatch", "n=$(grep -c -- --parsable " + programs.path("sbatch.log") + "); " + then +
                               " echo sbatch: warning: take care >&2; echo \"$((100 + n));cluster\"");
    return "--option=--time=1:00:00 --format json";
}

Ran submit(const Programs& programs, const std::string& arguments) {
    const std::string before = std::getenv("PATH");
    setenv("PATH", (programs.folder() + ":" + before).c_str(), 1);
    Ran ran = run_covmap("submit " + covmap::test::source_dir() + "/data/sample/job.toml --slurm " + arguments);
    setenv("PATH", before.c_str(), 1);
    return ran;
}

}  // namespace

TEST_CASE("submit gives sbatch three scripts, each after the one before, and says what it submitted") {
    const TemporaryFolder folder;
    const Programs programs;
    const std::string options = sbatch_of(programs), out = folder.file("a run's");
    const Ran ran = submit(programs, "--parts 7 -o " + cli::shell_word(out) + " " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.err, Contains("take care"));
    const std::string scripts = out + "_parts/slurm";
    const std::string after = "--kill-on-invalid-dep=yes\n";
    CHECK(programs.told("sbatch") == scripts + "\n--parsable\nplan.sh\n" +  //
                                         scripts + "\n--parsable\n--dependency=afterok:101\n" + after + "part.sh\n" + scripts +
                                         "\n--parsable\n--dependency=afterok:102\n" + after + "merge.sh\n");
    const auto told = nlohmann::json::parse(ran.out);
    CHECK(told["submitted"] == true);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& job = told["jobs"][i];
        CHECK(job["id"] == std::to_string(101 + i));
        CHECK(job["text"] == folder.read("a run's_parts/slurm/" + job["name"].get<std::string>() + ".sh"));
    }
    CHECK_THAT(folder.read("a run's_parts/slurm/part.sh"), Contains("#SBATCH --array=1-7\n"));
    const Ran again = submit(programs, "--parts 7 -o " + cli::shell_word(out));
    CHECK(again.code == 1);
    CHECK_THAT(again.err, Contains("plan.sh") && Contains("--overwrite"));
    const Ran as_text = submit(programs, "--parts 7 --overwrite -o " + cli::shell_word(out));
    CHECK(as_text.code == 0);
    CHECK_THAT(as_text.out, Contains("in 7 parts\n  plan 104: ") && Contains("watch: squeue -j 104,105,106\n"));
}

TEST_CASE("a dry run prints scripts and commands that bash can read, and writes and submits nothing") {
    const TemporaryFolder folder;
    const Programs programs;
    sbatch_of(programs);
    const std::string out = folder.file("a run's");
    const Ran ran = submit(programs, "--dry-run --parts 7 -o " + cli::shell_word(out));
    REQUIRE(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(programs.told("sbatch").empty());
    CHECK_FALSE(fs::exists(out + "_parts"));
    CHECK_THAT(ran.out, Contains("#SBATCH --array=1-7\n") && Contains("plan=$(sbatch --parsable plan.sh)\n"));
    CHECK(cli::run_program({"/bin/bash", "-n", "-c", ran.out}, "/").code == 0);
    // Its commands submit what submit would, once the scripts are there.
    REQUIRE(submit(programs, "--parts 7 -o " + cli::shell_word(out)).code == 0);
    const std::string told = programs.told("sbatch");
    const std::string commands = ran.out.substr(ran.out.find("# Submitted by\n"));
    REQUIRE(cli::run_program({"/bin/bash", "-c", "export PATH=" + programs.folder() + ":$PATH; " + commands}, "/").code == 0);
    std::string expected = told;
    for (const auto& [mine, its] : {std::pair{"afterok:101", "afterok:104"}, std::pair{"afterok:102", "afterok:105"}})
        expected.replace(expected.find(mine), 11, its);
    CHECK(programs.told("sbatch") == told + expected);
    CHECK(submit(programs, "--dry-run --format json --parts 7 -o " + cli::shell_word(out)).out.find("\"id\": null") !=
          std::string::npos);
}

TEST_CASE("what sbatch says is passed on, with what is in the queue already") {
    const TemporaryFolder folder;
    const Programs programs;
    sbatch_of(programs, "if [ $n -eq 3 ]; then echo 'sbatch: error: invalid partition specified: x' >&2; exit 1; fi;");
    const Ran ran = submit(programs, "--parts 7 -o " + folder.file("out"));
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("sbatch: sbatch: error: invalid partition specified: x\n") && Contains("scancel 101 102\n"));
    const Programs silent;
    silent.add("sbatch", "echo no number");
    const Ran odd = submit(silent, "--parts 7 --format json -o " + folder.file("odd"));
    const auto error = nlohmann::json::parse(odd.err)["error"];
    CHECK(error["code"] == "scheduler");
    CHECK(error["what"] == "no number");
    CHECK(error["next"] == "nothing was submitted");
}

TEST_CASE("without sbatch, with a faulty job or a run that stands, nothing is submitted") {
    const TemporaryFolder folder;
    const Programs programs;
    programs.add("sbatch", "");
    fs::permissions(programs.path("sbatch"), fs::perms::owner_read);
    const std::string before = std::getenv("PATH");
    setenv("PATH", programs.folder().c_str(), 1);
    const cli::Ended none =
        cli::run_program({covmap::test::program(), "submit", covmap::test::source_dir() + "/data/sample/job.toml", "--slurm",
                          "--parts", "7", "-o", folder.file("out")},
                         "/");
    setenv("PATH", before.c_str(), 1);
    CHECK(none.code == 1);
    CHECK_THAT(none.err, Contains("covmap: sbatch: cannot be started") && Contains("--dry-run"));
    CHECK(submit(programs, "--parts 7 -o " + folder.file("out") + " --set nothing.here=1").code == 2);
    folder.write("stands/tables.csv", "");
    const Ran stands = submit(programs, "--parts 7 -o " + folder.file("stands"));
    CHECK(stands.code == 1);
    CHECK_THAT(stands.err, Contains("stands: is there already") && Contains("--overwrite"));
    for (const std::string wrong :
         {"--parts 0 -o x", "--parts 10000 -o x", "-o x", "--parts 7", "--parts 7 -o x --option=--array=1-3"}) {
        INFO(wrong);
        CHECK(submit(programs, wrong).code == 2);
    }
    CHECK(programs.told("sbatch").empty());
}
