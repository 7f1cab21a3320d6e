#include <catch2/catch.hpp>
#include <exception>
#include <new>
#include <stdexcept>

#include "cli/failure.hpp"

using namespace covmap;
using core::Error;
using core::ErrorKind;

TEST_CASE("only a bad command line is exit code 2") {
    CHECK(cli::exit_code(ErrorKind::usage) == 2);
    for (const ErrorKind kind : {ErrorKind::job, ErrorKind::input, ErrorKind::output, ErrorKind::check, ErrorKind::cancelled})
        CHECK(cli::exit_code(kind) == 1);
}

TEST_CASE("messages say themselves what to do; after a failed check and an interruption it is told what stands") {
    for (const ErrorKind kind : {ErrorKind::usage, ErrorKind::job, ErrorKind::input, ErrorKind::output})
        CHECK(cli::advice(Error(kind, "out", "the disk is full; free some space")).empty());
    for (const ErrorKind kind : {ErrorKind::check, ErrorKind::cancelled})
        CHECK_THAT(cli::advice(Error(kind, "", "interrupted")), Catch::Contains("as it was"));
}

namespace {

template <class Thrown>
cli::Failure failure_after(const Thrown& thrown) {
    return cli::failure_of(std::make_exception_ptr(thrown), 3);
}

}  // namespace

TEST_CASE("a failure has the kind, the place and the code of what was thrown") {
    const cli::Failure output = failure_after(Error(ErrorKind::output, "out", "is a folder; give a file with -o"));
    CHECK(output.kind == "output");
    CHECK(output.code == 3);
    CHECK(cli::failure_text(output) == "covmap: out: is a folder; give a file with -o\n");
    CHECK(failure_after(Error(ErrorKind::usage, "", "a longitude comes first")).code == cli::kUsage);
    CHECK(cli::failure_text(failure_after(std::runtime_error("who knows"))) == "covmap: unexpected failure: who knows\n");
}

TEST_CASE("memory that ran out is told as that, whoever blames what he could not load") {
    const cli::Failure plain = failure_after(std::bad_alloc());
    CHECK(plain.kind == "memory");
    CHECK(plain.what == "out of memory");
    CHECK_THAT(plain.advice, Catch::Contains("--memory"));
    const cli::Failure blamed =
        failure_after(Error(ErrorKind::input, "c.gpkg", "cannot be opened (out of memory); state the crs"));
    CHECK(blamed.kind == "memory");
    CHECK(blamed.what == "out of memory; it showed as: c.gpkg: cannot be opened (out of memory); state the crs");
    const cli::Failure threads = failure_after(std::runtime_error("pthread_create has failed: Resource temporarily unavailable"));
    CHECK(threads.kind == "threads");
    CHECK_THAT(threads.advice, Catch::Contains("--threads"));
}
