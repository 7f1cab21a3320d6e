// What stands in a folder, and whether it is ours. Private to the room.
#pragma once

#include <string>
#include <system_error>
#include <vector>

namespace covmap::store {

/// The name of the file that a folder under construction holds: whose it is.
inline constexpr const char* kOwnerFile = ".covmap-partial";
/// The marker of a swap before it stands beside the folder.
inline constexpr const char* kMarkerDraft = ".covmap-swap";

/// Relative names of all files below `folder` (not of folders), sorted. Links are files.
std::vector<std::string> files_below(const std::string& folder);

/// Throws unless `target` may become a folder of ours: absent, empty, or one of the same format (of the manifest) with no other
/// file in it and `overwrite`. Errors name `given`, the path as the user wrote it. Files that readers leave beside ours (-wal,
/// -shm, -journal, .aux.xml) are ours.
void check_target(const std::string& target, const std::string& given, const std::string& format, bool overwrite);

/// What a folder is to those who look for runs.
enum class FolderKind {
    none,         ///< no folder, or a link
    whole_run,    ///< a run of ours with all files that its manifest lists, and no other
    part_of_run,  ///< all files in it are of a run of ours, and some are missing; or there is no file at all
    other,        ///< something else is in it, or it cannot be looked into
};
FolderKind kind_of(const std::string& folder);

/// Removes the files that are there now, of a folder whose content is known to be ours, manifest and owner's file last, then the
/// folders that are empty by then. Nothing that is put there meanwhile. The first error ends it.
std::error_code remove_files_of(const std::string& folder);

}  // namespace covmap::store
