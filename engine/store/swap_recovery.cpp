#include "store/swap_recovery.hpp"

#include <stdio.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/error.hpp"
#include "store/folder_files.hpp"
#include "store/swap_names.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

void put_back(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) throw std::system_error(errno, std::generic_category(), to);
}

[[noreturn]] void refuse_busy(const std::string& given, const Owner& owner) {
    throw core::Error(core::ErrorKind::output, given,
                      "another run is writing there (process " + std::to_string(owner.process) + " on " + owner.host +
                          "); wait for it or choose another folder with -o");
}

/// Nobody here knows whether the swap goes on.
[[noreturn]] void refuse_unknown(const std::string& given, const SwapNames& names, const Owner& owner) {
    const bool away = !fs::exists(names.target);
    const std::string commands =
        away ? "mv -T " + shell_word(names.old) + " " + shell_word(names.target) + " && rm " + shell_word(names.marker)
             : "rm " + shell_word(names.marker);
    throw core::Error(core::ErrorKind::output, given,
                      "was being replaced by process " + std::to_string(owner.process) + " on " + owner.host +
                          ", and whether it still is cannot be told from here; when it has ended: " + commands +
                          "; or choose another folder with -o");
}

bool stands(const std::string& target) { return fs::exists(target) && !(fs::is_directory(target) && fs::is_empty(target)); }

/// The new run where it is whole, else the old one.
void finish(const SwapNames& names, Lines& lines) {
    if (!stands(names.target)) {
        const FolderKind old = kind_of(names.old);
        if (kind_of(names.partial) == FolderKind::whole_run)
            put_back(names.partial, names.target);
        else if (old != FolderKind::none && fs::exists(fs::path(names.old) / "manifest.json"))
            put_back(names.old, names.target);
        sync_parent(names.target);
    }
    const FolderKind old = kind_of(names.old);
    if (old == FolderKind::none) return;
    if (old != FolderKind::other && kind_of(names.target) == FolderKind::whole_run) {
        if (const std::error_code failed = remove_files_of(names.old)) throw std::system_error(failed, names.old);
    } else {
        lines.push_back(names.old + " is left of a run that was killed, and not only of files of covmap; look at it");
    }
}

void finish_marked(const std::string& target, const std::string& given, Lines& lines) {
    const SwapMarker marker = read_marker(target);
    if (marker.kind == SwapMarker::Kind::other)
        lines.push_back(target + kMarkerSuffix + " is not of this covmap and was left as it is");
    if (marker.kind != SwapMarker::Kind::ours) return;
    const SwapNames names = swap_names(target, marker.owner);
    const PathLock lock(names.marker);
    switch (claim_of(marker.owner, lock)) {
        case Claim::in_use:
            refuse_busy(given, marker.owner);
        case Claim::unknown:
            refuse_unknown(given, names, marker.owner);
        case Claim::free:
            finish(names, lines);
            fs::remove(names.marker);
    }
}

/// A run that is killed while it writes its owner's file leaves the beginning of it, and nothing else.
bool says_whose(const std::string& folder, const Owner& owner) {
    const fs::path path = fs::path(folder) / kOwnerFile;
    std::error_code unseen;
    if (!fs::is_regular_file(fs::symlink_status(path, unseen))) return false;
    const std::string whole = owner_text(owner) + "\n";
    std::string text(whole.size() + 1, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(text.data(), std::ssize(text));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text == whole || (whole.starts_with(text) && files_below(folder) == Lines{kOwnerFile});
}

/// One folder of our form of name.
void clear(const std::string& folder, const Owner& owner, const std::string& given, Lines& lines) {
    const PathLock lock(folder);
    if (lock.state() == PathLock::State::of_another) refuse_busy(given, owner);
    const FolderKind kind = kind_of(folder);
    if (kind == FolderKind::other && !says_whose(folder, owner)) {
        lines.push_back(folder + " has a name of covmap's, and other files in it: it was left as it is");
        return;
    }
    const Claim claim = claim_of(owner, lock);
    if (claim == Claim::in_use) return;
    if (claim == Claim::unknown) {
        lines.push_back(folder + " was left by process " + std::to_string(owner.process) + " on " + owner.host +
                        ", and whether it still writes cannot be told from here; when it has ended: rm -r " + shell_word(folder));
        return;
    }
    if (const std::error_code failed = remove_files_of(folder))
        lines.push_back(folder + " is left of a run that was killed and cannot be removed (" + failed.message() + ")");
}

}  // namespace

std::vector<std::string> recover_swap(const std::string& target, const std::string& given) {
    Lines lines;
    finish_marked(target, given, lines);
    const std::string beginning = fs::path(target).filename().string() + kPartialInfix;
    std::vector<std::pair<std::string, Owner>> found;
    for (const auto& entry : fs::directory_iterator(fs::path(target).parent_path()))
        if (const auto owner = owner_in_name(entry.path().filename().string(), beginning))
            if (fs::is_directory(entry.symlink_status())) found.emplace_back(entry.path().string(), *owner);
    for (const auto& [folder, owner] : found) clear(folder, owner, given, lines);
    return lines;
}

}  // namespace covmap::store
