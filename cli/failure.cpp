#include "cli/failure.hpp"

#include <algorithm>
#include <new>

#include "cli/limits.hpp"
#include "cli/printable.hpp"
#include "cli/rows.hpp"
#include "run/base/retry.hpp"

namespace covmap::cli {

using core::ErrorKind;

namespace {

bool holds_words(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

/// Libraries tell of it in their own words, or blame what they could not load.
bool tells_of_memory(const std::string& what) {
    return ran_out_of_memory() || holds_words(what, "ut of memory") || holds_words(what, "annot allocate memory") ||
           holds_words(what, "bad_alloc");
}

bool is_of_files(ErrorKind kind) { return kind == ErrorKind::job || kind == ErrorKind::input || kind == ErrorKind::output; }

/// A library may have taken memory that it did not get for a fault of a file.
const std::string kNearMemoryLimit = std::string("or the program is out of memory, for its limit is near: ") + kMemoryAdvice;

Failure memory_failure(const std::string& shown, int failed_code) {
    return {"memory", "", shown.empty() ? "out of memory" : "out of memory; it showed as: " + shown, kMemoryAdvice, failed_code};
}

Failure other_failure(const std::string& what, int failed_code) {
    if (tells_of_memory(what)) return memory_failure(what, failed_code);
    // As TBB and the standard library say it, of pthread_create.
    if (holds_words(what, "Resource temporarily unavailable"))
        return {"threads", "", "no thread can be started (" + what + ")",
                "use fewer --threads; the limits of memory (ulimit -v) and of processes (ulimit -u) may be too low", failed_code};
    return {"unexpected", "", "unexpected failure: " + what, "", failed_code};
}

}  // namespace

int exit_code(ErrorKind kind, int failed_code) { return kind == ErrorKind::usage ? kUsage : failed_code; }

std::string kind_name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return "usage";
        case ErrorKind::job:
            return "job";
        case ErrorKind::input:
            return "input";
        case ErrorKind::output:
            return "output";
        case ErrorKind::check:
            return "check";
        case ErrorKind::cancelled:
            return "cancelled";
    }
    return "error";
}

std::string advice(const core::Error& error) {
    const bool ended = error.kind() == ErrorKind::check || error.kind() == ErrorKind::cancelled;
    return ended ? "nothing was published; an earlier run in the folder is as it was" : "";  // other messages say what to do
}

Failure failure_of(const std::exception_ptr& thrown, int failed_code) {
    try {
        std::rethrow_exception(thrown);
    } catch (const run::Retry& error) {
        return {"retry", error.where(), error.message(), "", kRetry};
    } catch (const core::Error& error) {
        if (is_of_files(error.kind()) && tells_of_memory(error.what())) return memory_failure(error.what(), failed_code);
        Failure failure{kind_name(error.kind()), error.where(), error.message(), advice(error),
                        exit_code(error.kind(), failed_code)};
        if (is_of_files(error.kind()) && is_near_memory_limit()) failure.advice = kNearMemoryLimit;
        return failure;
    } catch (const std::bad_alloc&) {
        return memory_failure("", failed_code);
    } catch (const std::exception& error) {
        return other_failure(error.what(), failed_code);
    } catch (...) {
        return other_failure("no standard exception", failed_code);
    }
}

const std::vector<FailureKind>& failure_kinds() {
    static const std::vector<FailureKind> kinds = {
        {"usage", "a bad command line, or a bad question to a server",
         "covmap COMMAND --help lists the options of a command, /openapi.json those of a server"},
        {"job", "a job that cannot be run as it stands", "covmap check JOB lists every fault with its line"},
        {"input", "a file or a run that cannot be read, or that does not hold what was asked",
         "covmap inspect FILE shows what a file holds, covmap verify RUN whether a run is what it was"},
        {"output", "a file or folder that cannot be written", "name another place by -o, or make room there"},
        {"check", "an account of the run does not add up: nothing was published", "report it, with the message and the job"},
        {"retry", "something that is not there yet, or cannot be reached now", "try again a little later"},
        {"cancelled", "ended by Ctrl-C or a signal", "start it again"},
        {"memory", "the memory that the system allows is used up", "give it more, or less to do: --memory, --threads"},
        {"threads", "the system starts no more threads", "use fewer --threads, or raise ulimit -u"},
        {"not-found", "a server has no such path, table, column, code or set of zones",
         "/openapi.json lists the paths, /api/tables (the tool tables) the tables"},
        {"scheduler", "the scheduler of a cluster is not there, or refuses a job",
         "its own message says why; covmap submit --dry-run shows what it is given"},
        {"unexpected", "a fault of covmap itself", "report it, with the message and the command"},
    };
    return kinds;
}

std::string next_step(const Failure& failure) {
    if (!failure.advice.empty()) return failure.advice;
    const auto known = std::find_if(failure_kinds().begin(), failure_kinds().end(),
                                    [&](const FailureKind& kind) { return failure.kind == kind.code; });
    return known == failure_kinds().end() ? "" : known->next;
}

std::string failure_json(const Failure& failure) {
    return json_text({{"error",
                       {{"code", failure.kind},
                        {"where", failure.where},
                        {"what", failure.what},
                        {"next", next_step(failure)},
                        {"exit_code", failure.code}}}},
                     -1);
}

std::string failure_text(const Failure& failure) {
    const std::string text = (failure.where.empty() ? "" : failure.where + ": ") + failure.what;
    return "covmap: " + (failure.kind == kind_name(ErrorKind::job) ? printable_lines(text) : printable(text)) + "\n" +
           (failure.advice.empty() ? "" : "  " + failure.advice + "\n");
}

}  // namespace covmap::cli
