// What stands beside a run while it is put in place: `OUT.partial-<owner>`, `OUT.old-<owner>`, `OUT.swap`. Private to the room.
#pragma once

#include <optional>
#include <string>

#include "store/bytes/owner.hpp"

namespace covmap::store {

inline constexpr const char* kPartialInfix = ".partial-";
inline constexpr const char* kOldInfix = ".old-";
inline constexpr const char* kMarkerSuffix = ".swap";

/// The three names of one swap. All are beside `target`, an absolute path, and follow from it and the owner: no file names them.
struct SwapNames {
    std::string target, partial, old, marker;
};
SwapNames swap_names(const std::string& target, const Owner& owner);

/// Whose swap the marker of `target` tells of.
struct SwapMarker {
    enum class Kind {
        absent,
        ours,
        other,  ///< something of that name that no swap of ours made: a marker appears whole or not at all
    };
    Kind kind = Kind::absent;
    Owner owner;  ///< where it is ours
};
SwapMarker read_marker(const std::string& target);

/// A marker that stands, and is locked, while this lives. Where the program is killed it stays, and its lock goes.
class StandingMarker {
public:
    /// Written into names.partial, synced, and linked to its place: never torn, never in the place of another file. Throws
    /// std::system_error; EEXIST where something of that name is there.
    StandingMarker(const SwapNames& names, const Owner& owner);
    ~StandingMarker();
    StandingMarker(const StandingMarker&) = delete;
    StandingMarker& operator=(const StandingMarker&) = delete;
    /// The swap is complete, or undone. Throws std::system_error.
    void remove();

private:
    std::string m_path;
    int m_descriptor = -1;
};

/// fsync of a file or folder. Throws std::system_error.
void sync_path(const std::string& path);
/// Of the folder that `path` stands in.
void sync_parent(const std::string& path);

}  // namespace covmap::store
