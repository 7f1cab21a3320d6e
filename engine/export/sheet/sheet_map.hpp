// The small map of a sheet: SVG, without script, for a reader, a printer and a screen reader.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/sheet.hpp"

namespace covmap::exports {

struct SheetMapWords {
    std::string id;  ///< prefix of the ids in it, unique on the page
    std::string title, description;
    bool french = false;
};

/// North up, in a local projection of equal scale around the middle of the outline (equirectangular: exact there, and within a
/// percent or two over a region); the outline thick, its members thin, neighbours grey, zones hatched and numbered, a scale bar.
/// What lies outside the picture is left out, vertices closer than 0.4 pixels are drawn as one. `zones` may be empty.
/// Empty where the outline is. Pure; well-formed XML.
std::string sheet_map_svg(const model::SheetMap& map, const std::vector<model::SheetMap::Zone>& zones,
                          const SheetMapWords& words);

}  // namespace covmap::exports
