// Runs of one table, and processes that are killed while they publish one.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "export/support/world.hpp"
#include "store/run_folder.hpp"

namespace covmap::tests {

/// A run of one table, whose manifest lists its files.
inline void fill(const store::RunFolder& folder, const std::string& table) {
    write_text(folder.file("commune.csv"), table);
    write_text(folder.file("timings.json"), "{}");
    std::string manifest = R"({"format": "covmap-run", "files": [)";
    for (const std::string& name : folder.files()) manifest += (manifest.back() == '[' ? "\"" : ", \"") + name + "\"";
    write_text(folder.file("manifest.json"), manifest + "]}");
}

inline void run(const std::string& path, const std::string& table, store::RunFolderOptions options = {}) {
    store::RunFolder folder(path, std::move(options));
    fill(folder, table);
    folder.commit();
}

/// A child that is killed at a step of its run, as by kill -9; true where the step came.
inline bool killed_at(const std::string& path, const std::string& step, bool exchange) {
    const pid_t child = ::fork();
    if (child == 0) {
        store::RunFolderOptions options{true, exchange, [&step](const char* now) {
                                            if (step == now) ::kill(::getpid(), SIGKILL);
                                        }};
        run(path, "new", options);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

inline std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace covmap::tests
