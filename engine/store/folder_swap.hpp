// Putting one folder in the place of another so that a reader sees the old or the new one. Private to the room.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/swap_names.hpp"

namespace covmap::store {

struct Swap {
    SwapNames names;  ///< the partial becomes the target
    Owner owner;
    bool exchange = true;
    std::function<void(const char* step)> at_step;
};

/// Writes every file and folder below `folder`, and itself, through to the disk. Throws std::system_error.
void sync_tree(const std::string& folder);

/// The partial becomes the target; what stood there is removed. One exchange where the file system can; else two renames under a
/// marker that recover_swap() and standing_run() understand. Throws std::system_error, with the old folder in its place. What
/// fails once the new run is in its place is returned, as lines for people: a folder that could not be removed, a failed sync.
std::vector<std::string> publish(const Swap& swap);

}  // namespace covmap::store
