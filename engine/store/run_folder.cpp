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
#include "store/bytes/output_file.hpp"
#include "store/bytes/output_target.hpp"
#include "store/folder_files.hpp"
#include "store/folder_swap.hpp"
#include "store/swap_recovery.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& given, const std::string& what, const std::string& cause) {
    throw core::Error(core::ErrorKind::output, given,
                      what + " (" + cause + "); see that its parent folder can be written and has room");
}

/// Absolute, links followed, without trailing slash.
std::string resolved(const std::string& given) {
    std::string text = given;
    while (text.size() > 1 && text.back() == '/') text.pop_back();
    if (text.empty() || text == "/")
        throw core::Error(core::ErrorKind::output, given, "is not a folder for a run; choose another with -o");
    try {
        return followed(text);
    } catch (const std::system_error& error) {
        fail(given, "is not a path of a folder", error.code().message());
    }
}

}  // namespace

RunFolder::RunFolder(std::string path, RunFolderOptions options) : m_given(std::move(path)), m_options(std::move(options)) {
    m_names.target = resolved(m_given);
    try {
        fs::create_directories(fs::path(m_names.target).parent_path());
        m_warnings = recover_swap(m_names.target, m_given);
        check_target(m_names.target, m_given, m_options.format, m_options.overwrite);
        make_partial();
    } catch (const std::system_error& error) {
        fail(m_given, "cannot be prepared", error.code().message());
    }
}

RunFolder::~RunFolder() { remove_partial(); }

void RunFolder::remove_partial() {
    std::error_code ignored;
    if (m_unfinished) fs::remove_all(m_names.partial, ignored);
    if (m_lock >= 0) ::close(std::exchange(m_lock, -1));
}

void RunFolder::make_partial() {
    do {
        m_owner = new_owner();
        m_names = swap_names(m_names.target, m_owner);
    } while (!fs::create_directory(m_names.partial));
    m_unfinished = std::make_unique<core::Unfinished>(m_names.partial);
    // Held until the end: tells other processes, in other containers too, that this partial is not stale.
    m_lock = ::open(m_names.partial.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock >= 0) ::flock(m_lock, LOCK_EX | LOCK_NB);
    try {
        OutputFile whose(file(kOwnerFile), m_given);
        whose.append(owner_text(m_owner) + "\n");
        whose.close();
    } catch (...) {
        remove_partial();
        throw;
    }
}

std::vector<std::string> RunFolder::files() const {
    std::vector<std::string> names = files_below(m_names.partial);
    std::erase(names, kOwnerFile);
    names.insert(names.end(), {"manifest.json", "timings.json"});
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void RunFolder::commit() {
    const Swap swap{m_names, m_owner, m_options.exchange, m_options.at_step};
    try {
        if (swap.at_step) swap.at_step("written");
        fs::remove(file(kOwnerFile));  // from here on the manifest tells that it is ours
        sync_tree(m_names.partial);
        if (swap.at_step) swap.at_step("synced");
        check_target(m_names.target, m_given, m_options.format,
                     m_options.overwrite);  // somebody may have put something there meanwhile
        const std::vector<std::string> lines = publish(swap);
        m_warnings.insert(m_warnings.end(), lines.begin(), lines.end());
    } catch (const std::system_error& error) {
        fail(m_given, "cannot be put in place", error.code().message());
    }
    m_unfinished.reset();
}

}  // namespace covmap::store
