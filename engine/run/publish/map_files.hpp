// The files that a GIS opens, in the formats that the job asks for.
#pragma once

#include <string>
#include <vector>

#include "model/map_layer.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "store/manifest.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

/// What may be drawn, and the tables that go with it. Points at what the caller keeps alive.
struct MapContents {
    std::vector<exports::MapLayer>
        layers;  ///< units, zones, places; each becomes <table>.geojson, <table>.fgb, a layer of covmap.gpkg
    std::vector<const core::Table*> tables;  ///< without geometry: covmap.gpkg only
};

/// Whether output.formats holds `format`.
bool wants(const core::RunModel& model, const char* format);

/// Whether some format needs map tiles.
bool wants_tiles(const core::Job& job);

/// Whether some format needs geometry.
bool wants_maps(const core::RunModel& model);

/// What became of files that would have been too large.
struct MapReport {
    std::vector<exports::GeneralisedFile> generalised;
    std::vector<std::string> warnings;
};

/// Writes the formats asked for into the folder, one thread a layer. Errors: output.
MapReport write_map_files(const core::RunModel& model, const MapContents& contents, const exports::RunFolder& folder);

}  // namespace covmap::run
