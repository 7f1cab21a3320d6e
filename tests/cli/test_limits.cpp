#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "cli/limits.hpp"

using namespace covmap;

namespace {

/// What a process is told that may have so much address space from now on.
bool is_near_with(rlim_t bytes) {
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_AS, &limit);
        ::_exit(cli::is_near_memory_limit() ? 1 : 0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status) == 1;
}

}  // namespace

TEST_CASE("memory is near its limit where there is one, and the program has all but taken it") {
    CHECK_FALSE(is_near_with(RLIM_INFINITY));
    CHECK_FALSE(is_near_with(rlim_t{1} << 60U));
    CHECK(is_near_with(64U << 20U));
}
