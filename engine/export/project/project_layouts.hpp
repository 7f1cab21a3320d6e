// The pages of a project, ready to print. Private to the room.
#pragma once

#include <pugixml.hpp>
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

/// Characters of UTF-8.
std::size_t letters_of(const std::string& text);

/// The element <Layouts> in the root of a project: «A4», upright, and «A3», lying; with a map of `box` in the CRS of the project,
/// the titles of the layers that are switched on, their legend, a scale bar and the note.
void add_layouts(pugi::xml_node root, const ProjectBox& box, const LayoutWords& words);

}  // namespace covmap::exports
