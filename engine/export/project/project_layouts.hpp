// The pages of a project, ready to print. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "export/project/project_extent.hpp"

namespace covmap::exports {

struct LayoutWords {
    std::string title;                        ///< where QGIS cannot tell what is switched on
    std::string note;                         ///< sources, coverage as claimed, licence, date
    std::string from_afar;                    ///< told below where not all zones are drawn; or empty
    std::vector<std::size_t> legend_letters;  ///< the longest line of each layer that is switched on, in characters
};

/// The element <Layouts>: «A4», upright, and «A3», lying; with a map of `box` in the CRS of the project, the titles of the layers
/// that are switched on, their legend, a scale bar and the note. Pure.
std::string project_layouts(const ProjectBox& box, const LayoutWords& words);

}  // namespace covmap::exports
