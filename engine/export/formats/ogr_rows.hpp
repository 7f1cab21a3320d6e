// The rows of a table as features of a GDAL layer, alike in GeoPackage and FlatGeobuf. Private to the room.
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <string>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

/// A GDAL option of this thread, put back at the end.
class ThreadOption {
public:
    ThreadOption(const char* name, const std::string& value);
    ~ThreadOption();
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* m_name;
    std::string m_before;
    bool m_had = false;
};

/// Error output with what GDAL said last.
[[noreturn]] void fail_writing(const std::string& path, const std::string& what);

/// Errors: output, where this GDAL lacks the driver; `format` is what to leave out of output.formats then.
GDALDriver& output_driver(const char* driver, const char* format, const std::string& path);

/// Errors: output, for a CRS that is not understood.
OGRSpatialReference output_reference(const std::string& crs, const std::string& path);

/// wkbPoint, wkbMultiLineString, wkbMultiPolygon, or wkbNone without `map`.
OGRwkbGeometryType geometry_type(const model::MapLayer* map);

/// Texts as strings, quantities and shares as doubles, counts as 64-bit integers, flags as booleans. Errors: output.
void add_fields(OGRLayer& layer, const model::Table& table, const std::string& path);

enum class NoGeometry { kept, left_out };

/// One feature a row, in order; quantities are the nearest double. Polygons and points are brought into `crs`; a table without
/// `map` has no geometry. Scattered rows of zones are left out always. Errors: output.
void add_rows(OGRLayer& layer, const model::Table& table, const model::MapLayer* map, const std::string& crs, NoGeometry without,
              const std::string& path);

}  // namespace covmap::exports
