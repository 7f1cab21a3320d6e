#include "export/formats/ogr_rows.hpp"

#include <cpl_conv.h>

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "export/formats/reproject.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::exports {

namespace {

void set_type(OGRFieldDefn& field, model::ColumnType type) {
    switch (type) {
        case model::ColumnType::text:
            break;
        case model::ColumnType::quantity:
        case model::ColumnType::share:
            field.SetType(OFTReal);
            break;
        case model::ColumnType::count:
            field.SetType(OFTInteger64);
            break;
        case model::ColumnType::flag:
            field.SetType(OFTInteger);
            field.SetSubType(OFSTBoolean);
            break;
    }
}

void set_values(OGRFeature& feature, const model::Table& table, std::size_t row) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const model::Column& column = table.columns[c];
        const int field = static_cast<int>(c);
        if (column.nulls[row]) {
            feature.SetFieldNull(field);
        } else if (column.type == model::ColumnType::text) {
            feature.SetField(field, column.texts[row].c_str());
        } else if (column.type == model::ColumnType::quantity || column.type == model::ColumnType::share) {
            feature.SetField(field, model::decimal_value(column.numbers[row], column.scale));
        } else {
            feature.SetField(field, static_cast<GIntBig>(column.numbers[row]));
        }
    }
}

std::unique_ptr<OGRGeometry> multi_polygon(const core::MultiPolygon& polygons, Reprojection& reprojection,
                                           const std::string& row) {
    auto whole = std::make_unique<OGRMultiPolygon>();
    for (core::Polygon polygon : polygons) {
        reprojection.apply(polygon, row);
        auto part = std::make_unique<OGRPolygon>();
        for (const auto& points : polygon) {
            auto ring = std::make_unique<OGRLinearRing>();
            ring->setNumPoints(static_cast<int>(points.size()), FALSE);
            for (std::size_t i = 0; i < points.size(); ++i) ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
            part->addRingDirectly(ring.release());
        }
        if (!part->IsEmpty()) whole->addGeometryDirectly(part.release());
    }
    return whole;
}

std::unique_ptr<OGRGeometry> multi_line(const core::MultiPolygon& lines, Reprojection& reprojection, const std::string& row) {
    auto whole = std::make_unique<OGRMultiLineString>();
    for (core::Polygon paths : lines) {
        reprojection.apply(paths, row);
        for (const auto& points : paths) {
            auto part = std::make_unique<OGRLineString>();
            part->setNumPoints(static_cast<int>(points.size()), FALSE);
            for (std::size_t i = 0; i < points.size(); ++i) part->setPoint(static_cast<int>(i), points[i].x, points[i].y);
            whole->addGeometryDirectly(part.release());
        }
    }
    return whole;
}

std::unique_ptr<OGRGeometry> geometry_of(const model::MapLayer& map, std::size_t row, Reprojection& reprojection) {
    const std::string place = map.table->name + ", row " + std::to_string(row + 1);
    if (model::is_of_points(map)) {
        std::optional<core::Point> point = model::point_of(map, row);
        if (!point) return nullptr;
        reprojection.apply(*point, place);
        return std::make_unique<OGRPoint>(point->x, point->y);
    }
    const core::MultiPolygon* polygons = model::polygons_of(map, row);
    if (polygons == nullptr) return nullptr;
    if (model::is_of_lines(map)) return multi_line(*polygons, reprojection, place);
    return multi_polygon(*polygons, reprojection, place);
}

}  // namespace

ThreadOption::ThreadOption(const char* name, const std::string& value) : m_name(name) {
    if (const char* before = CPLGetThreadLocalConfigOption(name, nullptr)) m_before = before, m_had = true;
    CPLSetThreadLocalConfigOption(name, value.c_str());
}

ThreadOption::~ThreadOption() { CPLSetThreadLocalConfigOption(m_name, m_had ? m_before.c_str() : nullptr); }

void fail_writing(const std::string& path, const std::string& what) {
    const std::string cause = CPLGetLastErrorMsg();
    throw core::Error(core::ErrorKind::output, path,
                      what + (cause.empty() ? "" : " (" + cause + ")") + "; " + store::room_remedy(path));
}

GDALDriver& output_driver(const char* driver, const char* format, const std::string& path) {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(driver);
    if (found == nullptr)
        throw core::Error(core::ErrorKind::output, path,
                          std::string("this GDAL has no ") + driver + " driver; leave " + format + " out of output.formats");
    return *found;
}

OGRSpatialReference output_reference(const std::string& crs, const std::string& path) {
    OGRSpatialReference reference;
    if (reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        throw core::Error(core::ErrorKind::output, path, "the CRS «" + crs + "» is not understood; use a code such as EPSG:2154");
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

OGRwkbGeometryType geometry_type(const model::MapLayer* map) {
    if (map == nullptr) return wkbNone;
    if (model::is_of_lines(*map)) return wkbMultiLineString;
    return model::is_of_points(*map) ? wkbPoint : wkbMultiPolygon;
}

void add_fields(OGRLayer& layer, const model::Table& table, const std::string& path) {
    for (const model::Column& column : table.columns) {
        OGRFieldDefn field(column.name.c_str(), OFTString);
        set_type(field, column.type);
        if (layer.CreateField(&field) != OGRERR_NONE) fail_writing(path, "the column " + column.name + " cannot be created");
    }
}

void add_rows(OGRLayer& layer, const model::Table& table, const model::MapLayer* map, const std::string& crs, NoGeometry without,
              const std::string& path) {
    std::optional<Reprojection> reprojection;
    if (map != nullptr) reprojection.emplace(map->crs, crs, path);
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (map != nullptr && !model::is_on_map(*map, row)) continue;
        std::unique_ptr<OGRGeometry> geometry;
        if (map != nullptr) geometry = geometry_of(*map, row, *reprojection);
        if (geometry == nullptr && without == NoGeometry::left_out) continue;
        feature.SetFID(OGRNullFID);
        set_values(feature, table, row);
        feature.SetGeometryDirectly(geometry.release());
        if (layer.CreateFeature(&feature) != OGRERR_NONE)
            fail_writing(path, "row " + std::to_string(row + 1) + " of " + table.name + " cannot be written");
    }
}

}  // namespace covmap::exports
