#include "real/support/inputs.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace covmap::real {

namespace {

Ring ring_of(const OGRLinearRing& ring) {
    Ring made;
    for (int i = 0; i < ring.getNumPoints(); ++i) made.push_back({ring.getX(i), ring.getY(i)});
    return made;
}

void collect(const OGRGeometry& geometry, std::vector<std::vector<Ring>>& polygons) {
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
        std::vector<Ring> rings;
        for (const OGRLinearRing* ring : *geometry.toPolygon()) rings.push_back(ring_of(*ring));
        if (!rings.empty() && rings.front().size() >= 4) polygons.push_back(std::move(rings));
        return;
    }
    if (OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection) == 0) return;
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) collect(*part, polygons);
}

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> texts(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == separator && !quoted)
            texts.emplace_back();
        else if (c != '\r')
            texts.back() += c;
    }
    return texts;
}

GDALDatasetUniquePtr open(const std::string& path, unsigned kind) {
    GDALAllRegister();
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), kind | GDAL_OF_READONLY));
    if (!dataset) throw std::runtime_error("cannot open " + path);
    return dataset;
}

}  // namespace

std::vector<Feature> read_features(const std::string& path, const std::vector<std::string>& columns) {
    const GDALDatasetUniquePtr dataset = open(path, GDAL_OF_VECTOR);
    std::vector<Feature> features;
    for (const auto& found : *dataset->GetLayer(0)) {
        Feature feature;
        for (const std::string& column : columns) feature.texts.emplace_back(found->GetFieldAsString(column.c_str()));
        if (found->GetGeometryRef() != nullptr) collect(*found->GetGeometryRef(), feature.polygons);
        features.push_back(std::move(feature));
    }
    return features;
}

Shape shape_of(const Feature& feature, const Plane& plane, std::size_t* invalid) {
    std::vector<Shape> parts;
    for (const std::vector<Ring>& rings : feature.polygons) {
        std::vector<Ring> holes;
        for (std::size_t i = 1; i < rings.size(); ++i) holes.push_back(plane.ring(rings[i]));
        parts.push_back(Shape::polygon(plane.ring(rings.front()), holes));
        if (invalid != nullptr && parts.back().was_invalid()) ++*invalid;
    }
    return Shape::united(parts);
}

std::vector<std::vector<std::string>> read_table(const std::string& path, char separator,
                                                 const std::vector<std::string>& columns) {
    const bool packed = path.size() > 3 && path.compare(path.size() - 3, 3, ".gz") == 0;
    VSILFILE* file = VSIFOpenL(((packed ? "/vsigzip/" : "") + path).c_str(), "rb");
    if (file == nullptr) throw std::runtime_error("cannot open " + path);
    std::vector<std::size_t> wanted;
    std::vector<std::vector<std::string>> rows;
    bool heading = true;
    while (const char* line = CPLReadLine2L(file, -1, nullptr)) {
        const std::vector<std::string> texts = split(line, separator);
        std::vector<std::string> row;
        for (std::size_t i = 0; heading && i < columns.size(); ++i)
            wanted.push_back(static_cast<std::size_t>(std::find(texts.begin(), texts.end(), columns[i]) - texts.begin()));
        for (const std::size_t column : wanted) row.push_back(texts.at(column));
        if (!heading) rows.push_back(std::move(row));
        heading = false;
    }
    VSIFCloseL(file);
    return rows;
}

const Square* People::square(int column, int row) const {
    const auto found = at.find(key(column, row));
    return found == at.end() ? nullptr : &squares[found->second];
}

void People::add(int column, int row, const Square& square) {
    at.emplace(key(column, row), static_cast<std::uint32_t>(squares.size()));
    squares.push_back(square);
}

People read_squares(const std::string& path, const std::vector<std::string>& attributes, const std::string& land) {
    std::vector<std::string> columns{"GRD_ID"};
    columns.insert(columns.end(), attributes.begin(), attributes.end());
    if (!land.empty()) columns.push_back(land);
    People people;
    people.width = people.height = 1000;
    for (const std::vector<std::string>& row : read_table(path, ',', columns)) {
        int north = 0, east = 0;
        if (std::sscanf(row[0].c_str(), "CRS3035RES1000mN%dE%d", &north, &east) != 2)
            throw std::runtime_error("no square: " + row[0]);
        Square square;
        for (std::size_t a = 0; a < attributes.size(); ++a) square.weights.push_back(std::atof(row[a + 1].c_str()));
        if (!land.empty()) square.land = std::atof(row.back().c_str());
        people.add(east / 1000, north / 1000, square);
    }
    return people;
}

People read_raster(const std::string& path) {
    const GDALDatasetUniquePtr dataset = open(path, GDAL_OF_RASTER);
    double g[6] = {};
    dataset->GetGeoTransform(g);
    const int columns = dataset->GetRasterXSize(), rows = dataset->GetRasterYSize();
    People people;
    people.x = g[0];
    people.y = g[3] + rows * g[5];
    people.width = g[1];
    people.height = -g[5];
    GDALRasterBand* band = dataset->GetRasterBand(1);
    const double nobody = band->GetNoDataValue();
    std::vector<double> line(static_cast<std::size_t>(columns));
    for (int r = 0; r < rows; ++r) {
        if (band->RasterIO(GF_Read, 0, r, columns, 1, line.data(), columns, 1, GDT_Float64, 0, 0, nullptr) != CE_None)
            throw std::runtime_error("cannot read " + path);
        for (int c = 0; c < columns; ++c) {
            const double value = line[static_cast<std::size_t>(c)];
            if (value != nobody && value > 0) people.add(c, rows - 1 - r, {{value}, -1});
        }
    }
    return people;
}

}  // namespace covmap::real
