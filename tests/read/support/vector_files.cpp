#include "read/support/vector_files.hpp"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"

namespace covmap::test {
namespace {

OGRFieldType field_type(const std::string& type) {
    if (type == "integer") return OFTInteger;
    if (type == "integer64") return OFTInteger64;
    if (type == "real") return OFTReal;
    if (type == "date") return OFTDate;
    return OFTString;
}

OGRwkbGeometryType geometry_type(const std::string& name) {
    if (name == "Polygon") return wkbPolygon;
    if (name == "MultiPolygon") return wkbMultiPolygon;
    if (name == "CurvePolygon") return wkbCurvePolygon;
    if (name == "Point") return wkbPoint;
    return wkbUnknown;
}

void add_feature(OGRLayerH layer, const TestFeature& feature) {
    OGRFeatureH made = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (std::size_t i = 0; i < feature.values.size(); ++i)
        if (!feature.values[i].empty()) OGR_F_SetFieldString(made, static_cast<int>(i), feature.values[i].c_str());
    if (!feature.wkt.empty()) {
        std::string text = feature.wkt;
        char* at = text.data();
        OGRGeometryH geometry = nullptr;
        REQUIRE(OGR_G_CreateFromWkt(&at, nullptr, &geometry) == OGRERR_NONE);
        OGR_F_SetGeometryDirectly(made, geometry);
    }
    if (feature.fid >= 0) OGR_F_SetFID(made, feature.fid);
    REQUIRE(OGR_L_CreateFeature(layer, made) == OGRERR_NONE);
    OGR_F_Destroy(made);
}

GDALDatasetH open_or_create(const std::string& path, const std::string& driver) {
    GDALDatasetH existing = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
    if (existing != nullptr) return existing;
    return GDALCreate(GDALGetDriverByName(driver.c_str()), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
}

}  // namespace

std::string write_layer(const std::string& path, const TestLayer& layer) {
    read::init_gdal();
    GDALDatasetH dataset = open_or_create(path, layer.driver);
    REQUIRE(dataset != nullptr);
    OGRSpatialReferenceH crs = layer.crs.empty() ? nullptr : OSRNewSpatialReference(nullptr);
    if (crs != nullptr) {
        REQUIRE(OSRSetFromUserInput(crs, layer.crs.c_str()) == OGRERR_NONE);
        OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    OGRLayerH made = GDALDatasetCreateLayer(dataset, layer.name.c_str(), crs, geometry_type(layer.geometry), nullptr);
    REQUIRE(made != nullptr);
    for (const TestColumn& column : layer.columns) {
        OGRFieldDefnH field = OGR_Fld_Create(column.name.c_str(), field_type(column.type));
        REQUIRE(OGR_L_CreateField(made, field, 1) == OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    for (const TestFeature& feature : layer.features) add_feature(made, feature);
    if (crs != nullptr) OSRRelease(crs);
    GDALClose(dataset);
    return path;
}

void run_sql(const std::string& path, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    // Triggers of the spatial index call functions that only GDAL has.
    std::vector<std::string> triggers;
    const auto collect = [](void* into, int, char** values, char**) {
        static_cast<std::vector<std::string>*>(into)->emplace_back(values[0]);
        return 0;
    };
    sqlite3_exec(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'", collect, &triggers, nullptr);
    for (const std::string& trigger : triggers)
        sqlite3_exec(database, ("DROP TRIGGER \"" + trigger + "\"").c_str(), nullptr, nullptr, nullptr);
    char* message = nullptr;
    const int done = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
    INFO((message != nullptr ? message : ""));
    sqlite3_free(message);
    sqlite3_close(database);
    REQUIRE(done == SQLITE_OK);
}

std::string geojson(const std::vector<std::pair<std::string, std::string>>& features, const std::string& crs) {
    std::string text = R"({"type":"FeatureCollection",)";
    if (!crs.empty()) text += R"("crs":{"type":"name","properties":{"name":")" + crs + R"("}},)";
    text += R"("features":[)";
    for (std::size_t i = 0; i < features.size(); ++i)
        text += (i > 0 ? "," : "") +
                (R"({"type":"Feature","properties":)" + features[i].first + R"(,"geometry":)" + features[i].second + "}");
    return text + "]}";
}

model::Source source_of(const std::string& path, const std::string& crs) {
    model::Source source;
    source.given = path.substr(path.rfind('/') + 1);
    source.files = {path};
    source.crs = crs;
    return source;
}

bool Recorder::begin_feature(const read::StreamFeature& feature) {
    std::string line = (with_id ? std::string(feature.id) : std::string()) + "[";
    for (std::size_t i = 0; i < feature.values.size(); ++i) line += (i > 0 ? "," : "") + feature.values[i];
    features.push_back(line + "]");
    return true;
}

void Recorder::ring(std::span<const core::Point> vertices, core::RingRole role) {
    std::string& line = features.back();
    line += role == core::RingRole::shell ? " +(" : " -(";
    for (std::size_t i = 0; i < vertices.size(); ++i)
        line += (i > 0 ? "," : "") + read::real_text(vertices[i].x) + " " + read::real_text(vertices[i].y);
    line += ")";
}

std::vector<std::string> Recorder::sorted() const {
    std::vector<std::string> lines = features;
    std::sort(lines.begin(), lines.end());
    return lines;
}

}  // namespace covmap::test
