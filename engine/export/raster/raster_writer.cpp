#include "export/raster/raster_writer.hpp"

#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <bitset>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "export/formats/ogr_rows.hpp"
#include "export/raster/raster_overviews.hpp"
#include "export/raster/raster_style.hpp"
#include "export/style/qmd.hpp"

namespace covmap::exports {

namespace {

constexpr int kTile = 512;  ///< pixels a side; columns of a block in the scratch file, too, whose rows are as many as a band's

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

OGRSpatialReference reference_of_demand(const std::string& crs, const std::string& path) {
    OGRSpatialReference reference;
    if (reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        throw core::Error(core::ErrorKind::output, path,
                          "the CRS of the demand, «" + crs + "», is not understood; state it with crs = \"EPSG:3035\"");
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

/// «68,1,84,255».
GDALColorEntry colour_entry(const std::string& colour) {
    short parts[4] = {0, 0, 0, 255};
    std::size_t at = 0;
    for (short& part : parts) {
        part = static_cast<short>(std::stoi(colour.substr(at)));
        at = colour.find(',', at) + 1;
        if (at == 0) break;
    }
    return {parts[0], parts[1], parts[2], parts[3]};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
    return all;
}

}  // namespace

struct RasterWriter::State {
    model::RasterTheme theme;
    core::Frame frame;
    Credits credits;
    std::string path, scratch_path;
    Dataset scratch;
    std::bitset<256> used;  ///< values of bytes

    [[nodiscard]] bool is_bytes() const { return theme.kind == model::RasterKind::operators; }
    [[nodiscard]] GDALDataType type() const { return is_bytes() ? GDT_Byte : GDT_Float32; }
    void create_scratch();
    void place(GDALDataset& dataset) const;
    void describe(GDALDataset& dataset) const;
    void colour(GDALRasterBand& band) const;
    template <class Pixel>
    void write(const model::RasterRows& rows, const std::vector<Pixel>& pixels, Pixel nothing);
    void copy() const;
};

void RasterWriter::State::create_scratch() {
    CPLStringList options;
    options.SetNameValue("TILED", "YES");
    options.SetNameValue("BLOCKXSIZE", std::to_string(kTile).c_str());
    options.SetNameValue("BLOCKYSIZE", std::to_string(core::kBandRows).c_str());
    options.SetNameValue("SPARSE_OK", "TRUE");
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("ZLEVEL", "1");
    options.SetNameValue("BIGTIFF", "YES");
    const int width = frame.cells.col_end - frame.cells.col_begin, height = frame.cells.row_end - frame.cells.row_begin;
    scratch.reset(output_driver("GTiff", "tif", path).Create(scratch_path.c_str(), width, height, 1, type(), options.List()));
    if (!scratch) fail_writing(path, "its scratch file cannot be written");
    place(*scratch);
    describe(*scratch);
    if (is_bytes()) colour(*scratch->GetRasterBand(1));
}

void RasterWriter::State::place(GDALDataset& dataset) const {
    const core::Lattice& lattice = frame.lattice;
    const core::Point corner =
        lattice.to_crs({static_cast<double>(frame.cells.col_begin), static_cast<double>(frame.cells.row_begin)});
    double transform[6] = {corner.x, lattice.cell_width, 0, corner.y, 0, -lattice.cell_height};
    const OGRSpatialReference reference = reference_of_demand(lattice.crs, path);
    const double nothing = is_bytes() ? model::kRasterOutside : static_cast<double>(model::kRasterNoValue);
    const bool well = dataset.SetGeoTransform(transform) == CE_None && dataset.SetSpatialRef(&reference) == CE_None &&
                      dataset.GetRasterBand(1)->SetNoDataValue(nothing) == CE_None;
    if (!well) fail_writing(path, "its scratch file cannot be written");
}

void RasterWriter::State::describe(GDALDataset& dataset) const {
    const std::string &title = theme.title.in(credits.language), &unit = theme.unit.in(credits.language);
    std::string moment = credits.date.size() == 10 ? credits.date + " 00:00:00" : "";
    std::replace(moment.begin(), moment.end(), '-', ':');
    const std::pair<const char*, std::string> items[] = {{"TIFFTAG_IMAGEDESCRIPTION", title},
                                                         {"TIFFTAG_SOFTWARE", "covmap"},
                                                         {"TIFFTAG_DATETIME", moment},
                                                         {"TIFFTAG_COPYRIGHT", joined(credits.licences)},
                                                         {"TITLE", title},
                                                         {"UNITS", unit},
                                                         {"SOURCE", joined(credits.sources)},
                                                         {"DATE", credits.date},
                                                         {"NOTE", credits.note}};
    for (const auto& [name, value] : items)
        if (!value.empty()) dataset.SetMetadataItem(name, value.c_str());
    dataset.GetRasterBand(1)->SetDescription(title.c_str());
    dataset.GetRasterBand(1)->SetUnitType(unit.c_str());
}

void RasterWriter::State::colour(GDALRasterBand& band) const {
    GDALColorTable colours;
    for (const MapStep& drawn : raster_classes(theme, credits.language)) {
        const GDALColorEntry entry = colour_entry(drawn.colour);
        colours.SetColorEntry(static_cast<int>(drawn.from), &entry);
    }
    const GDALColorEntry outside{255, 255, 255, 0};
    colours.SetColorEntry(model::kRasterOutside, &outside);
    if (band.SetColorTable(&colours) != CE_None) fail_writing(path, "its colours cannot be written");
}

// Blocks without a value are left out.
template <class Pixel>
void RasterWriter::State::write(const model::RasterRows& rows, const std::vector<Pixel>& pixels, Pixel nothing) {
    const core::CellBox &cells = rows.cells, &painted = rows.painted;
    const int width = cells.col_end - cells.col_begin, height = cells.row_end - cells.row_begin;
    GDALRasterBand& band = *scratch->GetRasterBand(1);
    for (int left = (painted.col_begin - cells.col_begin) / kTile * kTile; left < painted.col_end - cells.col_begin;
         left += kTile) {
        const int columns = std::min(kTile, width - left);
        const Pixel* const block = pixels.data() + left;
        bool some = false;
        for (int row = 0; row < height; ++row) {
            const Pixel* const begin = block + static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
            some = some || std::any_of(begin, begin + columns, [nothing](Pixel p) { return p != nothing; });
            if constexpr (sizeof(Pixel) == 1)
                for (const Pixel* p = begin; p != begin + columns; ++p) used.set(*p);
        }
        if (!some) continue;
        const auto bytes_of_row = static_cast<GSpacing>(sizeof(Pixel)) * width;
        if (band.RasterIO(GF_Write, left, cells.row_begin - frame.cells.row_begin, columns, height, const_cast<Pixel*>(block),
                          columns, height, type(), sizeof(Pixel), bytes_of_row, nullptr) != CE_None)
            fail_writing(path, "its scratch file cannot be written");
    }
}

void RasterWriter::State::copy() const {
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", is_bytes() ? "NO" : "FLOATING_POINT");
    options.SetNameValue("BLOCKSIZE", std::to_string(kTile).c_str());
    options.SetNameValue("OVERVIEWS", "FORCE_USE_EXISTING");
    options.SetNameValue("OVERVIEW_RESAMPLING", is_bytes() ? "MODE" : "AVERAGE");  // for the file's own record
    options.SetNameValue("SPARSE_OK", "TRUE");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    const Dataset made(
        output_driver("COG", "tif", path).CreateCopy(path.c_str(), scratch.get(), FALSE, options.List(), nullptr, nullptr));
    if (!made) fail_writing(path, "cannot be written");
    made->FlushCache(true);
    if (CPLGetLastErrorType() >= CE_Failure) fail_writing(path, "cannot be written");
}

RasterWriter::RasterWriter(const model::RasterTheme& theme, const core::Frame& frame, const Credits& credits, std::string path)
    : m_state(std::make_unique<State>()) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    State& s = *m_state;
    s.theme = theme;
    s.frame = frame;
    s.credits = credits;
    s.scratch_path = path + ".rows";
    s.path = std::move(path);
    s.create_scratch();
}

RasterWriter::~RasterWriter() {
    m_state->scratch.reset();
    std::error_code ignored;
    std::filesystem::remove(m_state->scratch_path, ignored);
}

void RasterWriter::write(const model::RasterRows& rows, std::size_t theme) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    if (m_state->is_bytes())
        m_state->write(rows, rows.themes[theme].bytes, model::kRasterOutside);
    else
        m_state->write(rows, rows.themes[theme].floats, model::kRasterNoValue);
}

void RasterWriter::finish() {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    State& s = *m_state;
    s.scratch->FlushCache(false);
    add_overviews(*s.scratch, s.theme.kind, kTile, s.path);
    s.scratch->FlushCache(false);
    if (CPLGetLastErrorType() >= CE_Failure) fail_writing(s.path, "its scratch file cannot be written");
    s.copy();
    std::vector<std::uint8_t> values;
    for (std::size_t v = 0; v < model::kRasterOutside; ++v)
        if (s.used[v]) values.push_back(static_cast<std::uint8_t>(v));
    write_raster_qml(s.theme, values, s.credits, std::filesystem::path(s.path).replace_extension(".qml").string());
    model::Table named;
    named.name = s.theme.name;
    named.title = s.theme.title;
    write_qmd(named, s.credits, std::filesystem::path(s.path).replace_extension(".qmd").string());
}

}  // namespace covmap::exports
