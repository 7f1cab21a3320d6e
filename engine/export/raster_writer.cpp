#include "export/raster_writer.hpp"

#include <algorithm>
#include <bitset>
#include <filesystem>
#include <utility>
#include <vector>

#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include "core/error.hpp"
#include "export/qmd.hpp"
#include "export/raster_style.hpp"

namespace covmap::exports {

namespace {

constexpr int kScratchColumns = 512;  ///< of a block in the scratch file; its rows are those of a band

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

[[noreturn]] void fail(const std::string& path, const std::string& what) {
    const std::string cause = CPLGetLastErrorMsg();
    throw core::Error(core::ErrorKind::output, path, what + (cause.empty() ? "" : " (" + cause + ")") + "; see that the disk has room");
}

GDALDriver& driver(const char* name, const std::string& path) {
    GDALAllRegister();
    GDALDriver* const found = GetGDALDriverManager()->GetDriverByName(name);
    if (found == nullptr)
        throw core::Error(core::ErrorKind::output, path, std::string("this GDAL has no driver ") + name + "; leave \"tif\" out of output.formats");
    return *found;
}

OGRSpatialReference reference_of(const std::string& crs, const std::string& path) {
    OGRSpatialReference reference;
    if (reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        throw core::Error(core::ErrorKind::output, path, "the CRS of the demand, «" + crs + "», is not understood; state it with crs = \"EPSG:3035\"");
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
    core::RasterTheme theme;
    core::Lattice lattice;
    core::CellBox cells;  ///< of the scratch file: the frame, from the first row of its first band
    std::string path, scratch_path;
    Dataset scratch;
    std::bitset<256> used;  ///< values of bytes

    [[nodiscard]] bool is_bytes() const { return theme.kind == core::RasterKind::operators; }
    [[nodiscard]] GDALDataType type() const { return is_bytes() ? GDT_Byte : GDT_Float32; }
    void create_scratch();
    template <class Pixel>
    void write(const core::CellBox& rows, const std::vector<Pixel>& pixels, Pixel outside);
    Dataset described(const core::CellBox& box, const Credits& credits);
    void copy(GDALDataset& from) const;
};

void RasterWriter::State::create_scratch() {
    CPLStringList options;
    options.SetNameValue("TILED", "YES");
    options.SetNameValue("BLOCKXSIZE", std::to_string(kScratchColumns).c_str());
    options.SetNameValue("BLOCKYSIZE", std::to_string(core::kBandRows).c_str());
    options.SetNameValue("SPARSE_OK", "TRUE");
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("ZLEVEL", "1");
    options.SetNameValue("BIGTIFF", "YES");
    const int width = cells.col_end - cells.col_begin, height = cells.row_end - cells.row_begin;
    scratch.reset(driver("GTiff", path).Create(scratch_path.c_str(), width, height, 1, type(), options.List()));
    if (!scratch) fail(path, "its scratch file cannot be written");
    const core::Point corner = lattice.to_crs({static_cast<double>(cells.col_begin), static_cast<double>(cells.row_begin)});
    double transform[6] = {corner.x, lattice.cell_width, 0, corner.y, 0, -lattice.cell_height};
    const OGRSpatialReference reference = reference_of(lattice.crs, path);
    const double outside = is_bytes() ? core::kRasterOutside : static_cast<double>(core::kRasterNoValue);
    const bool well = scratch->SetGeoTransform(transform) == CE_None && scratch->SetSpatialRef(&reference) == CE_None &&
                      scratch->GetRasterBand(1)->SetNoDataValue(outside) == CE_None;
    if (!well) fail(path, "its scratch file cannot be written");
}

// Blocks without a value are left out.
template <class Pixel>
void RasterWriter::State::write(const core::CellBox& rows, const std::vector<Pixel>& pixels, Pixel outside) {
    const int width = rows.col_end - rows.col_begin, height = rows.row_end - rows.row_begin;
    GDALRasterBand& band = *scratch->GetRasterBand(1);
    for (int left = 0; left < width; left += kScratchColumns) {
        const int columns = std::min(kScratchColumns, width - left);
        const Pixel* const block = pixels.data() + left;
        bool some = false;
        for (int row = 0; row < height; ++row) {
            const Pixel* const begin = block + static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
            some = some || std::any_of(begin, begin + columns, [outside](Pixel p) { return p != outside; });
            if constexpr (sizeof(Pixel) == 1)
                for (const Pixel* p = begin; p != begin + columns; ++p) used.set(*p);
        }
        if (!some) continue;
        const auto bytes_of_row = static_cast<GSpacing>(sizeof(Pixel)) * width;
        if (band.RasterIO(GF_Write, left, rows.row_begin - cells.row_begin, columns, height, const_cast<Pixel*>(block), columns, height, type(), sizeof(Pixel),
                          bytes_of_row, nullptr) != CE_None)
            fail(path, "its scratch file cannot be written");
    }
}

// The box of the scratch file, with all that is said of it.
Dataset RasterWriter::State::described(const core::CellBox& box, const Credits& credits) {
    CPLStringList window;
    window.AddString("-of");
    window.AddString("VRT");
    window.AddString("-srcwin");
    for (const int number : {box.col_begin - cells.col_begin, box.row_begin - cells.row_begin, box.col_end - box.col_begin, box.row_end - box.row_begin})
        window.AddString(std::to_string(number).c_str());
    GDALTranslateOptions* const options = GDALTranslateOptionsNew(window.List(), nullptr);
    Dataset view(GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(scratch.get()), options, nullptr)));
    GDALTranslateOptionsFree(options);
    if (!view) fail(path, "cannot be prepared");
    GDALRasterBand& band = *view->GetRasterBand(1);
    const std::string& title = theme.title.in(credits.language);
    const std::string date = credits.date.size() == 10 ? credits.date.substr(0, 4) + ":" + credits.date.substr(5, 2) + ":" + credits.date.substr(8, 2) + " 00:00:00" : "";
    const std::pair<const char*, std::string> items[] = {{"TIFFTAG_IMAGEDESCRIPTION", title}, {"TIFFTAG_SOFTWARE", "covmap"},
                                                         {"TIFFTAG_DATETIME", date},          {"TIFFTAG_COPYRIGHT", joined(credits.licences)},
                                                         {"TITLE", title},                    {"UNITS", theme.unit.in(credits.language)},
                                                         {"SOURCE", joined(credits.sources)}, {"DATE", credits.date},
                                                         {"NOTE", credits.note}};
    for (const auto& [name, value] : items)
        if (!value.empty()) view->SetMetadataItem(name, value.c_str());
    band.SetDescription(title.c_str());
    band.SetUnitType(theme.unit.in(credits.language).c_str());
    if (is_bytes()) {
        GDALColorTable colours;
        for (const MapStep& drawn : raster_classes(theme, credits.language)) {
            const GDALColorEntry entry = colour_entry(drawn.colour);
            colours.SetColorEntry(static_cast<int>(drawn.from), &entry);
        }
        const GDALColorEntry outside{255, 255, 255, 0};
        colours.SetColorEntry(core::kRasterOutside, &outside);
        band.SetColorTable(&colours);
        band.SetColorInterpretation(GCI_PaletteIndex);
    }
    return view;
}

void RasterWriter::State::copy(GDALDataset& from) const {
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", is_bytes() ? "NO" : "FLOATING_POINT");
    options.SetNameValue("BLOCKSIZE", "512");
    options.SetNameValue("OVERVIEWS", "IGNORE_EXISTING");
    options.SetNameValue("OVERVIEW_RESAMPLING", is_bytes() ? "MODE" : "AVERAGE");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    const Dataset made(driver("COG", path).CreateCopy(path.c_str(), &from, FALSE, options.List(), nullptr, nullptr));
    if (!made) fail(path, "cannot be written");
    made->FlushCache(true);
    if (CPLGetLastErrorType() >= CE_Failure) fail(path, "cannot be written");
}

RasterWriter::RasterWriter(const core::RasterTheme& theme, const core::Frame& frame, std::string path) : m_state(std::make_unique<State>()) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    State& s = *m_state;
    s.theme = theme;
    s.lattice = frame.lattice;
    s.cells = frame.cells;
    s.cells.row_begin = core::band_of(frame.cells.row_begin) * core::kBandRows;
    s.scratch_path = path + ".rows";
    s.path = std::move(path);
    s.create_scratch();
}

RasterWriter::~RasterWriter() {
    m_state->scratch.reset();
    std::error_code ignored;
    std::filesystem::remove(m_state->scratch_path, ignored);
}

void RasterWriter::write(const core::CellBox& cells, const core::RasterPixels& pixels) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    if (m_state->is_bytes())
        m_state->write(cells, pixels.bytes, core::kRasterOutside);
    else
        m_state->write(cells, pixels.floats, core::kRasterNoValue);
}

void RasterWriter::finish(const core::CellBox& box, const Credits& credits) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLErrorReset();
    State& s = *m_state;
    core::CellBox held = box;
    if (held.empty()) held = {s.cells.row_end - 1, s.cells.row_end, s.cells.col_begin, s.cells.col_begin + 1};
    s.scratch->FlushCache(false);
    if (CPLGetLastErrorType() >= CE_Failure) fail(s.path, "its scratch file cannot be written");
    const Dataset view = s.described(held, credits);
    s.copy(*view);
    std::vector<std::uint8_t> values;
    for (std::size_t v = 0; v < core::kRasterOutside; ++v)
        if (s.used[v]) values.push_back(static_cast<std::uint8_t>(v));
    write_raster_qml(s.theme, values, credits, std::filesystem::path(s.path).replace_extension(".qml").string());
    core::Table named;
    named.name = s.theme.name;
    named.title = s.theme.title;
    write_qmd(named, credits, std::filesystem::path(s.path).replace_extension(".qmd").string());
}

}  // namespace covmap::exports
