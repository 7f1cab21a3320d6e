// Databases that somebody writes to (GeoPackage, SQLite), read without a byte changed beside them. Private to the room.
#pragma once

#include <string>

namespace covmap::read {

/// `path` itself, or where a SQLite file has a log beside it (-wal, -journal), a copy of both in the scratch folder: what is
/// committed in the log is read from there, and SQLite, which would write it into the file or leave a -shm beside it, never
/// meets the input. One copy a process and file as it stands. Thread-safe. Errors: core::Error(input): it changes while it is
/// copied; core::Error(output): no room.
std::string settled_copy(const std::string& path, const std::string& shown);

/// Would SQLite make files beside this one to read it (WAL mode without a log)? It is then opened as immutable.
bool is_resting_wal(const std::string& path);

/// What SQLite itself opens for reading, as a URI (sqlite.org/uri.html): the file or its copy, a resting one as immutable.
std::string settled_uri(const std::string& path);

}  // namespace covmap::read
