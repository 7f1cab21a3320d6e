// What stands in a folder, and whether it is ours. Private to the room.
#pragma once

#include <string>
#include <vector>

namespace covmap::store {

/// Relative names of all files below `folder` (not of folders), sorted.
std::vector<std::string> files_below(const std::string& folder);

/// Throws unless `target` may become a run: absent, empty, or a run of ours with no other file in it and `overwrite`. Errors name
/// `given`, the path as the user wrote it. Files that readers leave beside ours (-wal, -shm, -journal, .aux.xml) are ours.
void check_target(const std::string& target, const std::string& given, bool overwrite);

}  // namespace covmap::store
