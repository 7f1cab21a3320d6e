// Putting one folder in the place of another so that a reader sees the old or the new one. Private to the room.
#pragma once

#include <functional>
#include <string>

namespace covmap::store {

struct Swap {
    std::string target;   ///< absolute
    std::string partial;  ///< absolute, in the same parent folder
    bool exchange = true;
    std::function<void(const char* step)> at_step;
};

/// Writes every file and folder below `folder`, and itself, through to the disk. Throws std::system_error.
void sync_tree(const std::string& folder);

/// `partial` becomes `target`; what stood there is removed. One exchange where the file system can; else two renames under a
/// marker
/// `<target>.swap` that finish_swap() understands. Throws std::system_error, with the old folder in its place.
void publish(const Swap& swap);

/// Finishes or rolls back what a killed publish() left behind its marker. Throws std::system_error; core::Error (output) where
/// the process that wrote the marker still lives.
void finish_swap(const std::string& target);

/// Removes `<target>.partial-<pid>` of processes that are gone.
void remove_stale_partials(const std::string& target);

}  // namespace covmap::store
