// Runs the program in a folder of the test's own.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/paths.hpp"

namespace covmap::real {

/// A folder that is gone at the end.
class Workshop {
public:
    explicit Workshop(const std::string& name)
        : m_path(std::filesystem::temp_directory_path() / ("covmap-" + name + "-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(m_path);
    }
    ~Workshop() { std::filesystem::remove_all(m_path); }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(m_path / name, std::ios::binary) << text;
        return file(name);
    }

    struct Said {
        int code = -1;
        std::string out;  ///< and what went to stderr
    };
    /// `covmap <arguments>`, as typed in a shell.
    [[nodiscard]] Said covmap(const std::string& arguments) const {
        const std::string log = file("said.txt");
        const int status = std::system((test::program() + " " + arguments + " >" + log + " 2>&1").c_str());
        std::ostringstream text;
        text << std::ifstream(log, std::ios::binary).rdbuf();
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text.str()};
    }

private:
    std::filesystem::path m_path;
};

}  // namespace covmap::real
