// How a file of a source is named in manifests and defects: as the job gave it, without the machine's folders.
#pragma once

#include <string>

#include "model/job/job.hpp"

namespace covmap::read {

/// `source.given` when it names one file; for a pattern the part before its first wildcard folder, then the file's own names:
/// «couv/*.gpkg» and «/data/job/couv/a.gpkg» give «couv/a.gpkg».
std::string shown_path(const model::Source& source, const std::string& file);

/// The file on disk behind a path that GDAL opens («/vsigzip/a.gz», «/vsizip/a.zip/b.shp»).
std::string file_on_disk(const std::string& path);

}  // namespace covmap::read
