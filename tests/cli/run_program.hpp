// Runs the covmap program itself, as a user would.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/paths.hpp"

namespace covmap::test {

/// A folder that disappears with its test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "covmap-cli-XXXXXX").string();
        m_path = mkdtemp(pattern.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }

    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << text;
        return file(name);
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(m_path / name, std::ios::binary).rdbuf();
        return text.str();
    }

private:
    std::filesystem::path m_path;
};

struct Ran {
    int code = -1;
    std::string out, err;
};

/// `arguments` as typed in a shell.
inline Ran run_covmap(const std::string& arguments) {
    const TemporaryFolder folder;
    const std::string program = test::program();
    const int status =
        std::system((program + " " + arguments + " >" + folder.file("out") + " 2>" + folder.file("err") + " </dev/null").c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, folder.read("out"), folder.read("err")};
}

/// The folder of one run of the sample, for all tests of the program.
inline const std::string& run_of_sample() {
    static const TemporaryFolder folder;
    static const std::string run = [] {
        const std::string out = folder.file("sample"), job = test::source_dir() + "/data/sample/job.toml";
        REQUIRE(run_covmap("run " + job + " -o " + out + " --set output.formats='[\"csv\"]' --progress none").code == 0);
        return out;
    }();
    return run;
}

}  // namespace covmap::test
