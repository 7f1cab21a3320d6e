// Where the file that a user named stands, or will stand. Private to what writes.
#pragma once

#include <string>

namespace covmap::store {

enum class TargetKind {
    absent,  ///< nothing there: a file is made
    file,    ///< a file: it is replaced by a whole new one
    stream,  ///< a terminal, /dev/null or another character device, a pipe, an open descriptor: written into, never replaced
};

struct OutputTarget {
    std::string given;  ///< as the user wrote it, for errors
    std::string path;   ///< links followed to their end, also where nothing stands there yet
    TargetKind kind = TargetKind::absent;
    int descriptor = -1;  ///< of this process, where the name means one: /dev/stdout, /dev/fd/3; not owned
};

/// Errors, kind output: an empty name, one in a folder that is not there, a folder, a block device, a socket, links that lead in
/// a circle, a folder that cannot be looked into.
OutputTarget output_target(const std::string& given);

/// As output_target(), for what has to be written at any place of it. Error too: a stream.
OutputTarget seekable_target(const std::string& given);

/// The path with its last links followed, as canonical as what exists of it allows. Throws std::system_error.
std::string followed(const std::string& path);

}  // namespace covmap::store
