#include "export/formats/gpkg.hpp"

#include <filesystem>
#include <memory>

#include "export/formats/gpkg_metadata.hpp"
#include "export/formats/gpkg_styles.hpp"
#include "export/formats/ogr_rows.hpp"

namespace covmap::exports {

namespace {

std::string time_stamp(const Credits& credits) {
    return (credits.date.size() == 10 ? credits.date : std::string("1970-01-01")) + "T00:00:00.000Z";
}

OGRLayer& new_layer(GDALDataset& file, const model::Table& table, const model::MapLayer* map, OGRSpatialReference* crs,
                    const Credits& credits, const std::string& path) {
    CPLStringList options;
    options.SetNameValue("IDENTIFIER", table.name.c_str());
    const std::string description = table.title.in(credits.language);
    if (!description.empty()) options.SetNameValue("DESCRIPTION", description.c_str());
    if (map != nullptr) options.SetNameValue("GEOMETRY_NAME", "geom");
    OGRLayer* layer = file.CreateLayer(table.name.c_str(), crs, geometry_type(map), options.List());
    if (layer == nullptr) fail_writing(path, "the layer " + table.name + " cannot be created");
    add_fields(*layer, table, path);
    return *layer;
}

void add_metadata(GDALDataset& file, const Credits& credits) {
    const auto set = [&file](const char* name, const std::string& value) {
        if (!value.empty()) file.SetMetadataItem(name, value.c_str());
    };
    set("GENERATOR", "covmap");
    set("DATE", credits.date);
    set("NOTE", credits.note);
    set("LICENCE_STRICTEST", credits.strictest);
    for (std::size_t i = 0; i < credits.sources.size(); ++i) set(("SOURCE_" + std::to_string(i + 1)).c_str(), credits.sources[i]);
    for (std::size_t i = 0; i < credits.licences.size(); ++i)
        set(("LICENCE_" + std::to_string(i + 1)).c_str(), credits.licences[i]);
}

void write_layers(GDALDataset& file, const GpkgContents& contents, const std::string& crs, const std::string& path) {
    OGRSpatialReference reference;
    if (!contents.layers.empty()) reference = output_reference(crs, path);
    if (file.StartTransaction() != OGRERR_NONE) fail_writing(path, "it cannot be written");
    for (const model::MapLayer& map : contents.layers) {
        OGRLayer& layer = new_layer(file, *map.table, &map, &reference, contents.credits, path);
        add_rows(layer, *map.table, &map, crs, NoGeometry::kept, path);
    }
    for (const model::Table* table : contents.tables)
        add_rows(new_layer(file, *table, nullptr, nullptr, contents.credits, path), *table, nullptr, crs, NoGeometry::kept, path);
    add_metadata(file, contents.credits);
    if (file.CommitTransaction() != OGRERR_NONE) fail_writing(path, "it cannot be written");
}

/// The first failure that GDAL tells while this lives: not every one comes back from a call, that of the file's application id
/// does not.
class Failures {
public:
    Failures() : m_handler(keep, this) {}
    [[nodiscard]] bool any() const { return !m_first.empty(); }
    [[nodiscard]] const std::string& first() const { return m_first; }

private:
    static void CPL_STDCALL keep(CPLErr kind, CPLErrorNum, const char* message) {
        auto& self = *static_cast<Failures*>(CPLGetErrorHandlerUserData());
        if (kind >= CE_Failure && self.m_first.empty()) self.m_first = message;
    }
    std::string m_first;
    CPLErrorHandlerPusher m_handler;
};

}  // namespace

void write_gpkg(const GpkgContents& contents, const std::string& path) {
    const std::string stamp = time_stamp(contents.credits);
    const ThreadOption date("OGR_CURRENT_DATE", stamp);
    const ThreadOption no_sync("OGR_SQLITE_SYNCHRONOUS", "OFF");
    const std::string crs = contents.crs.empty() && !contents.layers.empty() ? contents.layers.front().crs : contents.crs;
    {
        const Failures failures;
        CPLErrorReset();
        std::error_code none;
        std::filesystem::remove(path, none);
        std::unique_ptr<GDALDataset> file(
            output_driver("GPKG", "gpkg", path).Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!file) fail_writing(path, "it cannot be created");
        write_layers(*file, contents, crs, path);
        file->FlushCache();
        file.reset();
        CPLErrorReset();  // the first failure says more than the last
        if (failures.any()) fail_writing(path, "it cannot be written: " + failures.first());
    }
    add_table_metadata(contents, stamp, path);
    add_styles(contents, stamp, path);
}

}  // namespace covmap::exports
