// The variables of each scheduler, as its documentation gives them: docs/cluster.md.
#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "cli/run/array_task.hpp"
#include "cli/run_program.hpp"
#include "core/error.hpp"

using Catch::Contains;
using covmap::cli::ArrayTask;
using covmap::test::Ran;
using covmap::test::run_covmap;
namespace cli = covmap::cli;
namespace core = covmap::core;

namespace {

using Variables = std::map<std::string, std::string>;

cli::Environment environment(const Variables& variables) {
    return [variables](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

Variables slurm(const std::string& task, const std::string& first, const std::string& last, const std::string& step,
                const std::string& count) {
    return {{"SLURM_ARRAY_TASK_ID", task},
            {"SLURM_ARRAY_TASK_MIN", first},
            {"SLURM_ARRAY_TASK_MAX", last},
            {"SLURM_ARRAY_TASK_STEP", step},
            {"SLURM_ARRAY_TASK_COUNT", count}};
}

Variables grid_engine(const std::string& task, const std::string& first, const std::string& last, const std::string& step) {
    return {{"SGE_TASK_ID", task}, {"SGE_TASK_FIRST", first}, {"SGE_TASK_LAST", last}, {"SGE_TASK_STEPSIZE", step}};
}

Variables with(Variables variables, const Variables& more) {
    for (const auto& [name, value] : more) variables[name] = value;
    return variables;
}

struct Case {
    Variables variables;
    std::optional<int> parts;
    ArrayTask expected;
};

const Variables kNone = {{"SGE_TASK_ID", "undefined"}, {"LSB_JOBINDEX", "0"}};  ///< of jobs that are no arrays

const std::vector<Case>& good_cases() {
    const ArrayTask slurm_3_of_64{3, 64, "Slurm", "SLURM_ARRAY_TASK_ID"};
    static const std::vector<Case> cases = {
        {slurm("3", "1", "64", "1", "64"), {}, slurm_3_of_64},
        {slurm("2", "0", "63", "1", "64"), {}, slurm_3_of_64},
        {slurm("102", "100", "163", "1", "64"), {}, slurm_3_of_64},
        {slurm("3", "1", "64", "1", "64"), 64, slurm_3_of_64},
        {slurm("5", "1", "7", "2", "4"), {}, {3, 4, "Slurm", "SLURM_ARRAY_TASK_ID"}},
        {slurm("9", "1", "10", "4", "3"), {}, {3, 3, "Slurm", "SLURM_ARRAY_TASK_ID"}},
        {slurm("7", "7", "7", "1", "1"), {}, {1, 1, "Slurm", "SLURM_ARRAY_TASK_ID"}},
        {with(slurm("3", "1", "64", "1", "64"), kNone), {}, slurm_3_of_64},
        {grid_engine("3", "1", "64", "1"), {}, {3, 64, "Grid Engine", "SGE_TASK_ID"}},
        {grid_engine("6", "2", "10", "2"), {}, {3, 5, "Grid Engine", "SGE_TASK_ID"}},
        {grid_engine("9", "1", "10", "4"), {}, {3, 3, "Grid Engine", "SGE_TASK_ID"}},
        {{{"AWS_BATCH_JOB_ARRAY_INDEX", "0"}}, 10, {1, 10, "AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX"}},
        {{{"AWS_BATCH_JOB_ARRAY_INDEX", "9"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "10"}},
         {},
         {10, 10, "AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX"}},
        {{{"JOB_COMPLETION_INDEX", "0"}}, 7, {1, 7, "Kubernetes", "JOB_COMPLETION_INDEX"}},
        {{{"JOB_COMPLETION_INDEX", "6"}}, 7, {7, 7, "Kubernetes", "JOB_COMPLETION_INDEX"}},
        {{{"PARALLEL_SEQ", "1"}}, 7, {1, 7, "GNU parallel", "PARALLEL_SEQ"}},
        {{{"PBS_ARRAY_INDEX", "7"}}, 7, {7, 7, "PBS", "PBS_ARRAY_INDEX"}},
        {{{"LSB_JOBINDEX", "2"}}, 7, {2, 7, "LSF", "LSB_JOBINDEX"}},
    };
    return cases;
}

struct Refusal {
    Variables variables;
    std::optional<int> parts;
    std::string says;
};

const std::vector<Refusal>& refusals() {
    static const std::vector<Refusal> cases = {
        {{}, {}, "this is no task of an array of Slurm, Grid Engine, AWS Batch, Kubernetes, GNU parallel, PBS, LSF"},
        {kNone, 7, "this is no task of an array"},
        {{{"SLURM_ARRAY_TASK_ID", ""}}, 7, "this is no task of an array"},
        {with(slurm("3", "1", "64", "1", "64"), {{"PARALLEL_SEQ", "2"}}),
         {},
         "both Slurm (SLURM_ARRAY_TASK_ID) and GNU parallel (PARALLEL_SEQ) number this task; --part I/N"},
        {slurm("three", "1", "64", "1", "64"), {}, "SLURM_ARRAY_TASK_ID: \"three\" is not the number of a task; --part I/N"},
        {slurm("3x", "1", "64", "1", "64"), {}, "SLURM_ARRAY_TASK_ID: \"3x\""},
        {slurm("-3", "1", "64", "1", "64"), {}, "SLURM_ARRAY_TASK_ID: \"-3\""},
        {slurm("3", "one", "64", "1", "64"), {}, "SLURM_ARRAY_TASK_MIN: \"one\""},
        {slurm("3", "1", "64", "", "64"), {}, "SLURM_ARRAY_TASK_STEP: \"\""},
        {slurm("3", "1", "64", "0", "64"), {}, "SLURM_ARRAY_TASK_STEP: a step of 0"},
        {slurm("3", "1", "64", "1", "99999999999"), {}, "SLURM_ARRAY_TASK_COUNT: \"99999999999\""},
        {slurm("3", "4", "1", "1", "4"), {}, "SLURM_ARRAY_TASK_MAX: 1 is less than the first task's 4"},
        {{{"SLURM_ARRAY_TASK_ID", "3"}}, 64, "SLURM_ARRAY_TASK_MIN: not set, though SLURM_ARRAY_TASK_ID is"},
        {slurm("9", "3", "9", "1", "2"), 64, "the array has 2 tasks, not all from 3 to 9"},
        {slurm("3", "3", "4", "1", "2"), 64, "the array of Slurm has 2 tasks, --parts says 64; --part I/N"},
        {grid_engine("4", "1", "10", "2"), {}, "SGE_TASK_ID: task 4 is none of 5 from 1 on by 2"},
        {grid_engine("11", "1", "10", "1"), {}, "SGE_TASK_ID: task 11 is none of 10 from 1 on"},
        {{{"AWS_BATCH_JOB_ARRAY_INDEX", "0"}}, {}, "AWS Batch does not say how many tasks there are; add --parts N"},
        {{{"JOB_COMPLETION_INDEX", "0"}}, {}, "Kubernetes does not say how many tasks there are; add --parts N"},
        {{{"JOB_COMPLETION_INDEX", "7"}}, 7, "JOB_COMPLETION_INDEX: task 7 is none of 7 from 0 on"},
        {{{"PARALLEL_SEQ", "0"}}, 7, "PARALLEL_SEQ: task 0 is none of 7 from 1 on"},
        {{{"PBS_ARRAY_INDEX", "0"}}, 7, "PBS_ARRAY_INDEX: task 0 is none of 7 from 1 on"},
        {{{"LSB_JOBINDEX", "8"}}, 7, "LSB_JOBINDEX: task 8 is none of 7 from 1 on"},
    };
    return cases;
}

}  // namespace

TEST_CASE("a task of an array knows its part: the first task is 1, whatever the scheduler's minimum and step") {
    for (const Case& each : good_cases()) {
        const ArrayTask task = cli::array_task(environment(each.variables), each.parts);
        INFO(task.scheduler << " " << task.index << "/" << task.count);
        CHECK(task == each.expected);
    }
    CHECK(cli::describe({3, 64, "Slurm", "SLURM_ARRAY_TASK_ID"}) == "part 3 of 64 (Slurm: SLURM_ARRAY_TASK_ID)");
}

TEST_CASE("what does not tell one part is refused, with the variable and the remedy") {
    for (const Refusal& each : refusals()) {
        INFO(each.says);
        try {
            cli::array_task(environment(each.variables), each.parts);
            FAIL("not refused");
        } catch (const core::Error& error) {
            CHECK(error.kind() == core::ErrorKind::usage);
            CHECK_THAT(error.what(), Contains(each.says));
            CHECK_THAT(error.what(), Contains("--part"));
        }
    }
}

TEST_CASE("any two schedulers at once are refused") {
    const std::vector<Variables> each = {
        slurm("1", "1", "4", "1", "4"),  grid_engine("1", "1", "4", "1"), {{"AWS_BATCH_JOB_ARRAY_INDEX", "1"}},
        {{"JOB_COMPLETION_INDEX", "1"}}, {{"PARALLEL_SEQ", "1"}},         {{"PBS_ARRAY_INDEX", "1"}},
        {{"LSB_JOBINDEX", "1"}}};
    for (std::size_t a = 0; a < each.size(); ++a)
        for (std::size_t b = a + 1; b < each.size(); ++b)
            CHECK_THROWS_WITH(cli::array_task(environment(with(each[a], each[b])), 4), Contains("number this task"));
}

TEST_CASE("covmap run --part auto computes the part of the task, and says whose number it took") {
    const covmap::test::TemporaryFolder folder;
    const std::string job = "run " + covmap::test::source_dir() + "/data/sample/job.toml -o " + folder.file("parts");
    const Ran none = run_covmap(job + " --part auto --parts 2");
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Contains("this is no task of an array"));
    CHECK(run_covmap(job + " --part 1/2 --parts 2").code == 2);
    CHECK(run_covmap(job + " --parts 2").code == 2);
    CHECK_FALSE(std::filesystem::exists(folder.file("parts")));
    setenv("PARALLEL_SEQ", "2", 1);
    const Ran ran = run_covmap(job + " --part auto --parts 2 --progress plain");
    unsetenv("PARALLEL_SEQ");
    CHECK(ran.code == 0);
    CHECK_THAT(ran.err, Contains("part 2 of 2 (GNU parallel: PARALLEL_SEQ)"));
    CHECK(std::filesystem::exists(folder.file("parts/part-0002-of-0002/manifest.json")));
}
