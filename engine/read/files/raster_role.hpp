// What a raster is good for: people, coverage, or neither. Private to the room.
#pragma once

#include <string>

#include "read/files/inspection.hpp"

namespace covmap::read {

/// A word of the name of a file or a layer says coverage: «mobile-coverage.gpkg», «couv_4g.shp», «rsrp.tif». Pure.
bool names_coverage(const std::string& name);

/// «demand-raster», «supply» or «unknown», by the words of the file's name («ppp», «count»; «4g», «rsrp», «couverture»;
/// «density», «dem»), else by the sample of its first band: dBm and a few small classes are coverage, what falls below 0 is
/// neither, and other numbers are people. Never sure, always cheap. Pure.
std::string raster_role(const Inspection& file);

}  // namespace covmap::read
