#include <catch2/catch.hpp>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/failure.hpp"
#include "cli/run_program.hpp"

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

TEST_CASE("docs/errors.md tells every code, what it is and the next step") {
    std::string page = test::TemporaryFolder().read(test::source_dir() + "/docs/errors.md");
    std::erase(page, '`');
    std::size_t rows = 0;
    for (std::size_t at = page.find("\n| "); at != std::string::npos; at = page.find("\n| ", at + 1)) ++rows;
    CHECK(rows == 1 + cli::failure_kinds().size());
    for (const cli::FailureKind& kind : cli::failure_kinds())
        CHECK_THAT(page, Catch::Contains("\n| " + std::string(kind.code) + " | " + kind.what + " | " + kind.next + " |\n"));
}

TEST_CASE("a failure as JSON has its code and the next step: its own advice, else that of the code") {
    const auto json =
        nlohmann::json::parse(cli::failure_json(failure_after(Error(ErrorKind::job, "a.toml:3", "\"x\" is\nno key"))));
    CHECK(json["error"] == nlohmann::json({{"code", "job"},
                                           {"where", "a.toml:3"},
                                           {"what", "\"x\" is\nno key"},
                                           {"next", "covmap check JOB lists every fault with its line"},
                                           {"exit_code", 3}}));
    CHECK(cli::next_step(failure_after(Error(ErrorKind::cancelled, "", "interrupted"))) ==
          cli::advice(Error(ErrorKind::cancelled, "", "")));
    const std::string line = cli::failure_json({"input", "\xff", "a\nb", "", 1});
    CHECK(line.find('\n') == line.size() - 1);  // one line, whatever it tells
}
