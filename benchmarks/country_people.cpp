// People: about a sixth of the cells inhabited, towns and villages; a tiled, deflated GeoTIFF of EPSG:3035.
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "country.hpp"

namespace bench {
namespace {

constexpr int kNodeCells = 100;  // between two nodes of the transform, cells

/// Is a cell of the raster on land? EPSG:3035 to 2154 at every hundredth cell, linear between: good to some metres.
class Land {
public:
    explicit Land(const Country& country) : m_country(country), m_side(country.raster_cells / kNodeCells + 2) {
        OGRSpatialReference from, to;
        from.importFromEPSG(3035);
        to.importFromEPSG(2154);
        from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        const std::unique_ptr<OGRCoordinateTransformation> transform(OGRCreateCoordinateTransformation(&from, &to));
        if (!transform) throw std::runtime_error("no transformation from EPSG:3035 to EPSG:2154");
        for (int j = 0; j < m_side; ++j) {
            for (int i = 0; i < m_side; ++i) {
                double x = country.raster_west_m + 100.0 * kNodeCells * i, y = country.raster_north_m - 100.0 * kNodeCells * j;
                transform->Transform(1, &x, &y);
                m_nodes.push_back({x, y});
            }
        }
    }

    [[nodiscard]] bool holds(int col, int row) const {
        const int i = col / kNodeCells, j = row / kNodeCells;
        const double s = (col + 0.5) / kNodeCells - i, t = (row + 0.5) / kNodeCells - j;
        const Vertex &a = node(i, j), &b = node(i + 1, j), &c = node(i, j + 1), &d = node(i + 1, j + 1);
        const double x = (a.x * (1 - s) + b.x * s) * (1 - t) + (c.x * (1 - s) + d.x * s) * t - m_country.west_m;
        const double y = (a.y * (1 - s) + b.y * s) * (1 - t) + (c.y * (1 - s) + d.y * s) * t - m_country.south_m;
        return x > 0 && y > 0 && x < m_country.side_m() && y < m_country.side_m();
    }

private:
    [[nodiscard]] const Vertex& node(int i, int j) const { return m_nodes[static_cast<std::size_t>(j * m_side + i)]; }
    const Country& m_country;
    int m_side;
    std::vector<Vertex> m_nodes;
};

float people_at(int col, int row) {
    const double density = 0.5 * noise(501, col / 310.0, row / 310.0) + 0.5 * noise(502, col / 37.0, row / 37.0);
    const double place = unit(503, static_cast<std::uint64_t>(col), static_cast<std::uint64_t>(row));
    const double lived_in = 0.28 + 1.9 * (density - 0.5);
    if (place > lived_in) return 0;
    const double crowd = density * density * density * density;
    return static_cast<float>(std::round((0.5 + 90 * crowd * crowd * (1 - place)) * 100) / 100);
}

}  // namespace

std::uint64_t write_people(const Country& country, const std::string& path) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    char** options = CSLSetNameValue(nullptr, "TILED", "YES");
    options = CSLSetNameValue(options, "COMPRESS", "DEFLATE");
    const int side = country.raster_cells;
    const std::unique_ptr<GDALDataset> file(driver->Create(path.c_str(), side, side, 1, GDT_Float32, options));
    CSLDestroy(options);
    if (!file) throw std::runtime_error(path + ": cannot be created");
    double geotransform[6] = {country.raster_west_m, 100, 0, country.raster_north_m, 0, -100};
    file->SetGeoTransform(geotransform);
    OGRSpatialReference crs;
    crs.importFromEPSG(3035);
    file->SetSpatialRef(&crs);
    const Land land(country);
    std::uint64_t inhabited = 0;
    constexpr int kRows = 256;  // one row of tiles
    std::vector<float> rows(static_cast<std::size_t>(kRows) * static_cast<std::size_t>(side));
    for (int top = 0; top < side; top += kRows) {
        const int count = std::min(kRows, side - top);
        for (int r = 0; r < count; ++r) {
            for (int c = 0; c < side; ++c) {
                const float people = land.holds(c, top + r) ? people_at(c, top + r) : 0;
                inhabited += people > 0;
                rows[static_cast<std::size_t>(r) * static_cast<std::size_t>(side) + static_cast<std::size_t>(c)] = people;
            }
        }
        if (file->GetRasterBand(1)->RasterIO(GF_Write, 0, top, side, count, rows.data(), side, count, GDT_Float32, 0, 0,
                                             nullptr) != CE_None)
            throw std::runtime_error(path + ": cannot be written");
    }
    return inhabited;
}

}  // namespace bench
