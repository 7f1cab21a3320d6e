// GDAL set up once for the whole program, and its messages caught for our own errors.
#pragma once

#include <cstdint>
#include <string>

namespace covmap::read {

/// Registers the drivers and sets what every reader relies on: a block cache of 64 MB, no size limit on GeoJSON objects, no
/// network (no_network.hpp), no code inside a VRT, messages kept instead of printed. Every reader calls it first; only the first
/// call works. Thread-safe.
void init_gdal();

/// GDAL's cache of raster blocks within a run's memory: a sixteenth of it, from 8 to 64 MB.
void limit_block_cache(std::uint64_t memory_bytes);

/// The last error that GDAL gave in this thread since forget_gdal_message(), else its last warning, or empty.
std::string last_gdal_message();
void forget_gdal_message();
/// Did GDAL report a failure in this thread since then? A warning after it does not hide it.
bool gdal_failed();
/// Was it one of reading the file: cut short, a bad sector, a damaged archive around it?
bool gdal_failed_to_read();

/// Size of a file in bytes as it lies on the disk (compressed), 0 when it is no plain file.
std::uint64_t file_bytes(const std::string& path);

}  // namespace covmap::read
