#include <catch2/catch.hpp>

#include "cli/failure.hpp"

using namespace covmap;
using core::Error;
using core::ErrorKind;

TEST_CASE("only a bad command line is exit code 2") {
    CHECK(cli::exit_code(ErrorKind::usage) == 2);
    for (const ErrorKind kind : {ErrorKind::job, ErrorKind::input, ErrorKind::output, ErrorKind::check, ErrorKind::cancelled})
        CHECK(cli::exit_code(kind) == 1);
}

TEST_CASE("an existing output gets the advice to overwrite, once") {
    CHECK_THAT(cli::advice(Error(ErrorKind::output, "out", "already holds a run")), Catch::Contains("--overwrite"));
    CHECK(cli::advice(Error(ErrorKind::output, "out", "already holds a run; use --overwrite")).empty());
    CHECK(cli::advice(Error(ErrorKind::job, "job.toml:3", "unknown key")).empty());
    CHECK_THAT(cli::advice(Error(ErrorKind::cancelled, "", "interrupted")), Catch::Contains("as it was"));
}
