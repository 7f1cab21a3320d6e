// FeatureHandle by feature, for formats without a faster way.
#include <cmath>

#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/text_bytes.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

std::string moment_text(OGRFeatureH feature, int column, OGRFieldType type) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    if (OGR_F_GetFieldAsDateTimeEx(feature, column, &year, &month, &day, &hour, &minute, &second, &zone) == 0) return {};
    const int seconds = static_cast<int>(std::floor(second));
    if (type == OFTDate) return date_text(year, month, day);
    const std::string time = time_text(hour * 3600LL + minute * 60LL + seconds);
    return type == OFTTime ? time : date_text(year, month, day) + "T" + time;
}

}  // namespace

std::string feature_text(OGRFeatureH feature, OGRFeatureDefnH definition, int column) {
    if (column == kFidColumn) return integer_text(OGR_F_GetFID(feature));
    if (OGR_F_IsFieldSetAndNotNull(feature, column) == 0) return {};
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, column);
    switch (const OGRFieldType type = OGR_Fld_GetType(field); type) {
        case OFTInteger:
        case OFTInteger64:
            return integer_text(OGR_F_GetFieldAsInteger64(feature, column));
        case OFTReal: {
            const double value = OGR_F_GetFieldAsDouble(feature, column);
            return OGR_Fld_GetSubType(field) == OFSTFloat32 ? real_text(static_cast<float>(value)) : real_text(value);
        }
        case OFTDate:
        case OFTTime:
        case OFTDateTime:
            return moment_text(feature, column, type);
        default:
            return to_utf8(OGR_F_GetFieldAsString(feature, column));
    }
}

void feed_features(OGRLayerH layer, const ColumnPositions& columns, FeatureFeed& feed) {
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    OGR_L_ResetReading(layer);
    while (true) {
        forget_gdal_message();
        const FeatureHandle feature(OGR_L_GetNextFeature(layer));
        if (!feature) break;
        if (gdal_failed_to_read()) throw_damaged(feed.file(), last_gdal_message());
        const bool damaged = gdal_failed() && OGR_F_GetGeometryRef(feature.get()) == nullptr;
        for (std::size_t i = 0; i < columns.size(); ++i) feed.values()[i] = feature_text(feature.get(), definition, columns[i]);
        if (!feed.begin(OGR_F_GetFID(feature.get()))) continue;
        if (damaged)
            feed.unparsable();
        else
            feed.ogr(OGR_F_GetGeometryRef(feature.get()));
    }
    if (gdal_failed()) throw_damaged(feed.file(), last_gdal_message());
}

}  // namespace covmap::read
