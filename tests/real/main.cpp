// The runner of tests on published data: where it is not at hand they are skipped, and ctest says so.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>

#include "support/paths.hpp"

int main(int count, char** words) {
    constexpr int kSkipped = 77;  // SKIP_RETURN_CODE of tests/CMakeLists.txt
    if (covmap::test::real_data_dir().empty()) {
        std::cout << "skipped: no published data beside the project; COVMAP_REAL_DATA names its folder\n";
        return kSkipped;
    }
    return Catch::Session().run(count, words) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;  // else 77 failures would read as skipped
}
