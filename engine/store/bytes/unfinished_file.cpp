#include "store/bytes/unfinished_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "core/error.hpp"
#include "store/bytes/output_target.hpp"
#include "store/bytes/owner.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFileInfix = ".partial-";

[[noreturn]] void fail_file(const std::string& given, int cause) {
    throw core::Error(core::ErrorKind::output, given, write_fault("cannot be written", cause));
}

/// What killed processes left of the same file. Nothing that is not a file under a name of ours, and nothing in use.
void remove_stale_files(const fs::path& wanted) {
    const std::string beginning = wanted.filename().string() + kFileInfix;
    std::error_code ignored;
    for (fs::directory_iterator at(wanted.parent_path(), ignored), end; !ignored && at != end; at.increment(ignored)) {
        const auto owner = owner_in_name(at->path().filename().string(), beginning);
        std::error_code unseen;
        if (!owner || at->symlink_status(unseen).type() != fs::file_type::regular) continue;
        const PathLock lock(at->path().string());
        if (claim_of(*owner, lock) == Claim::free) fs::remove(at->path(), unseen);
    }
}

}  // namespace

UnfinishedFile::UnfinishedFile(const std::string& wanted) : m_given(wanted), m_wanted(seekable_target(wanted).path) {
    remove_stale_files(m_wanted);
    do {
        m_path = m_wanted + kFileInfix + owner_text(new_owner());
        m_lock = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (m_lock < 0 && errno == EEXIST);
    if (m_lock < 0) fail_file(m_given, errno);
    ::flock(m_lock, LOCK_EX | LOCK_NB);
    m_unfinished = std::make_unique<core::Unfinished>(m_path);
}

UnfinishedFile::~UnfinishedFile() {
    std::error_code ignored;
    if (!m_kept) fs::remove(m_path, ignored);
    if (m_lock >= 0) ::close(m_lock);
}

void UnfinishedFile::keep() {
    // Opened anew: SQLite made the file itself.
    const int written = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (written < 0) fail_file(m_given, errno);
    const int synced = ::fsync(written);
    const int cause = errno;
    ::close(written);
    if (synced != 0 && cause != EINVAL) fail_file(m_given, cause);
    if (::rename(m_path.c_str(), m_wanted.c_str()) != 0) fail_file(m_given, errno);
    m_kept = true;
    m_unfinished->done();
}

}  // namespace covmap::store
