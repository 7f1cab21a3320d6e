// The name of a run's folder, as pages tell it.
#pragma once

#include <filesystem>
#include <string>

namespace covmap::run {

/// «sample» of «out/sample/».
inline std::string name_of_folder(const std::string& folder) {
    const std::filesystem::path path = std::filesystem::absolute(folder).lexically_normal();
    return (path.has_filename() ? path.filename() : path.parent_path().filename()).string();
}

}  // namespace covmap::run
