#include "store/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "store/folder_files.hpp"
#include "store/folder_swap.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& given, const std::string& what, const std::string& cause) {
    throw core::Error(core::ErrorKind::output, given,
                      what + " (" + cause + "); see that its parent folder can be written and has room");
}

/// Absolute, links resolved, without trailing slash.
std::string resolved(const std::string& given) {
    std::string text = given;
    while (text.size() > 1 && text.back() == '/') text.pop_back();
    if (text.empty() || text == "/")
        throw core::Error(core::ErrorKind::output, given, "is not a folder for a run; choose another with -o");
    try {
        return fs::weakly_canonical(fs::absolute(text)).string();
    } catch (const fs::filesystem_error& error) {
        fail(given, "is not a path of a folder", error.code().message());
    }
}

}  // namespace

RunFolder::RunFolder(std::string path, RunFolderOptions options)
    : m_given(std::move(path)), m_target(resolved(m_given)), m_options(std::move(options)) {
    try {
        fs::create_directories(fs::path(m_target).parent_path());
        finish_swap(m_target);
        remove_stale_partials(m_target);
        check_target(m_target, m_given, m_options.overwrite);
        m_partial = m_target + ".partial-" + std::to_string(::getpid());
        if (!fs::create_directory(m_partial))
            throw core::Error(core::ErrorKind::output, m_given,
                              "another run is writing there (" + m_partial + "); wait for it or choose another folder with -o");
    } catch (const std::system_error& error) {
        fail(m_given, "cannot be prepared", error.code().message());
    }
    lock();
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    if (!m_committed) fs::remove_all(m_partial, ignored);
    if (m_lock >= 0) ::close(m_lock);
}

void RunFolder::lock() {
    // Held until the end: tells other processes, in other containers too, that this partial is not stale.
    m_lock = ::open(m_partial.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock >= 0 && ::flock(m_lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(std::exchange(m_lock, -1));
        throw core::Error(core::ErrorKind::output, m_given,
                          "another run is writing there; wait for it or choose another folder with -o");
    }
}

std::vector<std::string> RunFolder::files() const {
    std::vector<std::string> names = files_below(m_partial);
    names.insert(names.end(), {"manifest.json", "timings.json"});
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void RunFolder::commit() {
    const Swap swap{m_target, m_partial, m_options.exchange, m_options.at_step};
    try {
        if (swap.at_step) swap.at_step("written");
        sync_tree(m_partial);
        if (swap.at_step) swap.at_step("synced");
        check_target(m_target, m_given, m_options.overwrite);  // somebody may have put something there meanwhile
        publish(swap);
    } catch (const std::system_error& error) {
        fail(m_given, "cannot be put in place", error.code().message());
    }
    m_committed = true;
}

void recover_run_folder(const std::string& path) {
    try {
        const std::string target = resolved(path);
        if (fs::exists(fs::path(target).parent_path())) finish_swap(target);
    } catch (const std::system_error& error) {
        fail(path, "cannot be recovered", error.code().message());
    }
}

}  // namespace covmap::store
