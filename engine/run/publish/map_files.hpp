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
    std::vector<model::MapLayer> layers;      ///< units, zones, places; each becomes <table>.geojson, <table>.fgb, a layer of
                                              ///< covmap.gpkg; then backgrounds, layers of covmap.gpkg only
    std::vector<const model::Table*> tables;  ///< without geometry: covmap.gpkg only
};

/// What became of files that would have been too large.
struct MapReport {
    std::vector<store::GeneralisedFile> generalised;
    std::vector<std::string> warnings;
};

/// Writes the formats asked for into the folder, one thread a layer. Errors: output.
MapReport write_map_files(const model::RunModel& model, const MapContents& contents, const store::RunFolder& folder);

}  // namespace covmap::run
