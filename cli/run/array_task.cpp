#include "cli/run/array_task.hpp"

#include <charconv>
#include <cstdlib>
#include <vector>

#include "core/error.hpp"

namespace covmap::cli {
namespace {

constexpr const char* kByHand = "--part I/N says it by hand";
constexpr int kMostTasks = 1'000'000'000;

/// What a scheduler tells a task of an array. Names are empty where it has no such variable.
struct Scheduler {
    std::string name;
    std::string index;    ///< the number of this task
    std::string outside;  ///< what `index` holds in a job that is no array; empty: it is not set there
    std::string first, last, step, count;
    int first_number = 1;  ///< of the first task, where no variable says it
};

const std::vector<Scheduler>& schedulers() {
    static const std::vector<Scheduler> known = {
        {"Slurm", "SLURM_ARRAY_TASK_ID", "", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP",
         "SLURM_ARRAY_TASK_COUNT", 0},
        {"Grid Engine", "SGE_TASK_ID", "undefined", "SGE_TASK_FIRST", "SGE_TASK_LAST", "SGE_TASK_STEPSIZE", "", 1},
        {"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", "", "", "", "", "AWS_BATCH_JOB_ARRAY_SIZE", 0},
        {"Kubernetes", "JOB_COMPLETION_INDEX", "", "", "", "", "", 0},
        {"GNU parallel", "PARALLEL_SEQ", "", "", "", "", "", 1},
        {"PBS", "PBS_ARRAY_INDEX", "", "", "", "", "", 1},
        {"LSF", "LSB_JOBINDEX", "0", "", "", "", "", 1},
    };
    return known;
}

[[noreturn]] void refuse_task(const std::string& variable, const std::string& what) {
    throw core::Error(core::ErrorKind::usage, variable, what + "; " + kByHand);
}

int number(const std::string& variable, const std::string& text) {
    int value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc() || stop != end || value < 0 || value > kMostTasks)
        refuse_task(variable, '"' + text + "\" is not the number of a task");
    return value;
}

/// Empty where the scheduler has no such variable, or did not set it.
std::optional<int> number_of(const Environment& environment, const std::string& variable) {
    if (variable.empty()) return std::nullopt;
    const std::optional<std::string> text = environment(variable);
    if (!text) return std::nullopt;
    return number(variable, *text);
}

const Scheduler& the_scheduler(const Environment& environment) {
    const Scheduler* found = nullptr;
    std::string names;
    for (const Scheduler& scheduler : schedulers()) {
        const std::optional<std::string> index = environment(scheduler.index);
        names += (names.empty() ? "" : ", ") + scheduler.name;
        if (!index || index->empty() || *index == scheduler.outside) continue;
        if (found != nullptr)
            refuse_task("", "--part auto: both " + found->name + " (" + found->index + ") and " + scheduler.name + " (" +
                                scheduler.index + ") number this task");
        found = &scheduler;
    }
    if (found == nullptr) refuse_task("", "--part auto: this is no task of an array of " + names);
    return *found;
}

/// How many tasks the array has, as far as the scheduler says it.
std::optional<int> count_of(const Environment& environment, const Scheduler& scheduler, int first, int step) {
    std::optional<int> count = number_of(environment, scheduler.count);
    const std::optional<int> last = number_of(environment, scheduler.last);
    if (!last) return count;
    if (*last < first)
        refuse_task(scheduler.last, std::to_string(*last) + " is less than the first task's " + std::to_string(first));
    const int in_range = (*last - first) / step + 1;
    if (count && *count != in_range)
        refuse_task(scheduler.count, "the array has " + std::to_string(*count) + " tasks, not all from " + std::to_string(first) +
                                         " to " + std::to_string(*last) + ": which parts it leaves out cannot be known");
    return in_range;
}

}  // namespace

std::optional<std::string> process_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
}

ArrayTask array_task(const Environment& environment, std::optional<int> parts) {
    const Scheduler& scheduler = the_scheduler(environment);
    const int task = *number_of(environment, scheduler.index);
    const std::optional<int> told_first = number_of(environment, scheduler.first);
    if (!scheduler.first.empty() && !told_first) refuse_task(scheduler.first, "not set, though " + scheduler.index + " is");
    const int first = told_first.value_or(scheduler.first_number), step = number_of(environment, scheduler.step).value_or(1);
    if (step == 0) refuse_task(scheduler.step, "a step of 0");
    const std::optional<int> told = count_of(environment, scheduler, first, step);
    if (told && parts && *told != *parts)
        refuse_task(scheduler.index, "the array of " + scheduler.name + " has " + std::to_string(*told) +
                                         " tasks, --parts says " + std::to_string(*parts));
    if (!told && !parts)
        throw core::Error(core::ErrorKind::usage, scheduler.index,
                          scheduler.name + " does not say how many tasks there are; add --parts N");
    const int count = told ? *told : *parts;
    if (task < first || (task - first) % step != 0 || (task - first) / step >= count)
        refuse_task(scheduler.index, "task " + std::to_string(task) + " is none of " + std::to_string(count) + " from " +
                                         std::to_string(first) + " on" + (step == 1 ? "" : " by " + std::to_string(step)));
    return {(task - first) / step + 1, count, scheduler.name, scheduler.index};
}

std::string describe(const ArrayTask& task) {
    return "part " + std::to_string(task.index) + " of " + std::to_string(task.count) + " (" + task.scheduler + ": " +
           task.variable + ")";
}

}  // namespace covmap::cli
