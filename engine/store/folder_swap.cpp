#include "store/folder_swap.hpp"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "store/folder_files.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

void move(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail(to);
}

/// True where the exchange was made; false where the system cannot.
bool exchanged(const Swap& swap) {
    if (!swap.exchange) return false;
    const SwapNames& names = swap.names;
    if (::renameat2(AT_FDCWD, names.partial.c_str(), AT_FDCWD, names.target.c_str(), RENAME_EXCHANGE) == 0) return true;
    if (errno == ENOSYS || errno == EINVAL || errno == ENOTSUP) return false;
    fail(names.target);
}

void tell(const Swap& swap, const char* step) {
    if (swap.at_step) swap.at_step(step);
}

/// The new run is in place by then: a disk that fails now does not undo it.
void sync_after(const std::string& target, Lines& lines) {
    try {
        sync_parent(target);
    } catch (const std::system_error& error) {
        lines.push_back(target + " is in place, but its parent folder cannot be written through to the disk (" +
                        error.code().message() + "): a power cut may undo it");
    }
}

/// The old run. A file that somebody put there in the last moment is his. False: the next run has to remove what is left.
bool remove_old(const std::string& folder, Lines& lines) {
    const std::string kept = "the earlier run is kept as " + folder + ": ";
    if (kind_of(folder) == FolderKind::other) {
        lines.push_back(kept + "a file in it is not of covmap");
        return true;
    }
    const std::error_code failed = remove_files_of(folder);
    if (failed) lines.push_back(kept + "it cannot be removed (" + failed.message() + ")");
    return !failed;
}

/// Where there is none: the old folder is back in its place.
void move_in(const Swap& swap, StandingMarker& marker) {
    try {
        move(swap.names.partial, swap.names.target);
    } catch (const std::system_error&) {
        move(swap.names.old, swap.names.target);  // where this fails too, the marker stays and tells
        marker.remove();
        throw;
    }
}

void swap_by_renames(const Swap& swap, Lines& lines) {
    StandingMarker marker(swap.names, swap.owner);
    tell(swap, "marked");
    try {
        move(swap.names.target, swap.names.old);
    } catch (const std::system_error&) {
        marker.remove();
        throw;
    }
    tell(swap, "moved-away");
    move_in(swap, marker);
    sync_after(swap.names.target, lines);
    tell(swap, "moved-in");
    if (!remove_old(swap.names.old, lines)) return;  // the marker says whose it is
    try {
        marker.remove();
    } catch (const std::system_error& error) {
        lines.push_back(swap.names.marker + " is left and cannot be removed (" + error.code().message() + ")");
    }
}

}  // namespace

void sync_tree(const std::string& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_directory() || entry.is_regular_file()) sync_path(entry.path().string());
    sync_path(folder);
}

std::vector<std::string> publish(const Swap& swap) {
    const SwapNames& names = swap.names;
    Lines lines;
    if (!fs::exists(names.target) || fs::is_empty(names.target)) {
        move(names.partial, names.target);  // rename(2) replaces an empty folder
        sync_after(names.target, lines);
        tell(swap, "moved-in");
    } else if (exchanged(swap)) {
        sync_after(names.target, lines);
        tell(swap, "exchanged");
        remove_old(names.partial, lines);
    } else {
        swap_by_renames(swap, lines);
    }
    tell(swap, "removed");
    return lines;
}

}  // namespace covmap::store
