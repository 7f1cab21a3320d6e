// Small ways to look into folders.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "core/error.hpp"
#include "support/temp_folder.hpp"

namespace covmap::test {

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// File name -> content, of a folder without folders in it.
inline std::map<std::string, std::string> contents_of(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files[entry.path().filename().string()] = bytes_of(entry.path().string());
    return files;
}

/// The error that `action` throws, or nothing.
template <class Action>
std::unique_ptr<core::Error> error_of(Action action) {
    try {
        action();
    } catch (const core::Error& error) {
        return std::make_unique<core::Error>(error);
    }
    return nullptr;
}

}  // namespace covmap::test
