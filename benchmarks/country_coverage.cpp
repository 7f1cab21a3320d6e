// Coverage: the area where a smooth field is above a threshold, traced on a grid of EPSG:2154; and the GeoPackage it goes to.
#include <ogrsf_frmts.h>

#include <cmath>
#include <stdexcept>

#include "country.hpp"
#include "geopackage.hpp"

namespace bench {
namespace {

/// Relief-like: long waves with a rough surface, so that there are big areas, patches, and tens of thousands of holes.
Field field_of(const Country& country, std::uint64_t seed, double threshold) {
    Field field;
    field.side = country.field_cells;
    field.values.resize(static_cast<std::size_t>(field.side) * static_cast<std::size_t>(field.side));
    for (int j = 0; j < field.side; ++j) {
        for (int i = 0; i < field.side; ++i) {
            double value = 0.36 * noise(seed, i / 520.0, j / 520.0) + 0.24 * noise(seed + 1, i / 110.0, j / 110.0) +
                           0.22 * noise(seed + 2, i / 25.0, j / 25.0) + 0.18 * noise(seed + 3, i / 7.0, j / 7.0);
            const bool rim = i == 0 || j == 0 || i + 1 == field.side || j + 1 == field.side;
            if (rim) value = 0;
            field.at(i, j) = static_cast<float>(value - threshold);
        }
    }
    return field;
}

/// The share that is covered differs by technology; the rest differs by operator.
double threshold_of(const std::string& technology, int op) { return (technology == "4G" ? 0.47 : 0.42) + 0.008 * (op % 4); }

}  // namespace

GeoPackage::GeoPackage(const std::string& path, const std::string& layer, int epsg, std::vector<std::string> columns) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) throw std::runtime_error("GDAL has no GeoPackage driver");
    m_dataset.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!m_dataset) throw std::runtime_error(path + ": cannot be created");
    OGRSpatialReference crs;
    crs.importFromEPSG(epsg);
    char** options = CSLSetNameValue(nullptr, "SPATIAL_INDEX", "NO");
    m_layer = m_dataset->CreateLayer(layer.c_str(), &crs, wkbMultiPolygon, options);
    CSLDestroy(options);
    if (m_layer == nullptr) throw std::runtime_error(path + ": no layer could be created");
    for (const std::string& column : columns) {
        OGRFieldDefn field(column.c_str(), OFTString);
        m_layer->CreateField(&field);
    }
    m_dataset->StartTransaction();
}

GeoPackage::~GeoPackage() { m_dataset->CommitTransaction(); }

void GeoPackage::add(const std::vector<std::string>& values, const std::vector<Polygon>& polygons) {
    OGRFeature feature(m_layer->GetLayerDefn());
    for (std::size_t k = 0; k < values.size(); ++k)
        if (!values[k].empty()) feature.SetField(static_cast<int>(k), values[k].c_str());
    auto multi = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& polygon : polygons) {
        auto part = std::make_unique<OGRPolygon>();
        for (const Ring& ring : polygon) {
            auto line = std::make_unique<OGRLinearRing>();
            line->setNumPoints(static_cast<int>(ring.size() + 1), FALSE);
            for (std::size_t k = 0; k <= ring.size(); ++k) {
                const Vertex& v = ring[k % ring.size()];
                line->setPoint(static_cast<int>(k), v.x, v.y);
            }
            part->addRingDirectly(line.release());
        }
        multi->addGeometryDirectly(part.release());
    }
    feature.SetGeometryDirectly(multi.release());
    if (m_layer->CreateFeature(&feature) != OGRERR_NONE) throw std::runtime_error("a feature could not be written");
}

Counted write_coverage(const Country& country, const std::string& path, int op, const std::string& technology, bool smooth) {
    const std::uint64_t seed = mix(static_cast<std::uint64_t>(op), technology == "4G" ? 4 : 3, 99) >> 20;
    std::vector<Polygon> polygons = trace(field_of(country, seed, threshold_of(technology, op)), smooth);
    const double step = country.side_m() / (country.field_cells - 1);
    Counted counted;
    for (Polygon& polygon : polygons) {
        ++counted.parts;
        counted.holes += polygon.size() - 1;
        for (Ring& ring : polygon) {
            counted.vertices += ring.size() + 1;
            for (Vertex& v : ring) {
                v.x = std::round((country.west_m + v.x * step) * 1000) / 1000;
                v.y = std::round((country.south_m + v.y * step) * 1000) / 1000;
            }
        }
    }
    GeoPackage file(path, "couverture", 2154, {"operateur", "date", "techno", "usage", "niveau"});
    file.add({std::to_string(op), "2024-12-31", technology, "data", technology == "4G" ? "BC" : ""}, polygons);
    return counted;
}

}  // namespace bench
