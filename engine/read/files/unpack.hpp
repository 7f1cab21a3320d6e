// Archives that GDAL cannot look into, or not at ease (.7z, .tar.gz, .gpkg.gz), unpacked once for the whole process.
#pragma once

#include <cstdint>
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
/// those of choose_members(); core::Error(input): no such archive, a damaged one, one beyond refuse_bomb(); core::Error(output):
/// no room.
UnpackedFiles unpacked(const std::string& path, const FileAsk& ask, const std::string& shown);

/// So much may come out of any archive.
inline constexpr std::uint64_t kUnpackedFreely = std::uint64_t{1} << 30;

/// The bound on what an archive may become: over 1 GiB and over 500 times its own size is no data but a trap. Error(input).
void refuse_bomb(std::uint64_t unpacked_bytes, std::uint64_t packed_bytes, const std::string& shown);

}  // namespace covmap::read
