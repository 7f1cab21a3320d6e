// QGIS styles (.qml) for rasters.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "export/credits.hpp"
#include "export/style/style_classes.hpp"
#include "model/raster.hpp"

namespace covmap::exports {

/// Classes of pixels. Operators: values 0 to as many as a market has, and unknown. Shares: from 0, 50, 80, 90, 95, 98, 99, 100.
/// Unserved: from 0, 1, 3, 10, 30, 100, 300, 1000 per km2. Colours of style.hpp: dark where coverage is bad or many are left;
/// turned round where low is good. Pure.
std::vector<MapStep> raster_classes(const model::RasterTheme& theme, const std::string& language);

/// The QML of one raster, for QGIS 3.22 and later, in the language of the credits: operators paletted, with `used` of its classes
/// (values of pixels, ascending); the others in classes, unserved with a transparent one for 0 before. Pure.
std::string raster_qml(const model::RasterTheme& theme, std::span<const std::uint8_t> used, const Credits& credits);

/// Writes it. Errors: output.
void write_raster_qml(const model::RasterTheme& theme, std::span<const std::uint8_t> used, const Credits& credits,
                      const std::string& path);

}  // namespace covmap::exports
