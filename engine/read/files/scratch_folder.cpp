#include "read/files/scratch_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>

#include "core/error.hpp"
#include "core/process/unfinished.hpp"

namespace covmap::read {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolderPrefix = "covmap-unpacked-";
constexpr const char* kLock = ".lock";

/// A folder whose lock nobody holds is of a process that is gone.
void remove_abandoned(const fs::path& root) {
    std::error_code ignored;
    for (fs::directory_iterator at(root, ignored), end; !ignored && at != end; at.increment(ignored)) {
        if (at->path().filename().string().rfind(kFolderPrefix, 0) != 0) continue;
        const int lock = open((at->path() / kLock).c_str(), O_RDWR | O_CLOEXEC);
        if (lock < 0) continue;
        std::error_code kept;
        if (flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(at->path(), kept);
        close(lock);
    }
}

/// The scratch folder of the process, gone at its end.
class ScratchFolder {
public:
    ScratchFolder() {
        const std::string root = scratch_root();
        remove_abandoned(root);
        std::string path = root + "/" + kFolderPrefix + "XXXXXX";
        if (mkdtemp(path.data()) == nullptr)
            throw core::Error(core::ErrorKind::output, path,
                              std::string("cannot create a scratch folder: ") + std::strerror(errno) + "; " + kScratchRoom);
        m_path = path;
        m_unfinished = std::make_unique<core::Unfinished>(path);
        m_lock = open((m_path / kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (m_lock >= 0) flock(m_lock, LOCK_EX);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
        if (m_lock >= 0) close(m_lock);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    /// A new folder inside.
    fs::path part() {
        fs::path made = m_path / std::to_string(++m_parts);
        fs::create_directory(made);
        return made;
    }

private:
    fs::path m_path;
    std::unique_ptr<core::Unfinished> m_unfinished;
    std::size_t m_parts = 0;
    int m_lock = -1;
};

}  // namespace

const char* const kScratchRoom = "set TMPDIR to a folder with more room, or unpack the archive yourself and name the file inside";

std::string scratch_root() {
    const char* tmp = std::getenv("TMPDIR");
    return tmp != nullptr && *tmp != '\0' ? tmp : "/tmp";
}

bool is_scratch(const std::string& path) { return path.starts_with(scratch_root() + "/" + kFolderPrefix); }

fs::path new_scratch_part() {
    static std::mutex mutex;
    static std::unique_ptr<ScratchFolder> folder;
    const std::lock_guard guard(mutex);
    if (!folder) folder = std::make_unique<ScratchFolder>();
    return folder->part();
}

}  // namespace covmap::read
