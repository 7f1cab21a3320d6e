// A folder that is gone when the test ends, and small ways to look into folders.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "core/error.hpp"

namespace covmap::test {

class TempFolder {
public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "covmap-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        m_path = name;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string path(const std::string& name) const { return m_path + "/" + name; }
    /// Writes a file and gives its path.
    [[maybe_unused]] std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }

private:
    std::string m_path;
};

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// File name -> content, of a folder without folders in it.
inline std::map<std::string, std::string> contents_of(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files[entry.path().filename().string()] = bytes_of(entry.path().string());
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
