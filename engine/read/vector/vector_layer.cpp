#include "read/vector/vector_layer.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogr_spatialref.h>
#include <sqlite3.h>

#include <string_view>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/column_names.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/no_network.hpp"
#include "read/files/source_path.hpp"
#include "read/files/sqlite_copy.hpp"
#include "read/files/text_bytes.hpp"
#include "read/files/unopened.hpp"
#include "read/files/vsi_file.hpp"
#include "read/vector/dbf_encoding.hpp"
#include "read/vector/huge_integers.hpp"

namespace covmap::read {
namespace {

using core::Error;
using core::ErrorKind;

struct CrsRelease {
    void operator()(OGRSpatialReference* crs) const { crs->Release(); }
};
using Crs = std::unique_ptr<OGRSpatialReference, CrsRelease>;

std::string quoted_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "«" : ", «") + name + "»";
    return text;
}

/// «@»: no word of drivers that do not know the option. A GML file would otherwise get a .gfs beside it, a resting WAL database
/// files of SQLite's own.
CPLStringList open_options(const std::string& opened) {
    CPLStringList options;
    options.SetNameValue("@WRITE_GFS", "NO");
    if (is_resting_wal(opened)) options.SetNameValue("@IMMUTABLE", "YES");
    return options;
}

/// A view may have no end: its statements stop when the user wants to.
void make_stoppable(GDALDatasetH dataset) {
    constexpr int kSteps = 1'000'000;  // of SQLite's machine, some milliseconds
    const std::string_view driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    if (driver != "GPKG" && driver != "SQLite") return;
    if (auto* database = static_cast<sqlite3*>(GDALGetInternalHandle(dataset, "SQLITE_HANDLE")))
        sqlite3_progress_handler(
            database, kSteps, [](void*) { return core::is_stop_asked() ? 1 : 0; }, nullptr);
}

/// Views and sources of a VRT are looked at when a layer is first asked what it holds: not before a stop is heeded, nor before
/// their errors are (sound_layer).
bool is_defined_late(GDALDatasetH dataset) {
    const std::string_view driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    return driver == "GPKG" || driver == "SQLite" || driver == "OGR_VRT";
}

/// What to do with a file of a kind that this GDAL does not read; empty where it may well be read.
std::string remedy_for(const std::string& opened) {
    const VsiFile file = open_vsi(opened);
    std::string head(8, '\0');
    if (file) head.resize(VSIFReadL(head.data(), 1, head.size(), file.get()));
    if (head.starts_with("PAR1"))
        return "is Parquet, which is not read: convert it, for instance with ogr2ogr out.gpkg in.parquet";
    if (head.starts_with("ARROW1")) return "is Arrow, which is not read: convert it, for instance with ogr2ogr out.gpkg in.arrow";
    if (head.starts_with("Rar!")) return "is a RAR archive, which is not read: unpack it";
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return "is UTF-16: save it as UTF-8";
    return {};
}

Dataset opened_vector(const std::string& opened) {
    CPLStringList options = open_options(opened);
    const auto open = [&] {
        return Dataset(GDALOpenEx(opened.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                                  options.List(), nullptr));
    };
    Dataset dataset = open();
    if (dataset && !is_defined_late(dataset.get()))
        for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i)
            refuse_endless_columns(GDALDatasetGetLayer(dataset.get(), i), file_on_disk(opened));
    if (dataset && is_untold_utf8(dataset.get())) {
        options.SetNameValue("@ENCODING", "UTF-8");
        dataset = open();
    }
    if (dataset) make_stoppable(dataset.get());
    return dataset;
}

// GDAL 3.6 gives 2^63 - 1 for an integer of a GeoJSON that is beyond it, or makes its column one of reals.
bool may_hold_huge_integers(GDALDatasetH dataset) {
    if (!std::string_view(GDALGetDriverShortName(GDALGetDatasetDriver(dataset))).starts_with("GeoJSON")) return false;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(GDALDatasetGetLayer(dataset, i));
        for (int c = 0; c < OGR_FD_GetFieldCount(definition); ++c) {
            const OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, c));
            if (type == OFTReal || type == OFTInteger64) return true;
        }
    }
    return false;
}

}  // namespace

void DatasetCloser::operator()(void* dataset) const {
    const std::string opened = GDALGetDescription(dataset);
    GDALClose(dataset);
    forget_copy(opened);
}

Dataset try_open_vector(const std::string& opened) {
    init_gdal();
    forget_gdal_message();
    Dataset dataset = opened_vector(opened);
    if (dataset && may_hold_huge_integers(dataset.get()))
        if (const std::string copy = with_huge_integers_as_text(opened); !copy.empty()) dataset = opened_vector(copy);
    return dataset;
}

Dataset open_vector(const std::string& opened, const std::string& shown) {
    Dataset dataset = try_open_vector(opened);
    if (!dataset) {
        std::string reason = last_gdal_message();
        if (const std::string remedy = remedy_for(opened); !remedy.empty()) fail_unopened(opened, shown, remedy);
        fail_unopened(opened, shown,
                      "cannot be opened as vector data" + (reason.empty() ? std::string("; is it a GIS file?") : ": " + reason));
    }
    // Opened all the same, as if it had no CRS, no schema: not what its maker meant.
    if (const std::string message = last_gdal_message(); message.find(kNotFetched) != std::string::npos)
        throw Error(ErrorKind::input, shown, "names a place of the network: " + message);
    if (GDALDatasetGetLayerCount(dataset.get()) == 0) throw Error(ErrorKind::input, shown, "holds no layer");
    return dataset;
}

std::string crs_text(OGRSpatialReferenceH crs) {
    if (crs == nullptr) return {};
    // How GDAL names what a GeoPackage declares as undefined (srs_id 0 and -1): no transformation knows it.
    const char* name = OSRGetName(crs);
    if (name != nullptr && std::string_view(name).starts_with("Undefined ")) return {};
    const Crs flat(OGRSpatialReference::FromHandle(crs)->Clone());
    flat->StripVertical();
    flat->DemoteTo2D(nullptr);
    const char* authority = flat->GetAuthorityName(nullptr);
    const char* code = flat->GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    const bool done = flat->exportToWkt(&wkt, options) == OGRERR_NONE;
    std::string text = done && wkt != nullptr ? wkt : "";
    CPLFree(wkt);
    return text;
}

std::string layer_crs(OGRLayerH layer, const std::string& stated, const std::string& shown) {
    if (!stated.empty()) return stated;
    std::string own = crs_text(OGR_L_GetSpatialRef(layer));
    if (own.empty())
        throw Error(ErrorKind::input, shown + ":" + OGR_L_GetName(layer),
                    "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:2154\"");
    return own;
}

void refuse_endless_columns(OGRLayerH layer, const std::string& shown) {
    constexpr int kMostColumns = 10'000;
    const int columns = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer));
    if (columns <= kMostColumns) return;
    throw Error(ErrorKind::input, shown + ":" + OGR_L_GetName(layer),
                "has " + std::to_string(columns) + " columns, and at most " + std::to_string(kMostColumns) +
                    " can be read; make a file of those that are needed, or turn the columns into rows");
}

bool is_cut_short(GDALDatasetH dataset, OGRLayerH layer, std::uint64_t records) {
    if (std::string_view(GDALGetDriverShortName(GDALGetDatasetDriver(dataset))) != "GeoJSON") return false;
    const std::int64_t told = OGR_L_GetFeatureCount(layer, FALSE);
    return told > 0 && records < static_cast<std::uint64_t>(told);
}

std::vector<std::string> stored_column_names(OGRLayerH layer) {
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<std::string> names;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
        names.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
    return names;
}

std::vector<std::string> column_names(OGRLayerH layer) {
    std::vector<std::string> names = stored_column_names(layer);
    for (std::string& name : names) name = to_utf8(std::move(name));
    return names;
}

int find_column(OGRLayerH layer, const std::string& name, const std::string& shown) {
    const std::vector<std::string> names = column_names(layer);
    const std::string where = shown + ":" + OGR_L_GetName(layer);
    if (const auto found = position_of_name(name, names, where)) return static_cast<int>(*found);
    if (!name.empty() && name == OGR_L_GetFIDColumn(layer)) return kFidColumn;
    const std::string nearest = nearest_name(name, names);
    throw Error(ErrorKind::input, where,
                "has no column «" + name + "»" + (nearest.empty() ? std::string() : ", did you mean «" + nearest + "»?") +
                    (names.empty() ? "; it has none" : "; it has " + quoted_names(names)));
}

}  // namespace covmap::read
