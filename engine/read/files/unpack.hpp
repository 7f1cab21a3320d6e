// Archives that GDAL cannot look into, or not at ease (.7z, .tar.gz, .gpkg.gz), unpacked once for the whole process.
#pragma once

#include <string>
#include <vector>

#include "read/files/archive_members.hpp"

namespace covmap::read {

/// Does the path name such an archive?
bool is_packed(const std::string& path);

struct UnpackedFiles {
    std::vector<std::string> paths;
    std::string layer;  ///< ArchiveChoice::layer
};

/// The data files inside an archive that are meant, unpacked with their companions (.dbf of a .shp) to the scratch folder
/// (scratch_folder.hpp). Each is unpacked once; two archives may be unpacked at a time. `shown` is the name in errors. Errors:
/// those of choose_members(); core::Error(input): no such archive, a damaged one; core::Error(output): no room.
UnpackedFiles unpacked(const std::string& path, const FileAsk& ask, const std::string& shown);

}  // namespace covmap::read
