// A GeoPackage of multipolygons with text columns, through GDAL. Throws std::runtime_error.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "country.hpp"

class GDALDataset;
class OGRLayer;

namespace bench {

class GeoPackage {
public:
    GeoPackage(const std::string& path, const std::string& layer, int epsg, std::vector<std::string> columns);
    ~GeoPackage();
    GeoPackage(const GeoPackage&) = delete;
    GeoPackage& operator=(const GeoPackage&) = delete;
    void add(const std::vector<std::string>& values, const std::vector<Polygon>& polygons);

private:
    std::unique_ptr<GDALDataset> m_dataset;
    OGRLayer* m_layer = nullptr;
};

}  // namespace bench
