#include "support/paths.hpp"

#include <cstdlib>
#include <filesystem>

namespace covmap::test {
namespace {

std::string stated_or(const char* name, const std::string& otherwise) {
    const char* stated = std::getenv(name);
    return stated != nullptr && *stated != '\0' ? stated : otherwise;
}

}  // namespace

std::string source_dir() { return stated_or("COVMAP_SOURCE_DIR", COVMAP_SOURCE_DIR); }
std::string binary_dir() { return stated_or("COVMAP_BINARY_DIR", COVMAP_BINARY_DIR); }
std::string program() { return stated_or("COVMAP_PROGRAM", binary_dir() + "/cli/covmap"); }

std::string real_data_dir() {
    const std::string folder = stated_or("COVMAP_REAL_DATA", source_dir() + "/../shared/data");
    return std::filesystem::is_directory(folder) ? folder : "";
}

}  // namespace covmap::test
