// Blocks of coverage for drafted jobs: polygons, sites, rasters, publishers' formats.
#pragma once

#include <string>
#include <vector>

#include "cli/draft/draft_source.hpp"

namespace covmap::cli {

/// Where a supply is to speak, as its block says it.
enum class DraftExtent { unsaid, box };

std::string supply_block(const DraftSource& source, DraftExtent extent = DraftExtent::unsaid);

/// `box` where the box of all files of polygons holds less than nine tenths of the box of the territories, in degrees: a map of a
/// part, which knows nothing of the rest. Boxes that are not known give `unsaid`.
DraftExtent draft_extent(const DraftSource& supply, const std::vector<DraftSource>& territories);

/// [[market]] with the operators that the supplies name, as comments where the supplies name none, more than can be listed, or
/// all that the built-in markets of a format already license.
std::string market_block(const std::vector<DraftSource>& supplies);

}  // namespace covmap::cli
