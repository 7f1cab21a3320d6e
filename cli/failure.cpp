#include "cli/failure.hpp"

#include "cli/printable.hpp"

namespace covmap::cli {

using core::ErrorKind;

int exit_code(ErrorKind kind) { return kind == ErrorKind::usage ? kUsage : kFailed; }

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
    const auto says = [&](const char* words) { return error.message().find(words) != std::string::npos; };
    switch (error.kind()) {
        case ErrorKind::usage:
        case ErrorKind::job:
        case ErrorKind::input:
            return "";  // their messages say what to do
        case ErrorKind::output:
            if (says("--overwrite") || says(" -o") || says("TMPDIR")) return "";
            return "use --overwrite to replace an earlier run, or -o DIR for another folder";
        case ErrorKind::check:
            return "nothing was published; an earlier run in the folder is as it was";
        case ErrorKind::cancelled:
            return "nothing was published; an earlier run in the folder is as it was";
    }
    return "";
}

std::string failure_lines(const core::Error& error) {
    const std::string what = error.kind() == ErrorKind::job ? printable_lines(error.what()) : printable(error.what());
    const std::string more = advice(error);
    return "covmap: " + what + "\n" + (more.empty() ? "" : "  " + more + "\n");
}

}  // namespace covmap::cli
