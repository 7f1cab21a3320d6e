// SHA-256 and size of the input files.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/job.hpp"

namespace covmap::run {

struct FileHash {
    std::string sha256;
    std::uint64_t bytes = 0;
};

/// The file on disk behind a path that GDAL opens («/vsigzip/a.gz», «/vsizip/a.zip/b.shp»).
std::string file_on_disk(const std::string& path);

/// Every file that the job reads, by path as the manifest names it (read::shown_path). One task; OpenSSL. Throws Error(input).
std::map<std::string, FileHash> hash_inputs(const core::Job& job);

/// Hash of one file.
FileHash hash_file(const std::string& path);

}  // namespace covmap::run
