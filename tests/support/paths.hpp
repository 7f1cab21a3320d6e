// Where the project, its build and its program are. The environment decides (ctest sets it where it runs another program than the
// usual one); else what this build was configured with.
#pragma once

#include <string>

namespace covmap::test {

/// The root of the project: COVMAP_SOURCE_DIR.
[[nodiscard]] std::string source_dir();
/// The folder of the build: COVMAP_BINARY_DIR.
[[nodiscard]] std::string binary_dir();
/// The program covmap of this build: COVMAP_PROGRAM.
[[nodiscard]] std::string program();
/// The folder of published data, COVMAP_REAL_DATA, else `../shared/data` beside the project; empty where there is none.
[[nodiscard]] std::string real_data_dir();

}  // namespace covmap::test
