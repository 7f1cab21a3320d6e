// Where the records of a job's section come from, and the keys that are a column or a constant.
#pragma once

#include <string>
#include <vector>

namespace covmap::model {

/// A key that may be a column (`columns = { operator = "operateur" }`) or a constant (`operator = "Orange"`). A preset may give
/// both: the constant is for records whose column is blank.
struct Field {
    std::string column;
    std::string constant;
    [[nodiscard]] bool empty() const { return column.empty() && constant.empty(); }
    bool operator==(const Field&) const = default;
};

/// What every source may carry for manifest, metadata and pictures.
struct SourceInfo {
    std::string title, publisher, date, licence, url;
    bool confidential = false;
    bool operator==(const SourceInfo&) const = default;
};

/// One input: a path or glob relative to the job file, resolved on parsing.
struct Source {
    std::string given;  ///< as written in the job
    std::vector<std::string>
        files;           ///< absolute or relative to the working directory, sorted; what GDAL opens («/vsigzip/…» kept)
    std::string layer;   ///< empty: the only one, or the first polygon layer
    std::string crs;     ///< states or overrides the CRS; empty: the file's own
    std::string preset;  ///< the publisher's format that filled in what the job left out: «arcep-mobile»; or empty
    SourceInfo info;
    int line = 0;
    bool operator==(const Source&) const = default;
};

}  // namespace covmap::model
