#include "export/formats/flatgeobuf.hpp"

#include <filesystem>
#include <memory>

#include "export/formats/ogr_rows.hpp"
#include "export/style/qmd.hpp"
#include "export/style/style.hpp"

namespace covmap::exports {

namespace {

void write_file(const model::MapLayer& layer, const std::string& crs, const std::string& path) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    OGRSpatialReference reference = output_reference(crs, path);
    std::unique_ptr<GDALDataset> file(
        output_driver("FlatGeobuf", "fgb", path).Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!file) fail_writing(path, "it cannot be created");
    const model::Table& table = *layer.table;
    OGRLayer* out = file->CreateLayer(table.name.c_str(), &reference, geometry_type(&layer), nullptr);
    if (out == nullptr) fail_writing(path, "it cannot be created");
    add_fields(*out, table, path);
    add_rows(*out, table, &layer, crs, NoGeometry::left_out, path);
    CPLErrorReset();
    file.reset();
    if (CPLGetLastErrorType() >= CE_Failure) fail_writing(path, "it cannot be written");
}

}  // namespace

void write_flatgeobuf(const model::MapLayer& layer, const std::string& crs, const Credits& credits, const std::string& path) {
    std::error_code none;
    std::filesystem::remove(path, none);
    write_file(layer, crs.empty() ? layer.crs : crs, path);
    const std::filesystem::path beside(path);
    write_qml(*layer.table, credits, std::filesystem::path(beside).replace_extension(".qml").string());
    write_qmd(*layer.table, credits, std::filesystem::path(beside).replace_extension(".qmd").string());
}

}  // namespace covmap::exports
