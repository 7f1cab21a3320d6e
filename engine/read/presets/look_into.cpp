#include "read/presets/look_into.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "read/files/data_files.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/text_bytes.hpp"
#include "read/grid/inspect_raster.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/dbf_encoding.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kExamples = 3;
constexpr std::uint64_t kSampledRecords = 1000;
constexpr std::size_t kExampleBytes = 80;

void add_example(InspectedColumn& column, std::string text) {
    if (text.empty() || column.examples.size() >= kExamples) return;
    if (text.size() > kExampleBytes) {
        std::size_t end = kExampleBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // no letter is cut
        text = text.substr(0, end) + "…";
    }
    if (std::find(column.examples.begin(), column.examples.end(), text) == column.examples.end())
        column.examples.push_back(std::move(text));
}

std::string type_name(OGRFieldType type) {
    switch (type) {
        case OFTInteger:
        case OFTInteger64:
            return "integer";
        case OFTReal:
            return "real";
        case OFTString:
            return "text";
        case OFTDate:
        case OFTTime:
        case OFTDateTime:
            return "date";
        default:
            return "other";
    }
}

/// What a layer holds that does not declare it, as GeoJSON that mixes Polygon and MultiPolygon: the types of its first records.
void add_geometry(OGRGeometryH geometry, std::set<std::string>& types) {
    if (geometry != nullptr && OGR_G_IsEmpty(geometry) == 0)
        types.insert(OGRGeometryTypeToName(OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))));
}

void sample_features(OGRLayerH layer, std::uint64_t records, InspectedLayer& out) {
    std::set<std::string> types;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    OGR_L_ResetReading(layer);
    for (std::uint64_t i = 0; i < records; ++i) {
        const FeatureHandle feature(OGR_L_GetNextFeature(layer));
        if (!feature) break;
        add_geometry(OGR_F_GetGeometryRef(feature.get()), types);
        for (std::size_t c = 0; c < out.columns.size(); ++c)
            add_example(out.columns[c], feature_text(feature.get(), definition, static_cast<int>(c)));
    }
    if (OGR_GT_Flatten(OGR_L_GetGeomType(layer)) != wkbUnknown || types.empty()) return;
    out.geometry.clear();
    for (const std::string& type : types) out.geometry += (out.geometry.empty() ? "" : ", ") + type;
}

/// Nothing where the CRS is unknown, or the box is nowhere on the Earth.
std::optional<InspectedExtent> in_degrees(const InspectedExtent& box, OGRSpatialReferenceH crs) {
    if (crs == nullptr) return std::nullopt;
    constexpr int kDensify = 21, kLonLat = 4326;
    OGRSpatialReferenceH from = OSRClone(crs), lonlat = OSRNewSpatialReference(nullptr);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    OSRSetAxisMappingStrategy(lonlat, OAMS_TRADITIONAL_GIS_ORDER);
    std::optional<InspectedExtent> found;
    InspectedExtent out;
    if (OSRImportFromEPSG(lonlat, kLonLat) == OGRERR_NONE)
        if (OGRCoordinateTransformationH transform = OCTNewCoordinateTransformation(from, lonlat)) {
            if (OCTTransformBounds(transform, box.x_min, box.y_min, box.x_max, box.y_max, &out.x_min, &out.y_min, &out.x_max,
                                   &out.y_max, kDensify) != 0)
                found = out;
            OCTDestroyCoordinateTransformation(transform);
        }
    OSRDestroySpatialReference(lonlat);
    OSRDestroySpatialReference(from);
    return found;
}

InspectedLayer inspect_layer(OGRLayerH layer, Depth depth) {
    InspectedLayer out;
    out.name = OGR_L_GetName(layer);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        out.columns.push_back({to_utf8(OGR_Fld_GetNameRef(field)), type_name(OGR_Fld_GetType(field)), {}});
    }
    const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
    if (type != wkbNone) {
        out.geometry = OGRGeometryTypeToName(type);
        out.crs = crs_text(OGR_L_GetSpatialRef(layer));
        OGREnvelope box;
        if (depth == Depth::whole && OGR_L_GetExtent(layer, &box, TRUE) == OGRERR_NONE)
            out.extent = InspectedExtent{box.MinX, box.MinY, box.MaxX, box.MaxY};
        if (out.extent) out.lonlat = in_degrees(*out.extent, OGR_L_GetSpatialRef(layer));
    }
    if (depth == Depth::whole) out.records = static_cast<std::uint64_t>(std::max<GIntBig>(0, OGR_L_GetFeatureCount(layer, TRUE)));
    sample_features(layer, depth == Depth::whole ? kSampledRecords : 1, out);
    return out;
}

// The narrowest type of all examples; codes such as 01001 are text.
std::string text_type(const std::vector<std::string>& examples) {
    bool integer = !examples.empty(), real = !examples.empty();
    for (const std::string& text : examples) {
        double number = 0;
        const bool code = text.size() > 1 && text[0] == '0' && text.find_first_not_of("0123456789") == std::string::npos;
        real = real && !code && parse_number(text, number);
        integer = integer && real && text.find_first_of(".,eE") == std::string::npos;
    }
    return integer ? "integer" : real ? "real" : "text";
}

void inspect_table(Inspection& out, Depth depth) {
    TableReader table(out.path);
    out.kind = InspectedKind::table;
    out.driver = table.driver();
    InspectedLayer layer;
    for (const std::string& name : table.columns()) layer.columns.push_back({name, "text", {}});
    while (table.next()) {
        if (depth == Depth::glance && table.records() > 1) break;
        if (table.records() > kSampledRecords) continue;
        for (std::size_t c = 0; c < layer.columns.size(); ++c) add_example(layer.columns[c], std::string(table.text(c)));
    }
    for (InspectedColumn& column : layer.columns) column.type = text_type(column.examples);
    layer.records = table.records();
    out.layers.push_back(std::move(layer));
}

bool inspect_vector(Inspection& out, Depth depth) {
    for (const std::string& file : data_files(out.path, out.path, {Content::vectors, {}, Several::every}).paths) {
        const Dataset dataset = try_open_vector(file);
        const int layers = dataset ? GDALDatasetGetLayerCount(dataset.get()) : 0;
        if (dataset && is_untold_utf8(dataset.get()))
            out.remarks.emplace_back("it has no .cpg that tells its encoding: texts are read as UTF-8, which all of them are");
        if (layers > 0) out.driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get()));
        for (int i = 0; i < layers; ++i)
            if (OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i); !is_of_a_program(OGR_L_GetName(layer)))
                out.layers.push_back(inspect_layer(layer, depth));
    }
    if (out.layers.empty()) return false;
    const bool geometry =
        std::any_of(out.layers.begin(), out.layers.end(), [](const auto& layer) { return !layer.geometry.empty(); });
    out.kind = geometry ? InspectedKind::vector : InspectedKind::table;
    return true;
}

/// An archive whose only data file is text.
bool is_packed_table(const std::string& path) {
    const DataFiles files = data_files(path, path, {Content::vectors, {}, Several::every});
    return files.paths.size() == 1 && files.paths.front() != path && is_text_table(files.paths.front());
}

}  // namespace

Inspection look_into(const std::string& path, Depth depth) {
    init_gdal();
    Inspection out;
    out.path = path;
    forget_gdal_message();
    if (is_text_table(path) || is_packed_table(path)) {
        inspect_table(out, depth);
    } else if (!inspect_vector(out, depth) && !inspect_raster(out, depth == Depth::whole)) {
        open_vector(data_file(path, path, Content::vectors), path);  // gives the reason
        throw core::Error(core::ErrorKind::input, path, "is neither vector data, a raster nor a table");
    }
    return out;
}

}  // namespace covmap::read
