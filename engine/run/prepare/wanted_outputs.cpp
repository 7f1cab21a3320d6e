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

namespace {

/// Rasters and tiles are made of the file, zones, places and lines in the sweep.
bool made_of_file(const model::Job& job) {
    const auto& formats = job.output.formats;
    return std::find(formats.begin(), formats.end(), "tif") != formats.end() || wants_tiles(job);
}

}  // namespace

bool asks_cells(const model::Job& job) {
    return !job.zones.empty() || !job.places.empty() || !job.lines.empty() || made_of_file(job);
}

CellsKept cells_kept(const model::Job& job, bool by_polygons) {
    if (job.output.keep == "none") return made_of_file(job) ? CellsKept::meanwhile : CellsKept::no;
    if (must_keep_cells(job)) return CellsKept::always;
    return by_polygons || model::has_confidential_cells(job) ? CellsKept::no : CellsKept::limited;
}

std::uint64_t bytes_of_limit(const model::Job& job) { return static_cast<std::uint64_t>(job.output.keep_limit_mb) * 1'000'000; }

bool must_keep_cells(const model::Job& job) {
    return job.output.keep == "cells" || (job.output.keep != "none" && asks_cells(job));
}

}  // namespace covmap::run
