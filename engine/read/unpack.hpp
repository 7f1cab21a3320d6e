// Archives that GDAL cannot look into (.7z, .gpkg.gz), unpacked once for the whole process.
#pragma once

#include <string>

namespace covmap::read {

/// Does the path name such an archive?
bool is_packed(const std::string& path);

/// The data file inside an archive, unpacked with its companions (.dbf of a .shp) to a folder in TMPDIR (or /tmp) that goes with
/// the process, whether the run ends well or not; folders of processes that were killed are removed by the next one that unpacks.
/// Each archive is unpacked once; two may be unpacked at a time. `shown` is the name in errors, `path` when empty. Errors:
/// core::Error(input): no such archive, a damaged one, one that holds no data file or several; core::Error(output): no room.
std::string unpacked(const std::string& path, const std::string& shown = {});

/// Called before each block that is unpacked; may throw to stop. Set once, before threads start.
void set_unpack_check(void (*check)());

}  // namespace covmap::read
