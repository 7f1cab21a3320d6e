#include "read/supply/coverage_doubts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace covmap::read {
namespace {

constexpr double kMostClasses = 15;  ///< a colour whose pixels stay below is a raster of classes that was stored as one
constexpr double kMask = 255;        ///< covered, in masks of 0 and 255

std::string text(double number) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.10g", number);
    return digits;
}

std::string means(const model::SupplySpec& spec, int level) {
    if (level == PixelLevels::kNone) return "counts as not covered";
    if (spec.raster_levels.empty()) return "counts as covered";
    return "counts as " + spec.raster_levels[static_cast<std::size_t>(level)].level;
}

/// A mask holds 255 beside nothing, or beside 0 alone.
bool is_mask(const model::SupplySpec& spec, const StoredExtremes& extremes) {
    const StoredExtremes::End high = extremes.high();
    const bool classes = std::none_of(spec.raster_levels.begin(), spec.raster_levels.end(),
                                      [](const model::RasterLevel& level) { return !level.values.empty(); });
    return classes && high.value == kMask && (!high.has_next || (high.next == 0 && extremes.low().value == 0));
}

std::optional<std::string> no_data_doubt(const model::SupplySpec& spec, const PixelLevels& levels,
                                         const StoredExtremes::End& end) {
    if ((!end.looks_like_no_data() && !end.stands_apart()) || levels.names(end.value)) return std::nullopt;
    const std::string number = text(end.value);
    return number + " in " + std::to_string(end.count) + " pixels" +
           (end.has_next ? " (next to it comes " + text(end.next) + ")" : "") +
           " looks like NoData which the file does not declare; it " + means(spec, levels.of(end.value)) + ". Write nodata = [" +
           number + "] in [[supply]] if it is, or nodata = \"none\" if it means something";
}

std::optional<std::string> picture_doubt(const model::SupplySpec& spec, GDALRasterBandH band, const PixelLevels& levels,
                                         const StoredExtremes& extremes) {
    const StoredExtremes::End high = extremes.high(), low = extremes.low();
    if (high.count == 0 || high.value <= kMostClasses) return std::nullopt;
    const GDALColorInterp colour = GDALGetRasterColorInterpretation(band);
    const bool palette = colour == GCI_PaletteIndex && spec.raster_levels.empty();
    const bool rgb = colour == GCI_RedBand || colour == GCI_GreenBand || colour == GCI_BlueBand;
    if (!rgb && !palette) return std::nullopt;
    if (levels.names(high.value) && (!high.has_next || (high.next == low.value && low.value == 0))) return std::nullopt;
    return "band " + std::to_string(spec.band) + " is " +
           (palette ? "the palette of a picture, each number a colour"
                    : "the " + std::string(GDALGetColorInterpretationName(colour)) + " of a picture in colours") +
           ": a drawn map says by its colours what its pixels cannot be asked for. Use the raster of classes or of signal "
           "strength that it was drawn from; if it is one, copy it with gdal_translate -b " +
           std::to_string(spec.band) + " -colorinterp gray";
}

}  // namespace

std::vector<std::string> coverage_doubts(const model::SupplySpec& spec, GDALRasterBandH band, const PixelLevels& levels,
                                         const StoredExtremes& extremes) {
    std::vector<std::string> doubts;
    const auto add = [&](std::optional<std::string> doubt) {
        if (doubt) doubts.push_back(std::move(*doubt));
    };
    const std::optional<std::string> picture = picture_doubt(spec, band, levels, extremes);
    add(picture);
    if (picture || spec.nodata.none) return doubts;
    const StoredExtremes::End high = extremes.high(), low = extremes.low();
    if (!is_mask(spec, extremes)) add(no_data_doubt(spec, levels, high));
    if (low.value != high.value) add(no_data_doubt(spec, levels, low));
    return doubts;
}

}  // namespace covmap::read
