// How far a data file reaches: looked at before GDAL opens it.
#pragma once

#include <string>

namespace covmap::read {

/// Refuses pipes, devices and sockets, also as a companion of the file (.dbf, .aux.xml, -wal): they would be waited for, or never
/// end. Paths of virtual files are judged by the file on disk behind them. Error(input).
void refuse_special_files(const std::string& path, const std::string& shown);

/// Refuses a description (a VRT of rasters or layers) that names a place of the network which the job does not name, a pipe or
/// device, raw bytes of any file (VRTRawRasterBand), code, itself, or in the end over a million sources. Other files pass after a
/// look at their first bytes. Files elsewhere on the disk are a user's own mosaic, and pass. Error(input).
/// Cost: one reading of the description and of those that it names.
void refuse_far_reach(const std::string& opened, const std::string& shown);

}  // namespace covmap::read
