// From a path of the job to what GDAL and the table reader open.
#pragma once

#include <string>
#include <vector>

#include "read/files/archive_members.hpp"

namespace covmap::read {

struct DataFiles {
    std::vector<std::string> paths;  ///< one, or several of one archive
    std::string layer;               ///< FileAsk::layer, empty when it named a file of the archive
};

/// What is opened for a path of the job: x.csv.gz -> /vsigzip/x.csv.gz; of x.zip the file inside that is meant,
/// /vsizip/x.zip/folder/a.shp; of a .7z, .tar, .tar.gz, .tgz, … the same, unpacked (unpack.hpp); of a SQLite file that is written
/// to, a copy (sqlite_copy.hpp). Other paths that begin with /vsi are kept. All that readers open comes from here: what
/// reaches too far is refused (reach.hpp). Errors: those of choose_members(), unpack.hpp and reach.hpp, which name `shown`.
DataFiles data_files(const std::string& path, const std::string& shown, const FileAsk& ask);

/// The same where one file is wanted, whatever its layers.
std::string data_file(const std::string& path, const std::string& shown, Content content);

}  // namespace covmap::read
