// A list of points that are asked about one by one: every record is told, a bad one with what is wrong with it.
#pragma once

#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::read {

/// Where the points of a list stand. What is empty is found: columns by their names, the CRS as PointList::crs says.
struct PointListSpec {
    std::string path;
    std::string layer;                          ///< empty: the first one with points
    std::string id_column, x_column, y_column;  ///< x: longitude or easting
    std::string crs;                            ///< «EPSG:2154»
};

struct ListedPoint {
    std::string id;     ///< as given, without blanks around it; the record's line or FID where the list has no column of ids
    std::string name;   ///< empty where it has none
    core::Point wgs84;  ///< longitude, latitude in degrees; not finite where the record has none
    std::string fault;  ///< a code of docs/defects.md; empty: usable
    std::string given;  ///< of a fault: what stands there
};

struct PointList {
    std::vector<ListedPoint> points;  ///< one each record, in the order of the file; of a multipoint one each of its points
    std::string crs;                  ///< as stated, else the file's own, else what the first record looks like, else EPSG:4326
};

/// Reads a table with columns x and y (any separator, decimal comma too) or a layer of points. No record is left out. Faults:
/// `coordinate-not-a-number`, `geometry-empty`, `coordinate-out-of-range` (no longitude and latitude), `transform-failed`.
/// Degrees of EPSG:4326 are taken as they stand, to the bit. Errors, kind input: no such file, layer or column, no columns of
/// coordinates that are known by their names, a CRS that PROJ does not know. Memory: 130 bytes a point. Cost: one call of PROJ a
/// point that is not in EPSG:4326.
PointList read_point_list(const PointListSpec& spec);

}  // namespace covmap::read
