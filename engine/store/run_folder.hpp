// The folder of a run: it appears whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace covmap::store {

struct RunFolderOptions {
    bool overwrite = false;  ///< a covmap run that stands there may be replaced
    bool exchange = true;    ///< try renameat2(RENAME_EXCHANGE); false: only plain renames, as where the file system refuses it
    std::function<void(const char* step)>
        at_step;  ///< told of each step of commit(): sweep progress, tests that kill a run there
};

/// Outputs are written into `<path>.partial-<pid>` beside `path`, synced and put in its place by commit(). A run killed at any
/// moment leaves the previous one as it was, or the new one whole; what it left beside is finished, rolled back or removed by the
/// next start. Not thread-safe, but files inside may be written by many threads.
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
    [[nodiscard]] const std::string& partial() const { return m_partial; }
    /// Path of a file to write.
    [[nodiscard]] std::string file(const std::string& name) const { return m_partial + "/" + name; }
    /// Names of what was written so far, with manifest.json and timings.json, sorted: what the manifest lists.
    [[nodiscard]] std::vector<std::string> files() const;

    /// Syncs every file and puts the folder in the place of `path`; the run that stood there is removed. Errors: output; the
    /// previous run is then intact.
    void commit();

private:
    void lock();

    std::string m_given;    ///< as the user wrote it, for errors
    std::string m_target;   ///< absolute, links resolved
    std::string m_partial;  ///< beside it
    RunFolderOptions m_options;
    int m_lock = -1;
    bool m_committed = false;
};

/// Finishes or rolls back a publication that was killed between two renames; called by commands that read a run too.
/// Errors: output, when another process is publishing there at this moment.
void recover_run_folder(const std::string& path);

}  // namespace covmap::store
