#include "run/prepare/wanted_outputs.hpp"

#include <algorithm>

namespace covmap::run {

bool wants(const model::RunModel& model, const char* format) {
    const auto& formats = model.job.output.formats;
    return std::find(formats.begin(), formats.end(), format) != formats.end();
}

bool wants_tiles(const model::Job& job) {
    const auto& formats = job.output.formats;
    return std::any_of(formats.begin(), formats.end(),
                       [](const std::string& format) { return format == "pmtiles" || format == "mbtiles" || format == "html"; });
}

bool wants_maps(const model::RunModel& model) {
    return wants(model, "geojson") || wants(model, "gpkg") || wants(model, "fgb") || wants_tiles(model.job);
}

bool keeps_cells(const model::Job& job) {
    const auto& formats = job.output.formats;
    return job.output.keep == "cells" || !job.zones.empty() || !job.places.empty() ||
           std::find(formats.begin(), formats.end(), "tif") != formats.end() || wants_tiles(job);
}

}  // namespace covmap::run
