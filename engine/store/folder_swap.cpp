#include "store/folder_swap.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "core/error.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kMarkerSuffix = ".swap";
constexpr const char* kMarkerTitle = "covmap-swap 1";
constexpr const char* kPartialInfix = ".partial-";

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

void sync_path(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(path);
    const int result = ::fsync(descriptor);
    const int cause = errno;
    ::close(descriptor);
    errno = cause;
    // Some file systems cannot sync a folder and say EINVAL; their renames are as durable as they get.
    if (result != 0 && cause != EINVAL) fail(path);
}

void sync_parent(const std::string& target) { sync_path(fs::path(target).parent_path().string()); }

void move(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail(to);
}

bool is_alive(long pid) { return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH; }

/// What a marker says. A torn one says nothing: renames only begin once it is on the disk.
struct Marker {
    bool whole = false;
    long pid = 0;
    std::string partial, old;
};

Marker read_marker(const std::string& path) {
    Marker marker;
    std::ifstream in(path);
    std::string title, pid, end;
    const bool read = std::getline(in, title) && std::getline(in, pid) && std::getline(in, marker.partial) &&
                      std::getline(in, marker.old) && std::getline(in, end);
    const auto parsed = std::from_chars(pid.data(), pid.data() + pid.size(), marker.pid);
    marker.whole = read && title == kMarkerTitle && parsed.ec == std::errc() && end == "end";
    return marker;
}

void write_marker(const std::string& path, const std::string& partial, const std::string& old) {
    {
        std::ofstream out(path, std::ios::trunc);
        out << kMarkerTitle << '\n'
            << ::getpid() << '\n'
            << fs::path(partial).filename().string() << '\n'
            << fs::path(old).filename().string() << "\nend\n";
        out.close();
        if (!out) fail(path);
    }
    sync_path(path);
    sync_parent(path);
}

/// True where the exchange was made; false where the system cannot.
bool exchanged(const Swap& swap) {
    if (!swap.exchange) return false;
    if (::renameat2(AT_FDCWD, swap.partial.c_str(), AT_FDCWD, swap.target.c_str(), RENAME_EXCHANGE) == 0) return true;
    if (errno == ENOSYS || errno == EINVAL || errno == ENOTSUP) return false;
    fail(swap.target);
}

void tell(const Swap& swap, const char* step) {
    if (swap.at_step) swap.at_step(step);
}

/// The new run is in place by then: what cannot be removed now does not undo it.
void remove_quietly(const std::string& path) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

void swap_by_renames(const Swap& swap) {
    const std::string marker = swap.target + kMarkerSuffix;
    const std::string old = swap.partial + "-old";
    write_marker(marker, swap.partial, old);
    tell(swap, "marked");
    try {
        move(swap.target, old);
    } catch (const std::system_error&) {
        fs::remove(marker);
        throw;
    }
    tell(swap, "moved-away");
    try {
        move(swap.partial, swap.target);
    } catch (const std::system_error&) {
        move(old, swap.target);
        fs::remove(marker);
        throw;
    }
    sync_parent(swap.target);
    tell(swap, "moved-in");
    remove_quietly(old);
    remove_quietly(marker);
}

/// True when the lock of a partial folder can be had, or when the file system has no locks to ask.
bool is_unlocked(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return true;
    const bool held = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return !held;
}

}  // namespace

void sync_tree(const std::string& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_directory() || entry.is_regular_file()) sync_path(entry.path().string());
    sync_path(folder);
}

void publish(const Swap& swap) {
    const bool stands = fs::exists(swap.target) && !fs::is_empty(swap.target);
    if (!stands) {
        move(swap.partial, swap.target);  // rename(2) replaces an empty folder
        sync_parent(swap.target);
        tell(swap, "moved-in");
    } else if (exchanged(swap)) {
        sync_parent(swap.target);
        tell(swap, "exchanged");
        remove_quietly(swap.partial);
    } else {
        swap_by_renames(swap);
    }
    tell(swap, "removed");
}

void finish_swap(const std::string& target) {
    const std::string path = target + kMarkerSuffix;
    if (!fs::exists(path)) return;
    const Marker marker = read_marker(path);
    if (marker.whole) {
        if (marker.pid != ::getpid() && is_alive(marker.pid))
            throw core::Error(
                core::ErrorKind::output, target,
                "another run (process " + std::to_string(marker.pid) + ") is being put there; try again when it is done");
        const fs::path parent = fs::path(target).parent_path();
        const std::string partial = (parent / marker.partial).string(), old = (parent / marker.old).string();
        if (fs::exists(old) && !fs::exists(target)) move(fs::exists(partial) ? partial : old, target);
        sync_parent(target);
        if (fs::exists(target)) fs::remove_all(old);
    }
    fs::remove(path);
}

void remove_stale_partials(const std::string& target) {
    const fs::path parent = fs::path(target).parent_path();
    const std::string prefix = fs::path(target).filename().string() + kPartialInfix;
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(parent)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix) || !entry.is_directory()) continue;
        long pid = 0;
        const char* last = name.data() + name.size();
        const auto parsed = std::from_chars(name.data() + prefix.size(), last, pid);
        if (parsed.ec != std::errc() || parsed.ptr != last || pid <= 0) continue;
        const bool gone = pid == ::getpid() || !is_alive(pid);
        if (gone && is_unlocked(entry.path().string())) stale.push_back(entry.path());
    }
    for (const fs::path& folder : stale) fs::remove_all(folder);
}

}  // namespace covmap::store
