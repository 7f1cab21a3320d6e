#include "export/gpkg.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "core/error.hpp"
#include "export/gpkg_styles.hpp"
#include "export/reproject.hpp"

namespace covmap::exports {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what) {
    const std::string cause = CPLGetLastErrorMsg();
    throw core::Error(core::ErrorKind::output, path,
                      what + (cause.empty() ? "" : " (" + cause + ")") + "; see that the disk has room");
}

/// A GDAL option of this thread, put back at the end.
class ThreadOption {
public:
    ThreadOption(const char* name, const std::string& value) : m_name(name) {
        if (const char* before = CPLGetThreadLocalConfigOption(name, nullptr)) m_before = before, m_had = true;
        CPLSetThreadLocalConfigOption(name, value.c_str());
    }
    ~ThreadOption() { CPLSetThreadLocalConfigOption(m_name, m_had ? m_before.c_str() : nullptr); }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* m_name;
    std::string m_before;
    bool m_had = false;
};

std::string time_stamp(const Credits& credits) {
    return (credits.date.size() == 10 ? credits.date : std::string("1970-01-01")) + "T00:00:00.000Z";
}

double as_double(std::int64_t number, int scale) {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    constexpr int kExactPower = 22;
    if (number > -kExact && number < kExact && scale <= kExactPower) return static_cast<double>(number) / std::pow(10.0, scale);
    return std::strtod(core::decimal_text(number, scale).c_str(), nullptr);
}

void set_type(OGRFieldDefn& field, core::ColumnType type) {
    switch (type) {
        case core::ColumnType::text: break;
        case core::ColumnType::quantity:
        case core::ColumnType::share: field.SetType(OFTReal); break;
        case core::ColumnType::count: field.SetType(OFTInteger64); break;
        case core::ColumnType::flag:
            field.SetType(OFTInteger);
            field.SetSubType(OFSTBoolean);
            break;
    }
}

void set_values(OGRFeature& feature, const core::Table& table, std::size_t row) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const core::Column& column = table.columns[c];
        const int field = static_cast<int>(c);
        if (column.nulls[row]) {
            feature.SetFieldNull(field);
        } else if (column.type == core::ColumnType::text) {
            feature.SetField(field, column.texts[row].c_str());
        } else if (column.type == core::ColumnType::quantity || column.type == core::ColumnType::share) {
            feature.SetField(field, as_double(column.numbers[row], column.scale));
        } else {
            feature.SetField(field, static_cast<GIntBig>(column.numbers[row]));
        }
    }
}

std::unique_ptr<OGRMultiPolygon> geometry_of(const core::MultiPolygon& polygons, Reprojection& reprojection,
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

OGRLayer& new_layer(GDALDataset& file, const core::Table& table, OGRSpatialReference* crs, const Credits& credits,
                    const std::string& path) {
    CPLStringList options;
    options.SetNameValue("IDENTIFIER", table.name.c_str());
    const std::string description = table.title.in(credits.language);
    if (!description.empty()) options.SetNameValue("DESCRIPTION", description.c_str());
    if (crs != nullptr) options.SetNameValue("GEOMETRY_NAME", "geom");
    OGRLayer* layer = file.CreateLayer(table.name.c_str(), crs, crs != nullptr ? wkbMultiPolygon : wkbNone, options.List());
    if (layer == nullptr) fail(path, "the layer " + table.name + " cannot be created");
    for (const core::Column& column : table.columns) {
        OGRFieldDefn field(column.name.c_str(), OFTString);
        set_type(field, column.type);
        if (layer->CreateField(&field) != OGRERR_NONE) fail(path, "the column " + column.name + " cannot be created");
    }
    return *layer;
}

void add_rows(OGRLayer& layer, const core::Table& table, const MapLayer* map, Reprojection* reprojection,
              const std::string& path) {
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        feature.SetFID(OGRNullFID);
        set_values(feature, table, row);
        const core::MultiPolygon* polygons = map != nullptr && row < map->polygons.size() ? map->polygons[row] : nullptr;
        std::unique_ptr<OGRMultiPolygon> geometry;
        if (polygons != nullptr && !polygons->empty())
            geometry = geometry_of(*polygons, *reprojection, table.name + ", row " + std::to_string(row + 1));
        feature.SetGeometryDirectly(geometry.release());
        if (layer.CreateFeature(&feature) != OGRERR_NONE)
            fail(path, "row " + std::to_string(row + 1) + " of " + table.name + " cannot be written");
    }
}

void add_metadata(GDALDataset& file, const Credits& credits) {
    const auto set = [&file](const char* name, const std::string& value) {
        if (!value.empty()) file.SetMetadataItem(name, value.c_str());
    };
    set("DATE", credits.date);
    set("NOTE", credits.note);
    for (std::size_t i = 0; i < credits.sources.size(); ++i) set(("SOURCE_" + std::to_string(i + 1)).c_str(), credits.sources[i]);
    for (std::size_t i = 0; i < credits.licences.size(); ++i)
        set(("LICENCE_" + std::to_string(i + 1)).c_str(), credits.licences[i]);
}

void write_layers(GDALDataset& file, const GpkgContents& contents, const std::string& crs, const std::string& path) {
    OGRSpatialReference reference;
    if (!contents.layers.empty()) {
        if (reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
            throw core::Error(core::ErrorKind::output, path,
                              "the CRS «" + crs + "» is not understood; use a code such as EPSG:2154");
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    if (file.StartTransaction() != OGRERR_NONE) fail(path, "it cannot be written");
    for (const MapLayer& layer : contents.layers) {
        Reprojection reprojection(layer.crs, crs, path);
        add_rows(new_layer(file, *layer.table, &reference, contents.credits, path), *layer.table, &layer, &reprojection, path);
    }
    for (const core::Table* table : contents.tables)
        add_rows(new_layer(file, *table, nullptr, contents.credits, path), *table, nullptr, nullptr, path);
    add_metadata(file, contents.credits);
    if (file.CommitTransaction() != OGRERR_NONE) fail(path, "it cannot be written");
}

GDALDriver& driver(const std::string& path) {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (found == nullptr)
        throw core::Error(core::ErrorKind::output, path, "this GDAL has no GPKG driver; leave gpkg out of output.formats");
    return *found;
}

}  // namespace

void write_gpkg(const GpkgContents& contents, const std::string& path) {
    const std::string stamp = time_stamp(contents.credits);
    const ThreadOption date("OGR_CURRENT_DATE", stamp);
    const ThreadOption no_sync("OGR_SQLITE_SYNCHRONOUS", "OFF");
    const std::string crs = contents.crs.empty() && !contents.layers.empty() ? contents.layers.front().crs : contents.crs;
    {
        const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
        CPLErrorReset();
        std::error_code none;
        std::filesystem::remove(path, none);
        std::unique_ptr<GDALDataset> file(driver(path).Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!file) fail(path, "it cannot be created");
        write_layers(*file, contents, crs, path);
        CPLErrorReset();
        file->FlushCache();
        file.reset();
        if (CPLGetLastErrorType() >= CE_Failure) fail(path, "it cannot be written");
    }
    add_styles(contents, stamp, path);
}

}  // namespace covmap::exports
