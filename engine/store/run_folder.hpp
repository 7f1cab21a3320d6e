// The folder of a run: it appears whole or not at all.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/process/unfinished.hpp"
#include "store/manifest_format.hpp"
#include "store/swap_names.hpp"

namespace covmap::store {

struct RunFolderOptions {
    bool overwrite = false;  ///< a covmap run that stands there may be replaced
    bool exchange = true;    ///< try renameat2(RENAME_EXCHANGE); false: only plain renames, as where the file system refuses it
    std::function<void(const char* step)>
        at_step;                           ///< told of each step of commit(): sweep progress, tests that kill a run there
    std::string format = kManifestFormat;  ///< of the manifest that will be written, and of the folder that may be replaced
};

/// Outputs are written into `<path>.partial-<host>-<boot>-<process>-<random>` beside `path`, synced and put in its place by
/// commit(). A run killed at any moment leaves the previous one as it was, or the new one whole; what it left beside is finished,
/// rolled back or removed by the next start. Not thread-safe, but files inside may be written by many threads.
class RunFolder {
public:
    /// `path` must be absent, empty or a covmap run (its manifest.json says so and lists its files). Recovers from killed runs
    /// first. Errors, kind output, where = path: a file in the way; a file that is not of the run, by name; a run without
    /// `overwrite`; another process that is writing there; what the system refuses.
    RunFolder(std::string path, RunFolderOptions options);
    /// Without commit() removes what was written.
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /// The folder to write into, until commit().
    [[nodiscard]] const std::string& partial() const { return m_names.partial; }
    /// Path of a file to write.
    [[nodiscard]] std::string file(const std::string& name) const { return m_names.partial + "/" + name; }
    /// Names of what was written so far, with manifest.json and timings.json, sorted: what the manifest lists.
    [[nodiscard]] std::vector<std::string> files() const;

    /// Syncs every file and puts the folder in the place of `path`; the run that stood there is removed. Errors: output; the
    /// previous run is then intact.
    void commit();
    /// Lines for people: what was found beside the folder and left, what could not be removed.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    void make_partial();
    void remove_partial();

    std::string m_given;  ///< as the user wrote it, for errors
    Owner m_owner;
    SwapNames m_names;  ///< the target absolute, links followed
    RunFolderOptions m_options;
    std::unique_ptr<core::Unfinished> m_unfinished;
    std::vector<std::string> m_warnings;
    int m_lock = -1;
};

}  // namespace covmap::store
